package org.jcorn.logging;

import java.nio.charset.StandardCharsets;
import org.jcorn.config.Config;
import org.jcorn.config.LoggingSettings;
import org.jcorn.config.SyslogAddress;
import org.jcorn.log.ControlCharacters;
import org.jcorn.log.SideLogger;
import org.jcorn.spi.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Sends both logs to a syslog server (settings {@code syslog*}), beside the logger that the settings ask for. Nothing here
 * waits for the server: a thread of its own sends.
 */
public final class SyslogLogger implements SideLogger {

    /** Informational, RFC 5424 §6.2.1. */
    private static final int INFORMATIONAL = 6;

    private volatile Level threshold = Level.INFO;
    private volatile @Nullable SyslogQueue queue;
    private volatile @Nullable SyslogMessage messages;
    private volatile boolean access;
    private @Nullable Logger main;

    /** Make one; for {@link java.util.ServiceLoader}. */
    public SyslogLogger() {}

    @Override
    public String name() {
        return "syslog";
    }

    @Override
    public void complainTo(Logger other) {
        main = other;
    }

    @Override
    public void open(Config config) {
        SyslogAddress address = config.get(LoggingSettings.SYSLOG_ADDR);
        threshold = config.get(LoggingSettings.LOGLEVEL);
        access = !config.get(LoggingSettings.DISABLE_REDIRECT_ACCESS_TO_SYSLOG);
        messages = SyslogMessage.of(config, ProcessHandle.current().pid());
        Logger other = main;
        SyslogQueue opened = new SyslogQueue(SyslogTransport.of(address), complaint -> {
            if (other != null) {
                other.warning("The syslog server " + address + " " + complaint);
            }
        });
        queue = opened;
        opened.start();
    }

    @Override
    public boolean enabled(Level level) {
        return level.compareTo(threshold) >= 0;
    }

    @Override
    public void log(Level level, String message) {
        if (enabled(level)) {
            send("error", severity(level), ControlCharacters.escaped(message));
        }
    }

    private static int severity(Level level) {
        return switch (level) {
            case DEBUG -> 7;
            case INFO -> INFORMATIONAL;
            case WARNING -> 4;
            case ERROR -> 3;
            case CRITICAL -> 2;
        };
    }

    @Override
    public boolean accessEnabled() {
        return access;
    }

    @Override
    public void access(byte[] lines, int offset, int length) {
        int from = offset;
        for (int i = offset; i < offset + length && access; i++) {
            if (lines[i] == '\n') {
                send("access", INFORMATIONAL, new String(lines, from, i - from, StandardCharsets.UTF_8));
                from = i + 1;
            }
        }
    }

    private void send(String kind, int severity, String text) {
        SyslogQueue open = queue;
        SyslogMessage format = messages;
        if (open != null && format != null) {
            open.add(format.bytes(kind, severity, text));
        }
    }

    @Override
    public void reopen() {}

    @Override
    public void close() {
        SyslogQueue open = queue;
        if (open != null) {
            open.close();
        }
    }
}
