package org.jcorn.config;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Settings about where settings come from. */
public final class ConfigFileSettings {

    /** {@code config}: the configuration file. */
    public static final Setting<Optional<String>> CONFIG = Setting.optional("config", new StringType())
            .section(Section.CONFIG_FILE)
            .flag("-c", "--config")
            .meta("CONFIG")
            .commandLineOnly()
            .doc(
                    "The configuration file: PATH or file:PATH, ending in .java or .properties, or class:NAME.",
                    "Without it `jcorn.conf.java` is read, if there is one. A relative path starts at the directory jcorn "
                            + "was started in. `configuration.md` has the rules of both kinds.",
                    "In a file of properties there is one setting per line, `name = value`, in UTF-8. Lists are separated by commas, `raw_env` and `worker_jvm_options` by blanks; quotes keep a value "
                            + "together.");

    /** {@code wsgi_app}: the application to serve. */
    public static final Setting<Optional<String>> WSGI_APP = Setting.optional("wsgi_app", new StringType())
            .section(Section.CONFIG_FILE)
            .meta("APP_MODULE")
            .doc(
                    "The application to serve when the command line names none.",
                    "Written as on the command line, for example `shop.Main:app`. The name is Gunicorn's.");

    /** {@code static}: a directory to serve in place of an application. */
    public static final Setting<Optional<Path>> STATIC = Setting.optional("static", new DirectoryType())
            .synonym("static_files") // the name is no word of its own in Java
            .section(Section.CONFIG_FILE)
            .flag("--static")
            .check(new Check.OptionalDirectoryExists())
            .doc(
                    "A directory whose files are served, in place of an application.",
                    "A relative path starts at the directory jcorn was started in. What is served and how is in "
                            + "`static.md`. In a configuration file in Java it is `staticFiles`. Gunicorn has no such "
                            + "setting.");

    static final List<Setting<?>> ALL = List.of(CONFIG, WSGI_APP, STATIC);

    private ConfigFileSettings() {}
}
