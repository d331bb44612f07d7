package org.jcorn.app.servlet.bridge;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jcorn.config.Config;
import org.jcorn.spi.Logger;

/** Keeps what is logged. */
final class RecordingLogger implements Logger {

    private final List<String> records = new CopyOnWriteArrayList<>();

    List<String> records() {
        return records;
    }

    @Override
    public String name() {
        return "recording";
    }

    @Override
    public void open(Config config) {}

    @Override
    public boolean enabled(Level level) {
        return level.compareTo(Level.INFO) >= 0;
    }

    @Override
    public void log(Level level, String message) {
        if (enabled(level)) {
            records.add(level + " " + message);
        }
    }

    @Override
    public void reopen() {}

    @Override
    public void close() {}
}
