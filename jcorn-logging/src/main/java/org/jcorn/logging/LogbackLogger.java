package org.jcorn.logging;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.jcorn.config.Config;
import org.jcorn.config.LoggingSettings;
import org.jcorn.config.ServerMechanicsSettings;
import org.jcorn.log.ControlCharacters;
import org.jcorn.spi.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Logs as a configuration file of Logback says (setting {@code logconfig}): the error log to the logger
 * {@code jcorn.error}, lines of the access log to {@code jcorn.access} at level INFO. It is a Logback of its own, which no
 * application sees.
 */
public final class LogbackLogger implements Logger {

    private volatile @Nullable Logback logback;

    /** Make one; for {@link java.util.ServiceLoader}. */
    public LogbackLogger() {}

    @Override
    public String name() {
        return "logback";
    }

    @Override
    public void open(Config config) throws IOException {
        String file = config.get(LoggingSettings.LOGCONFIG)
                .orElseThrow(
                        () -> new IOException("setting 'logger_class': \"logback\" needs the setting 'logconfig'"));
        Path path = config.get(ServerMechanicsSettings.CHDIR).resolve(file);
        Logback opened;
        try {
            opened = Logback.of(path, config);
        } catch (IOException e) {
            throw new IOException("setting 'logconfig': \"" + file + "\" " + e.getMessage(), e);
        }
        logback = opened;
        for (String warning : opened.warnings()) {
            warning("setting 'logconfig': \"" + file + "\": " + warning);
        }
    }

    @Override
    public boolean enabled(Level level) {
        Logback opened = logback;
        return opened != null && opened.enabled(level);
    }

    @Override
    public void log(Level level, String message) {
        log(level, message, null);
    }

    @Override
    public void log(Level level, String message, @Nullable Throwable cause) {
        Logback opened = logback;
        if (opened != null && opened.enabled(level)) {
            opened.error(level, ControlCharacters.escaped(message), cause);
        }
    }

    @Override
    public boolean accessEnabled() {
        Logback opened = logback;
        return opened != null && opened.accessEnabled();
    }

    @Override
    public void access(byte[] lines, int offset, int length) {
        Logback opened = logback;
        int from = offset;
        for (int i = offset; i < offset + length && opened != null; i++) {
            if (lines[i] == '\n') {
                opened.access(new String(lines, from, i - from, StandardCharsets.UTF_8));
                from = i + 1;
            }
        }
    }

    @Override
    public List<Path> files() {
        Logback opened = logback;
        return opened == null ? List.of() : opened.files();
    }

    @Override
    public void reopen() throws IOException {
        Logback opened = logback;
        if (opened != null) {
            opened.reopen();
        }
    }

    @Override
    public void close() {
        Logback opened = logback;
        if (opened != null) {
            opened.close();
        }
    }
}
