package org.jcorn.config;

import java.util.List;

/** Settings for checking a configuration without serving. */
public final class DebuggingSettings {

    /** {@code check_config}: check the configuration and the application, then exit. */
    public static final Setting<Boolean> CHECK_CONFIG = Setting.bool("check_config")
            .section(Section.DEBUGGING)
            .flag("--check-config")
            .doc(
                    "Check the configuration and load the application, then exit.",
                    "The exit code is 0 when all is well and 1 when not.");

    /** {@code print_config}: print all settings, then do as {@link #CHECK_CONFIG}. */
    public static final Setting<Boolean> PRINT_CONFIG = Setting.bool("print_config")
            .section(Section.DEBUGGING)
            .flag("--print-config")
            .doc("Print all settings and where each comes from, then do as --check-config.");

    static final List<Setting<?>> ALL = List.of(CHECK_CONFIG, PRINT_CONFIG);

    private DebuggingSettings() {}
}
