package org.jcorn.log;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.jcorn.config.Config;
import org.jcorn.config.LoggingSettings;
import org.jcorn.spi.Logger;
import org.jcorn.spi.Providers;
import org.jspecify.annotations.Nullable;

/**
 * The log of a process, by whichever logger the settings ask for: one that may be opened again for other settings, and
 * goes on as before when that fails. Before it is opened it writes to standard error.
 */
public final class ProcessLog implements Logger {

    private volatile Logger current = new SimpleLogger();
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
        Logger next;
        try {
            next = Providers.named(
                    Logger.class, "logger_class", LoggingSettings.effectiveLoggerClass(config), Logger::name);
        } catch (IllegalArgumentException e) {
            throw new IOException(e.getMessage(), e);
        }
        try {
            next.open(config);
        } catch (IOException e) {
            next.close();
            throw e;
        }
        Logger former = current;
        current = next;
        former.close();
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
        return current.enabled(level);
    }

    @Override
    public void log(Level level, String message) {
        current.log(level, message);
    }

    @Override
    public void log(Level level, String message, Throwable cause) {
        current.log(level, message, cause);
    }

    @Override
    public boolean accessEnabled() {
        return current.accessEnabled();
    }

    @Override
    public void access(byte[] lines, int offset, int length) {
        current.access(lines, offset, length);
    }

    @Override
    public List<Path> files() {
        return current.files();
    }

    @Override
    public synchronized void reopen() throws IOException {
        current.reopen();
        if (capture != null) {
            capture.reopen();
        }
    }

    @Override
    public synchronized void close() {
        current.close();
    }
}
