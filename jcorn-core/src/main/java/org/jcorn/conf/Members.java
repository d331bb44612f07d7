package org.jcorn.conf;

import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jcorn.config.Config;
import org.jcorn.config.Setting;
import org.jcorn.hook.Hook;

/** Takes settings from the fields of a configuration class, and hooks from its methods. */
final class Members {

    private final Object object;
    private final Locations locations;
    private final Config.Builder builder;
    private final Map<Setting<?>, String> given = new HashMap<>();

    private Members(Object object, Locations locations, Config.Builder builder) {
        this.object = object;
        this.locations = locations;
        this.builder = builder;
    }

    /** Set what the object says; what is wrong with it becomes a problem of the builder. */
    static void apply(Object object, Locations locations, Config.Builder builder) {
        Members members = new Members(object, locations, builder);
        try {
            for (Field field : object.getClass().getDeclaredFields()) {
                if (!field.isSynthetic()) {
                    members.take(field);
                }
            }
            Set<String> seen = new HashSet<>();
            for (Method method : object.getClass().getDeclaredMethods()) {
                // Of methods that differ in their parameters only, one can be the hook.
                if (!method.isSynthetic() && seen.add(method.getName())) {
                    members.take(method);
                }
            }
        } catch (IllegalAccessException | LinkageError e) {
            builder.problem(locations.describe(e));
        }
    }

    private void take(Field field) throws IllegalAccessException {
        String name = field.getName();
        String where = locations.of(name);
        Setting<?> setting = MemberName.setting(name);
        if (setting == null) {
            if (!own(field.getModifiers())) {
                builder.problem("unknown setting '" + name + "' (" + where + ")" + MemberName.hintForField(name));
            }
        } else if (setting.commandLineOnly()) {
            builder.problem("setting '" + setting.name() + "' can only be given on the command line (" + where + ")");
        } else if (once(setting, name, where)) {
            field.setAccessible(true);
            Object value = field.get(object);
            if (value != null) {
                set(setting, value, where);
            }
        }
    }

    private void set(Setting<?> setting, Object value, String where) {
        try {
            builder.setObject(setting, value, where);
        } catch (RuntimeException e) { // a collection of the operator's own, perhaps
            builder.problem("setting '" + setting.name() + "' cannot be read (" + where + "): " + e);
        }
    }

    private void take(Method method) {
        String name = method.getName();
        String where = locations.of(name);
        Hook hook = MemberName.hook(name);
        if (hook == null) {
            if (!own(method.getModifiers()) && !inherited(name)) {
                builder.problem("unknown hook '" + name + "' (" + where + ")" + MemberName.hintForMethod(name));
            }
            return;
        }
        Setting<?> setting = HookBinding.setting(hook);
        if (!once(setting, name, where)) {
            return;
        }
        try {
            builder.hooks().add(hook, BoundMethod.of(hook, object.getClass(), name, type -> object));
            builder.set(setting, object.getClass().getName() + ":" + name, where);
        } catch (IllegalArgumentException e) {
            builder.problem(e.getMessage() + " (" + where + ")");
        }
    }

    private boolean once(Setting<?> setting, String name, String where) {
        String earlier = given.putIfAbsent(setting, name);
        if (earlier != null) {
            builder.problem("setting '" + setting.name() + "' is given twice, by '" + earlier + "' and '" + name + "' ("
                    + where + ")");
        }
        return earlier == null;
    }

    /** {@return whether a member is there for the class alone} */
    private static boolean own(int modifiers) {
        return Modifier.isPrivate(modifiers) || Modifier.isStatic(modifiers);
    }

    private static boolean inherited(String name) {
        for (Method method : Object.class.getDeclaredMethods()) {
            if (method.getName().equals(name)) {
                return true;
            }
        }
        return false;
    }
}
