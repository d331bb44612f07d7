package com.example.logfmt;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import org.jcorn.config.Config;
import org.jcorn.config.LoggingSettings;
import org.jcorn.config.ServerMechanicsSettings;
import org.jcorn.spi.Logger;

/** Writes the error log as logfmt, {@code ts=… level=info pid=7 msg="…"}, to standard error or to a file. */
public final class LogfmtLogger implements Logger {

    private final long pid = ProcessHandle.current().pid();
    private volatile Level threshold = Level.INFO;
    private Path path; // null for standard error
    private FileOutputStream out = new FileOutputStream(FileDescriptor.err);

    @Override
    public String name() {
        return "logfmt";
    }

    @Override
    public synchronized void open(Config config) throws IOException {
        threshold = config.get(LoggingSettings.LOGLEVEL);
        String file = config.get(LoggingSettings.ERRORLOG);
        if (!file.equals("-")) {
            path = config.get(ServerMechanicsSettings.CHDIR).resolve(file);
            reopen();
        }
    }

    @Override
    public synchronized void reopen() throws IOException {
        if (path != null) {
            FileOutputStream next = opened();
            close();
            out = next;
        }
    }

    /** For appending, so that the lines of all processes find their place. */
    private FileOutputStream opened() throws IOException {
        try {
            return new FileOutputStream(path.toFile(), true);
        } catch (IOException e) {
            throw new IOException("setting 'errorlog': \"" + path + "\" cannot be opened: " + e.getMessage(), e);
        }
    }

    @Override
    public boolean enabled(Level level) {
        return level.compareTo(threshold) >= 0;
    }

    @Override
    public void log(Level level, String message) {
        if (enabled(level)) {
            write("ts=" + Instant.now().truncatedTo(ChronoUnit.MILLIS) + " level="
                    + level.name().toLowerCase(Locale.ROOT) + " pid=" + pid + " msg=\"" + escaped(message) + "\"\n");
        }
    }

    /** No client shall end a value, or a line. */
    private static String escaped(String message) {
        StringBuilder text = new StringBuilder();
        for (char c : message.toCharArray()) {
            switch (c) {
                case '"', '\\' -> text.append('\\').append(c);
                case '\n' -> text.append("\\n");
                default -> text.append(Character.isISOControl(c) ? String.format("\\x%02x", (int) c) : c);
            }
        }
        return text.toString();
    }

    /** A record is one write: then the lines of several processes do not mix. */
    private synchronized void write(String line) {
        try {
            out.write(line.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            // A full disk must not harm the service.
        }
    }

    @Override
    public synchronized List<Path> files() {
        return path == null ? List.of() : List.of(path);
    }

    @Override
    public synchronized void close() {
        try {
            if (path != null) {
                out.close();
            }
        } catch (IOException e) {
            // Nothing was buffered.
        }
    }
}
