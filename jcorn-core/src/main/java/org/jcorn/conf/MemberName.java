package org.jcorn.conf;

import java.util.ArrayList;
import java.util.List;
import org.jcorn.config.Setting;
import org.jcorn.config.Settings;
import org.jcorn.config.Suggestion;
import org.jcorn.hook.Hook;
import org.jspecify.annotations.Nullable;

/** What the members of a configuration class are named after: settings in camel case, and hooks. */
final class MemberName {

    private MemberName() {}

    /** {@return the setting that a field is named after, or null} */
    static @Nullable Setting<?> setting(String field) {
        for (Setting<?> setting : Settings.all()) {
            if (camelCase(setting.name()).equals(field)) {
                return setting;
            }
            for (String synonym : setting.synonyms()) {
                if (camelCase(synonym).equals(field)) {
                    return setting;
                }
            }
        }
        return null;
    }

    /** {@return the hook that a method is named after, or null} */
    static @Nullable Hook hook(String method) {
        for (Hook hook : Hook.values()) {
            if (hook.method().equals(method)) {
                return hook;
            }
        }
        return null;
    }

    /** {@return what a message about a member begins with} */
    static String subject(String member) {
        Setting<?> setting = setting(member);
        Hook hook = hook(member);
        return setting != null
                ? "setting '" + setting.name() + "': "
                : hook != null ? "hook '" + hook.setting() + "': " : "";
    }

    /** {@return the end of a message about a field that names no setting} */
    static String hintForField(String field) {
        List<String> names = new ArrayList<>();
        for (Setting<?> setting : Settings.all()) {
            names.add(camelCase(setting.name()));
        }
        return hint(field, names, "field");
    }

    /** {@return the end of a message about a method that names no hook} */
    static String hintForMethod(String method) {
        List<String> names = new ArrayList<>();
        for (Hook hook : Hook.values()) {
            names.add(hook.method());
        }
        return hint(method, names, "method");
    }

    private static String hint(String member, List<String> names, String kind) {
        for (String name : names) {
            if (name.equalsIgnoreCase(member.replace("_", ""))) {
                return ": did you mean '" + name + "'?";
            }
        }
        return Suggestion.nearest(member, names)
                .map(name -> ": did you mean '" + name + "'?")
                .orElse(": a " + kind + " of your own must be private or static");
    }

    static String camelCase(String name) {
        StringBuilder camel = new StringBuilder();
        boolean upper = false;
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            if (c != '_') {
                camel.append(upper ? Character.toUpperCase(c) : c);
            }
            upper = c == '_';
        }
        return camel.toString();
    }
}
