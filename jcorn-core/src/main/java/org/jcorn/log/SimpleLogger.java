package org.jcorn.log;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jcorn.config.Config;
import org.jcorn.config.LoggingSettings;
import org.jcorn.config.ServerMechanicsSettings;
import org.jcorn.spi.Logger;
import org.jspecify.annotations.Nullable;

/**
 * The error log in Gunicorn's format, {@code [2026-01-31 12:00:00 +0000] [PID] [LEVEL] message}, to standard error or
 * to a file (settings {@code errorlog} and {@code loglevel}), and the access log to standard output or to a file
 * (setting {@code accesslog}). Each record is one write.
 */
public final class SimpleLogger implements Logger {

    private final long pid = ProcessHandle.current().pid();
    private volatile Level threshold = Level.INFO;
    /** Null for standard error. */
    private volatile @Nullable LogFile errors;

    private volatile @Nullable LogFile accesses;

    /** Make a logger that writes to standard error until it is opened. */
    public SimpleLogger() {}

    @Override
    public String name() {
        return "simple";
    }

    @Override
    public synchronized void open(Config config) throws IOException {
        Path directory = config.get(ServerMechanicsSettings.CHDIR);
        String wanted = config.get(LoggingSettings.ERRORLOG);
        Optional<String> accesslog = config.get(LoggingSettings.ACCESSLOG);
        LogFile newErrors = wanted.equals("-") ? null : LogFile.open("errorlog", directory, wanted);
        LogFile newAccesses;
        try {
            newAccesses = accesslog.isPresent() ? LogFile.open("accesslog", directory, accesslog.get()) : null;
        } catch (IOException e) {
            close(newErrors);
            throw e;
        }
        LogFile oldErrors = errors;
        LogFile oldAccesses = accesses;
        errors = newErrors;
        accesses = newAccesses;
        close(oldErrors);
        close(oldAccesses);
        threshold = config.get(LoggingSettings.LOGLEVEL);
    }

    @Override
    public synchronized void reopen() throws IOException {
        Reopening reopening = new Reopening();
        for (LogFile file : new LogFile[] {errors, accesses}) {
            if (file != null) {
                reopening.tryTo(file::reopen);
            }
        }
        reopening.end();
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
        ControlCharacters.append(record, message);
        record.append('\n');
        byte[] bytes = record.toString().getBytes(StandardCharsets.UTF_8);
        LogFile file = errors;
        if (file == null) {
            System.err.write(bytes, 0, bytes.length);
            System.err.flush();
        } else {
            file.write(bytes, 0, bytes.length);
        }
    }

    @Override
    public boolean accessEnabled() {
        return accesses != null;
    }

    @Override
    public void access(byte[] lines, int offset, int length) {
        LogFile file = accesses;
        if (file != null) {
            file.write(lines, offset, length);
        }
    }

    @Override
    public synchronized List<Path> files() {
        List<Path> files = new ArrayList<>();
        for (LogFile file : new LogFile[] {errors, accesses}) {
            if (file != null && file.path() != null) {
                files.add(file.path());
            }
        }
        return files;
    }

    @Override
    public synchronized void close() {
        LogFile oldErrors = errors;
        LogFile oldAccesses = accesses;
        errors = null;
        accesses = null;
        close(oldErrors);
        close(oldAccesses);
    }

    private static void close(@Nullable LogFile file) {
        if (file != null) {
            file.close();
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
}
