package org.jcorn.config;

import java.util.List;
import java.util.Optional;

/**
 * A setting of Gunicorn that has no use here: to use it is an error that says what to use instead.
 *
 * @param name the key in configuration files
 * @param flags the command line flags
 * @param advice what to use instead
 */
public record DefunctSetting(String name, List<String> flags, String advice) {

    private static final String FRAMEWORK =
            "put settings that belong to the application into its META-INF/jcorn.properties, and name it as APP_MODULE";

    private static final List<DefunctSetting> ALL = List.of(
            new DefunctSetting("debug", List.of("--debug"), "use 'reload', and 'loglevel' with the value debug"),
            new DefunctSetting(
                    "django_settings", List.of("--settings"), "name the application as APP_MODULE or in 'wsgi_app'"),
            new DefunctSetting("paste", List.of("--paste", "--paster"), FRAMEWORK),
            new DefunctSetting("raw_paste_global_conf", List.of("--paste-global"), FRAMEWORK),
            new DefunctSetting(
                    "logconfig_json", List.of("--log-config-json"), "use 'logconfig', which takes a Logback file"));

    /** Makes a copy of the flags. */
    public DefunctSetting {
        flags = List.copyOf(flags);
    }

    /** {@return all of them} */
    public static List<DefunctSetting> all() {
        return ALL;
    }

    /**
     * Find one by its key in files.
     *
     * @param key the key
     * @return it, or empty if there is none of that name
     */
    public static Optional<DefunctSetting> named(String key) {
        for (DefunctSetting each : ALL) {
            if (each.name.equals(key)) {
                return Optional.of(each);
            }
        }
        return Optional.empty();
    }

    /**
     * Find one by its flag.
     *
     * @param flag as on a command line, without a value
     * @return it, or empty if there is none with that flag
     */
    public static Optional<DefunctSetting> withFlag(String flag) {
        for (DefunctSetting each : ALL) {
            if (each.flags.contains(flag)) {
                return Optional.of(each);
            }
        }
        return Optional.empty();
    }
}
