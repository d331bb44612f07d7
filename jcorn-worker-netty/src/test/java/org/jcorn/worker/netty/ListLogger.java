package org.jcorn.worker.netty;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jcorn.config.Config;
import org.jcorn.spi.Logger;

/** A log to look into. */
final class ListLogger implements Logger {

    private final List<String> lines = new CopyOnWriteArrayList<>();

    /** {@return what was logged, from warnings up} */
    List<String> lines() {
        return lines;
    }

    @Override
    public String name() {
        return "list";
    }

    @Override
    public void open(Config config) {}

    @Override
    public boolean enabled(Level level) {
        return true;
    }

    @Override
    public void log(Level level, String message) {
        if (level.compareTo(Level.INFO) > 0) {
            lines.add(level + " " + message);
        }
    }

    @Override
    public void reopen() {}

    @Override
    public void close() {}
}
