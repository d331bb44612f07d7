package org.jcorn.app.servlet.bridge;

import java.util.List;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.SimpleFormatter;
import org.jcorn.spi.Logger;

/**
 * Brings what Tomcat logs, which goes to {@code java.util.logging}, to the error log. What it says of its own start and
 * stop counts as debugging; what an application says through its servlet context does not.
 */
final class TomcatLog extends Handler {
    private static final String CONTEXTS = "org.apache.catalina.core.ContainerBase.[";

    /** Tomcat's own and the bridge's; kept, because nobody else does. */
    private static final List<java.util.logging.Logger> SOURCES = List.of(
            java.util.logging.Logger.getLogger("org.apache"),
            java.util.logging.Logger.getLogger("org.jcorn.app.servlet"));

    private final Logger log;

    private TomcatLog(Logger log) {
        this.log = log;
        setFormatter(new SimpleFormatter());
    }

    /** Take Tomcat's records from now on. */
    static void install(Logger log) {
        TomcatLog handler = new TomcatLog(log);
        for (java.util.logging.Logger source : SOURCES) {
            for (Handler before : source.getHandlers()) {
                if (before instanceof TomcatLog) {
                    source.removeHandler(before);
                }
            }
            source.addHandler(handler);
            source.setUseParentHandlers(false);
        }
    }

    @Override
    public void publish(LogRecord entry) {
        Logger.Level level = level(entry);
        if (!log.enabled(level)) {
            return;
        }
        String message = getFormatter().formatMessage(entry);
        Throwable cause = entry.getThrown();
        if (cause == null) {
            log.log(level, message);
        } else {
            log.log(level, message, cause);
        }
    }

    private static Logger.Level level(LogRecord entry) {
        int value = entry.getLevel().intValue();
        if (value >= Level.SEVERE.intValue()) {
            return Logger.Level.ERROR;
        }
        if (value >= Level.WARNING.intValue()) {
            return Logger.Level.WARNING;
        }
        String name = entry.getLoggerName();
        boolean said = name != null && name.startsWith(CONTEXTS);
        return said && value >= Level.INFO.intValue() ? Logger.Level.INFO : Logger.Level.DEBUG;
    }

    @Override
    public void flush() {}

    @Override
    public void close() {}
}
