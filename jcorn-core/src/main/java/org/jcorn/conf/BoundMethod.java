package org.jcorn.conf;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jcorn.Request;
import org.jcorn.hook.Hook;
import org.jcorn.hook.Hooks;
import org.jspecify.annotations.Nullable;

/**
 * A method as a hook.
 *
 * @param hook the hook
 * @param method the method, of a signature that suits it
 * @param target the object it belongs to, null if it is static
 */
record BoundMethod(Hook hook, Method method, @Nullable Object target) implements Hooks.Call {

    /** Gives the object of a class whose method is not static. */
    interface Targets {
        Object of(Class<?> type) throws ReflectiveOperationException;
    }

    /**
     * {@return a method of a class as a hook}
     *
     * @throws IllegalArgumentException if there is none that suits; the message says what is wanted
     */
    static BoundMethod of(Hook hook, Class<?> type, String name, Targets targets) {
        List<String> found = new ArrayList<>();
        Method best = null;
        for (Method each : methods(hook, type)) {
            if (each.getName().equals(name) && !each.isSynthetic()) {
                found.add(text(name, List.of(each.getParameterTypes())));
                if (suits(hook, each) && (best == null || best.getParameterCount() < each.getParameterCount())) {
                    best = each;
                }
            }
        }
        if (best == null) {
            throw wrong(
                    hook,
                    found.isEmpty()
                            ? "class " + type.getName() + " has no method " + wanted(hook, name)
                            : String.join(", ", found) + " must be " + wanted(hook, name));
        }
        best.setAccessible(true);
        try {
            return new BoundMethod(hook, best, Modifier.isStatic(best.getModifiers()) ? null : targets.of(type));
        } catch (InvocationTargetException e) {
            throw wrong(hook, "an object of class " + type.getName() + " cannot be made: " + e.getCause());
        } catch (ReflectiveOperationException e) {
            throw wrong(hook, name + " must be static, or its class have a constructor without parameters");
        }
    }

    private static Method[] methods(Hook hook, Class<?> type) {
        try {
            return type.getDeclaredMethods();
        } catch (LinkageError e) {
            throw wrong(hook, "class " + type.getName() + " cannot be linked: " + e);
        }
    }

    private static IllegalArgumentException wrong(Hook hook, String what) {
        return new IllegalArgumentException("hook '" + hook.setting() + "': " + what);
    }

    private static boolean suits(Hook hook, Method method) {
        if (hook.result() != void.class && !hook.result().isAssignableFrom(method.getReturnType())) {
            return false;
        }
        List<Class<?>> parameters = new ArrayList<>();
        for (Class<?> parameter : method.getParameterTypes()) {
            parameters.add(parameter == int.class ? Integer.class : parameter);
        }
        return hook.signatures().contains(parameters);
    }

    private static String wanted(Hook hook, String name) {
        StringBuilder wanted = new StringBuilder();
        for (List<Class<?>> signature : hook.signatures()) {
            wanted.append(wanted.length() == 0 ? "" : " or ").append(text(name, signature));
        }
        return (hook.result() == void.class ? "" : hook.result().getSimpleName() + " ") + wanted;
    }

    private static String text(String name, List<Class<?>> parameters) {
        List<String> names = new ArrayList<>();
        for (Class<?> parameter : parameters) {
            names.add(parameter.getSimpleName());
        }
        return name + "(" + String.join(", ", names) + ")";
    }

    @Override
    public @Nullable Object call(@Nullable Object... arguments) throws Exception {
        try {
            return method.invoke(target, chosen(arguments));
        } catch (InvocationTargetException e) {
            if (e.getCause() instanceof Error error) {
                throw error;
            }
            throw e.getCause() instanceof Exception exception ? exception : e;
        }
    }

    /** {@return those of the hook's arguments that the method takes} */
    private @Nullable Object[] chosen(@Nullable Object... arguments) {
        Class<?>[] parameters = method.getParameterTypes();
        if (hook == Hook.SSL_CONTEXT && parameters.length == 1) {
            return new Object[] {arguments[1]};
        }
        if (hook != Hook.POST_REQUEST) {
            return arguments;
        }
        Object[] chosen = new Object[parameters.length];
        chosen[0] = arguments[0];
        chosen[1] = arguments[1];
        for (int i = 2; i < parameters.length; i++) {
            chosen[i] = parameters[i] == Map.class && arguments[1] instanceof Request request
                    ? request.environ()
                    : arguments[2];
        }
        return chosen;
    }
}
