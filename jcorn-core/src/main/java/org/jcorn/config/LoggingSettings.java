package org.jcorn.config;

import java.util.List;
import org.jcorn.spi.Logger;

/** Settings about the error log. */
public final class LoggingSettings {

    /** {@code errorlog}: the file of the error log, {@code -} = standard error. */
    public static final Setting<String> ERRORLOG = Setting.string("errorlog")
            .section(Section.LOGGING)
            .flag("--error-logfile", "--log-file")
            .meta("FILE")
            .defaultValue("-")
            .doc("The file of the error log; - = standard error.");

    /** {@code loglevel}: the least level that is logged. */
    public static final Setting<Logger.Level> LOGLEVEL = Setting.choice("loglevel", Logger.Level.values())
            .section(Section.LOGGING)
            .flag("--log-level")
            .meta("LEVEL")
            .defaultValue("info")
            .doc("The least level that is logged: debug, info, warning, error or critical.");

    /** {@code logger_class}: the logger, by its short name or class name. */
    public static final Setting<String> LOGGER_CLASS = Setting.className("logger_class")
            .section(Section.LOGGING)
            .flag("--logger-class")
            .defaultValue("simple")
            .doc("The logger to use, by name or class name.", "Loggers are found through `java.util.ServiceLoader`.");

    /** {@code enable_stdio_inheritance}: what a daemon does with standard output and error. */
    public static final Setting<Boolean> ENABLE_STDIO_INHERITANCE = Setting.bool("enable_stdio_inheritance")
            .section(Section.LOGGING)
            .flag("-R", "--enable-stdio-inheritance")
            .doc(
                    "Let a daemon keep its standard output and standard error.",
                    "But not a terminal: that is given up in any case.");

    static final List<Setting<?>> ALL = List.of(ERRORLOG, LOGLEVEL, LOGGER_CLASS, ENABLE_STDIO_INHERITANCE);

    private LoggingSettings() {}
}
