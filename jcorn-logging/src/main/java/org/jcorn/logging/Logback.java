package org.jcorn.logging;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.joran.JoranConfigurator;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.Appender;
import ch.qos.logback.core.FileAppender;
import ch.qos.logback.core.joran.spi.JoranException;
import ch.qos.logback.core.spi.AppenderAttachable;
import ch.qos.logback.core.status.Status;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jcorn.config.Config;
import org.jcorn.config.LoggingSettings;
import org.jcorn.config.ProcessNamingSettings;
import org.jcorn.config.ServerMechanicsSettings;
import org.jcorn.config.Setting;
import org.jspecify.annotations.Nullable;
import org.slf4j.Marker;
import org.slf4j.helpers.BasicMarkerFactory;
import org.slf4j.helpers.NOPMDCAdapter;
import org.slf4j.spi.LocationAwareLogger;

/** A Logback that was configured by a file. */
final class Logback {

    /** What a file can refer to, as {@code ${errorlog}}. */
    private static final List<Setting<?>> PROPERTIES = List.of(
            LoggingSettings.ERRORLOG,
            LoggingSettings.ACCESSLOG,
            LoggingSettings.LOGLEVEL,
            ServerMechanicsSettings.CHDIR,
            ProcessNamingSettings.PROC_NAME);

    private static final Marker CRITICAL = new BasicMarkerFactory().getMarker("CRITICAL");

    private final LoggerContext context;
    private final Logger errors;
    private final Logger accesses;

    private Logback(LoggerContext context) {
        this.context = context;
        this.errors = context.getLogger("jcorn.error");
        this.accesses = context.getLogger("jcorn.access");
    }

    /**
     * Configure one.
     *
     * @throws IOException if the file is not there or anything in it does not work; the message is what follows its name
     */
    static Logback of(Path file, Config config) throws IOException {
        if (!Files.isReadable(file)) {
            throw new IOException(Files.exists(file) ? "cannot be read" : "does not exist");
        }
        LoggerContext context = new LoggerContext();
        context.setName("jcorn");
        context.setMDCAdapter(new NOPMDCAdapter()); // SLF4J would set one, but this is not SLF4J's Logback
        for (Setting<?> setting : PROPERTIES) {
            context.putProperty(setting.name(), config.text(setting));
        }
        context.putProperty("pid", Long.toString(ProcessHandle.current().pid()));
        JoranConfigurator configurator = new JoranConfigurator();
        configurator.setContext(context);
        Logback logback = new Logback(context);
        String problem = "";
        try {
            configurator.doConfigure(file.toFile());
        } catch (JoranException e) {
            problem = String.valueOf(e.getMessage());
        }
        config.get(LoggingSettings.LOGCONFIG_DICT).forEach(logback::level);
        List<String> errors = logback.told(Status.ERROR);
        if (!errors.isEmpty()) {
            problem = String.join("; ", errors);
        } else if (problem.isEmpty() && !hasAppender(logback.errors)) {
            problem = "no appender takes what is logged to jcorn.error";
        }
        if (!problem.isEmpty()) {
            logback.close();
            throw new IOException("cannot be used: " + problem);
        }
        return logback;
    }

    private void level(String logger, String level) {
        context.getLogger(logger).setLevel(level.equalsIgnoreCase("warning") ? Level.WARN : Level.toLevel(level));
    }

    /** {@return what Logback has to say of its configuration, on that level} */
    private List<String> told(int level) {
        Set<String> messages = new LinkedHashSet<>();
        for (Status status : context.getStatusManager().getCopyOfStatusList()) {
            if (status.getLevel() == level) {
                Throwable cause = status.getThrowable();
                messages.add(status.getMessage() + (cause == null ? "" : " (" + cause.getMessage() + ")"));
            }
        }
        return List.copyOf(messages);
    }

    List<String> warnings() {
        return told(Status.WARN);
    }

    /** {@return whether anything takes what is logged to it, itself or above} */
    private static boolean hasAppender(Logger logger) {
        Logger each = logger;
        while (!each.iteratorForAppenders().hasNext()) {
            String name = each.getName();
            if (!each.isAdditive() || name.equals(org.slf4j.Logger.ROOT_LOGGER_NAME)) {
                return false;
            }
            int dot = name.lastIndexOf('.');
            each = logger.getLoggerContext()
                    .getLogger(dot < 0 ? org.slf4j.Logger.ROOT_LOGGER_NAME : name.substring(0, dot));
        }
        return true;
    }

    boolean enabled(org.jcorn.spi.Logger.Level level) {
        return errors.isEnabledFor(of(level));
    }

    private static Level of(org.jcorn.spi.Logger.Level level) {
        return switch (level) {
            case DEBUG -> Level.DEBUG;
            case INFO -> Level.INFO;
            case WARNING -> Level.WARN;
            case ERROR, CRITICAL -> Level.ERROR;
        };
    }

    /** Log to the error log; what is critical has a marker of that name, because Logback has no such level. */
    void error(org.jcorn.spi.Logger.Level level, String message, @Nullable Throwable cause) {
        int number = Level.toLocationAwareLoggerInteger(of(level));
        Marker marker = level == org.jcorn.spi.Logger.Level.CRITICAL ? CRITICAL : null;
        ((LocationAwareLogger) errors).log(marker, Logback.class.getName(), number, message, null, cause);
    }

    boolean accessEnabled() {
        return accesses.isInfoEnabled() && hasAppender(accesses);
    }

    void access(String line) {
        accesses.info(line);
    }

    List<Path> files() {
        List<Path> files = new ArrayList<>();
        for (FileAppender<?> appender : fileAppenders()) {
            files.add(Path.of(appender.getFile()));
        }
        return files;
    }

    /** Not by stopping and starting: what is logged in between would be lost. */
    void reopen() throws IOException {
        for (FileAppender<?> appender : fileAppenders()) {
            appender.openFile(appender.getFile());
        }
    }

    private Set<FileAppender<?>> fileAppenders() {
        Set<FileAppender<?>> found = new LinkedHashSet<>();
        for (Logger logger : context.getLoggerList()) {
            collect(logger, found);
        }
        return found;
    }

    private static void collect(AppenderAttachable<ILoggingEvent> holder, Set<FileAppender<?>> found) {
        Iterator<Appender<ILoggingEvent>> appenders = holder.iteratorForAppenders();
        while (appenders.hasNext()) {
            Appender<ILoggingEvent> appender = appenders.next();
            if (appender instanceof FileAppender<?> file && file.getFile() != null) {
                found.add(file);
            } else if (appender instanceof ch.qos.logback.classic.AsyncAppender queue) {
                collect(queue, found);
            }
        }
    }

    void close() {
        context.stop();
    }
}
