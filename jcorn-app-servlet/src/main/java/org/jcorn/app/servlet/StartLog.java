package org.jcorn.app.servlet;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jcorn.config.Config;
import org.jcorn.spi.Logger;
import org.jspecify.annotations.Nullable;

/**
 * The error log as the container sees it. Tomcat logs what keeps it from starting and goes on, so until it has started
 * errors are kept: the first one tells why it has not.
 */
final class StartLog implements Logger {

    private final Logger log;
    // Guarded by this; null when it has started.
    private @Nullable List<Failure> failures = new ArrayList<>();

    /** What would have been logged as an error. */
    record Failure(String message, @Nullable Throwable cause) {}

    StartLog(Logger log) {
        this.log = log;
    }

    /** {@return the errors so far, oldest first} From now on they are logged. */
    synchronized List<Failure> failures() {
        List<Failure> kept = failures == null ? List.of() : failures;
        failures = null;
        return kept;
    }

    /** Log the errors that did not matter. */
    void started() {
        for (Failure failure : failures()) {
            if (failure.cause() == null) {
                log.error(failure.message());
            } else {
                log.log(Level.ERROR, failure.message(), failure.cause());
            }
        }
    }

    private synchronized boolean kept(Level level, String message, @Nullable Throwable cause) {
        return failures != null && level.compareTo(Level.ERROR) >= 0 && failures.add(new Failure(message, cause));
    }

    @Override
    public void log(Level level, String message) {
        if (!kept(level, message, null)) {
            log.log(level, message);
        }
    }

    @Override
    public void log(Level level, String message, Throwable cause) {
        if (!kept(level, message, cause)) {
            log.log(level, message, cause);
        }
    }

    @Override
    public String name() {
        return log.name();
    }

    @Override
    public void open(Config config) {}

    @Override
    public boolean enabled(Level level) {
        return log.enabled(level);
    }

    @Override
    public void reopen() throws IOException {
        log.reopen();
    }

    @Override
    public void close() {}
}
