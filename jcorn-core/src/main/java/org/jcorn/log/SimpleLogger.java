package org.jcorn.log;

import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import org.jcorn.config.Config;
import org.jcorn.config.LoggingSettings;
import org.jcorn.config.ServerMechanicsSettings;
import org.jcorn.spi.Logger;
import org.jspecify.annotations.Nullable;

/**
 * The error log in Gunicorn's format, {@code [2026-01-31 12:00:00 +0000] [PID] [LEVEL] message}, to standard error or
 * to a file opened for appending (settings {@code errorlog} and {@code loglevel}). Each record is one write.
 */
public final class SimpleLogger implements Logger {

    private final long pid = ProcessHandle.current().pid();
    private volatile Level threshold = Level.INFO;
    private volatile @Nullable OutputStream file;
    private String path = "-";
    private Path directory = Path.of("");

    /** Make a logger that writes to standard error until it is opened. */
    public SimpleLogger() {}

    @Override
    public String name() {
        return "simple";
    }

    @Override
    public synchronized void open(Config config) throws IOException {
        String wanted = config.get(LoggingSettings.ERRORLOG);
        Path start = config.get(ServerMechanicsSettings.CHDIR);
        replace(append(wanted, start));
        path = wanted;
        directory = start;
        threshold = config.get(LoggingSettings.LOGLEVEL);
    }

    @Override
    public synchronized void reopen() throws IOException {
        replace(append(path, directory));
    }

    /** {@return the file, or null for standard error} */
    private static @Nullable OutputStream append(String path, Path directory) throws IOException {
        if (path.equals("-")) {
            return null;
        }
        try {
            // The arbiter is not where its workers are.
            return new FileOutputStream(directory.resolve(path).toFile(), true);
        } catch (IOException e) {
            throw new IOException("setting 'errorlog': \"" + path + "\" cannot be opened: " + e.getMessage(), e);
        }
    }

    private void replace(@Nullable OutputStream next) throws IOException {
        OutputStream old = file;
        file = next;
        if (old != null) {
            old.close();
        }
    }

    @Override
    public boolean enabled(Level level) {
        return level.compareTo(threshold) >= 0;
    }

    @Override
    public void log(Level level, String message) {
        if (!enabled(level)) {
            return;
        }
        StringBuilder record = new StringBuilder(message.length() + 64);
        record.append('[');
        appendTime(record);
        record.append("] [").append(pid).append("] [").append(level).append("] ");
        appendEscaped(record, message);
        record.append('\n');
        byte[] bytes = record.toString().getBytes(StandardCharsets.UTF_8);
        OutputStream out = file;
        try {
            if (out == null) {
                System.err.write(bytes, 0, bytes.length);
                System.err.flush();
            } else {
                out.write(bytes);
            }
        } catch (IOException e) {
            return; // a full disk must not harm the service, and there is nobody to tell
        }
    }

    @Override
    public synchronized void close() {
        try {
            replace(null);
        } catch (IOException e) {
            return; // nothing was buffered
        }
    }

    private static void appendTime(StringBuilder record) {
        ZonedDateTime now = ZonedDateTime.now(ZoneId.systemDefault());
        record.append(now.getYear());
        appendTwoDigits(record.append('-'), now.getMonthValue());
        appendTwoDigits(record.append('-'), now.getDayOfMonth());
        appendTwoDigits(record.append(' '), now.getHour());
        appendTwoDigits(record.append(':'), now.getMinute());
        appendTwoDigits(record.append(':'), now.getSecond());
        int offset = now.getOffset().getTotalSeconds() / 60;
        record.append(offset < 0 ? " -" : " +");
        appendTwoDigits(record, Math.abs(offset) / 60);
        appendTwoDigits(record, Math.abs(offset) % 60);
    }

    private static void appendTwoDigits(StringBuilder record, int number) {
        record.append((char) ('0' + number / 10)).append((char) ('0' + number % 10));
    }

    /** What came from a client must not move the operator's cursor or forge a line: only LF and HTAB pass. */
    private static void appendEscaped(StringBuilder record, String message) {
        for (int i = 0; i < message.length(); i++) {
            char c = message.charAt(i);
            if (c == '\n' || c == '\t' || (c >= ' ' && c != 0x7f && (c < 0x80 || c > 0x9f))) {
                record.append(c);
            } else {
                record.append("\\x").append(Character.forDigit(c >> 4 & 15, 16)).append(Character.forDigit(c & 15, 16));
            }
        }
    }
}
