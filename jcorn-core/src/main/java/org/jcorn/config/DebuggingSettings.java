package org.jcorn.config;

import java.util.List;

/** Settings for development, and for checking a configuration without serving. */
public final class DebuggingSettings {

    /** {@code reload}: replace the workers when the application's code changes. */
    public static final Setting<Boolean> RELOAD = Setting.bool("reload")
            .section(Section.DEBUGGING)
            .flag("--reload")
            .doc(
                    "Replace the workers when the application's code changes, for development.",
                    "An application that cannot be loaded, such as a source that does not compile, is answered with "
                            + "status 500 and a page that says why, until it is mended. See `development.md`.");

    /** {@code reload_engine}: how changes are noticed. */
    public static final Setting<ReloadEngine> RELOAD_ENGINE = Setting.choice("reload_engine", ReloadEngine.values())
            .section(Section.DEBUGGING)
            .flag("--reload-engine")
            .defaultValue("auto")
            .doc(
                    "How reload notices changes: auto, poll or inotify.",
                    "With `inotify` the kernel tells at once; it does not of files that another machine changes, on a "
                            + "network file system or in a shared folder. `poll` looks every second. `auto` is `inotify`, and "
                            + "`poll` when the kernel watches no more directories.");

    /** {@code reload_extra_files}: files to watch besides, paths or patterns. */
    public static final Setting<List<String>> RELOAD_EXTRA_FILES = Setting.list(
                    "reload_extra_files", new StringType(), ",")
            .section(Section.DEBUGGING)
            .flag("--reload-extra-file")
            .meta("FILE")
            .repeatable()
            .doc(
                    "A file that reload watches besides, or a pattern such as conf/**/*.json.",
                    "Separated by commas in files. A file that is named has to exist; patterns are looked up again and again, "
                            + "and `**` stands for directories of any depth.");

    /** {@code spew}: show every line of the application that is executed. */
    public static final Setting<Boolean> SPEW = Setting.bool("spew")
            .section(Section.DEBUGGING)
            .flag("--spew")
            .doc(
                    "Show every line of the application that is executed, on standard error.",
                    "Very slow, for development only. See `development.md`.");

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

    static final List<Setting<?>> ALL =
            List.of(RELOAD, RELOAD_ENGINE, RELOAD_EXTRA_FILES, SPEW, CHECK_CONFIG, PRINT_CONFIG);

    private DebuggingSettings() {}
}
