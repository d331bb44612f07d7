package org.jcorn.log;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jcorn.config.Config;
import org.jcorn.config.LoggingSettings;
import org.jcorn.config.StatsdSettings;
import org.jcorn.spi.Logger;
import org.jcorn.spi.Providers;
import org.jspecify.annotations.Nullable;

/**
 * The log of a process, by whichever loggers the settings ask for: one that may be opened again for other settings, and
 * goes on as before when that fails. Before it is opened it writes to standard error.
 */
public final class ProcessLog implements Logger {

    /** The main one, then those beside it. */
    private volatile List<Logger> loggers = List.of(new SimpleLogger());

    private @Nullable OutputCapture capture;

    /** Make a log that writes to standard error until it is opened. */
    public ProcessLog() {}

    @Override
    public String name() {
        return "process";
    }

    /**
     * Log as the settings say from now on.
     *
     * @param config the settings
     * @throws IOException if the log cannot be opened; caused by an {@link IllegalArgumentException} if there is no such
     *     logger. What was open goes on.
     */
    @Override
    public synchronized void open(Config config) throws IOException {
        List<Logger> next = new ArrayList<>();
        try {
            Logger main = Providers.named(
                    Logger.class, "logger_class", LoggingSettings.effectiveLoggerClass(config), Logger::name);
            next.add(main);
            main.open(config);
            if (config.get(LoggingSettings.SYSLOG)) {
                addBeside(main, "syslog", config, next);
            }
            if (StatsdSettings.enabled(config)) {
                addBeside(main, "statsd", config, next);
            }
        } catch (IllegalArgumentException e) {
            closeAll(next);
            throw new IOException(e.getMessage(), e);
        } catch (RuntimeException e) {
            closeAll(next);
            throw new IOException("the log cannot be opened: " + e, e);
        } catch (IOException e) {
            closeAll(next);
            throw e;
        }
        List<Logger> former = loggers;
        loggers = List.copyOf(next);
        closeAll(former);
    }

    private static void addBeside(Logger main, String name, Config config, List<Logger> loggers) throws IOException {
        SideLogger beside = Providers.named(SideLogger.class, name, name, Logger::name);
        loggers.add(beside);
        beside.complainTo(main);
        beside.open(config);
    }

    /** The main one last: the others tell it what they could not do. */
    private static void closeAll(List<Logger> loggers) {
        List<Logger> reversed = new ArrayList<>(loggers);
        Collections.reverse(reversed);
        reversed.forEach(Logger::close);
    }

    /**
     * Take what is printed to standard output and standard error into the file of the error log, if the settings ask for
     * that.
     *
     * @param config the settings
     * @throws IOException if the file cannot be opened
     */
    public synchronized void captureOutput(Config config) throws IOException {
        if (config.get(LoggingSettings.CAPTURE_OUTPUT)
                && !config.get(LoggingSettings.ERRORLOG).equals("-")) {
            capture = OutputCapture.begin(config);
        }
    }

    @Override
    public boolean enabled(Level level) {
        for (Logger logger : loggers) {
            if (logger.enabled(level)) {
                return true;
            }
        }
        return false;
    }

    @Override
    public void log(Level level, String message) {
        for (Logger logger : loggers) {
            logger.log(level, message);
        }
    }

    @Override
    public void log(Level level, String message, Throwable cause) {
        for (Logger logger : loggers) {
            logger.log(level, message, cause);
        }
    }

    @Override
    public boolean accessEnabled() {
        for (Logger logger : loggers) {
            if (logger.accessEnabled()) {
                return true;
            }
        }
        return false;
    }

    @Override
    public void access(byte[] lines, int offset, int length) {
        for (Logger logger : loggers) {
            logger.access(lines, offset, length);
        }
    }

    @Override
    public boolean metered() {
        for (Logger logger : loggers) {
            if (logger.metered()) {
                return true;
            }
        }
        return false;
    }

    @Override
    public void request(int status, long nanos) {
        for (Logger logger : loggers) {
            logger.request(status, nanos);
        }
    }

    @Override
    public void gauge(String name, long value) {
        for (Logger logger : loggers) {
            logger.gauge(name, value);
        }
    }

    @Override
    public List<Path> files() {
        List<Path> files = new ArrayList<>();
        for (Logger logger : loggers) {
            files.addAll(logger.files());
        }
        return files;
    }

    @Override
    public synchronized void reopen() throws IOException {
        Reopening reopening = new Reopening();
        for (Logger logger : loggers) {
            reopening.tryTo(logger::reopen);
        }
        if (capture != null) {
            reopening.tryTo(capture::reopen);
        }
        reopening.end();
    }

    @Override
    public synchronized void close() {
        closeAll(loggers);
    }
}
