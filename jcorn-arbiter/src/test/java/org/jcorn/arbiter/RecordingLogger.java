package org.jcorn.arbiter;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jcorn.config.Config;
import org.jcorn.config.LoggingSettings;
import org.jcorn.spi.Logger;

/** Keeps what is logged. An error log below {@link #UNWRITABLE} cannot be opened. */
final class RecordingLogger implements Logger {

    static final String UNWRITABLE = "/nowhere/";

    private final List<String> records = new CopyOnWriteArrayList<>();

    /** {@return everything logged so far, as {@code LEVEL message}} */
    List<String> records() {
        return records;
    }

    /** {@return the first record that contains the text} */
    Optional<String> find(String text) {
        return records.stream().filter(record -> record.contains(text)).findFirst();
    }

    @Override
    public String name() {
        return "recording";
    }

    @Override
    public void open(Config config) throws IOException {
        if (config.get(LoggingSettings.ERRORLOG).startsWith(UNWRITABLE)) {
            throw new IOException("the log cannot be opened");
        }
    }

    @Override
    public boolean enabled(Level level) {
        return true;
    }

    @Override
    public void log(Level level, String message) {
        records.add(level + " " + message);
    }

    @Override
    public void reopen() {
        records.add("reopened");
    }

    @Override
    public void close() {}
}
