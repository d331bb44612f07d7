package org.jcorn.worker.gthread;

import org.jcorn.config.Config;
import org.jcorn.spi.Logger;

/** A log nobody reads. */
final class SilentLogger implements Logger {

    @Override
    public String name() {
        return "silent";
    }

    @Override
    public void open(Config config) {}

    @Override
    public boolean enabled(Level level) {
        return false;
    }

    @Override
    public void log(Level level, String message) {}

    @Override
    public void reopen() {}

    @Override
    public void close() {}
}
