package org.jcorn.logging;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.Locale;
import org.jcorn.config.Config;
import org.jcorn.config.LoggingSettings;
import org.jcorn.config.ProcessNamingSettings;
import org.jcorn.config.SyslogFormat;

/** Writes messages for syslog: as Gunicorn does, {@code <PRI>jcorn.PREFIX.error: [PID] text}, or after RFC 5424. */
final class SyslogMessage {

    /** What servers take at least without being asked to (rsyslog's default), in bytes. */
    private static final int MOST = 8096;

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSSSSSxxx", Locale.ROOT);

    private final boolean modern;
    private final int facility;
    private final String application;
    private final String host;
    private final long pid;
    private final Clock clock;

    SyslogMessage(boolean modern, int facility, String application, String host, long pid, Clock clock) {
        this.modern = modern;
        this.facility = facility;
        this.application = application;
        this.host = host;
        this.pid = pid;
        this.clock = clock;
    }

    static SyslogMessage of(Config config, long pid) {
        String name =
                config.get(ProcessNamingSettings.PROC_NAME).orElse(config.get(ProcessNamingSettings.DEFAULT_PROC_NAME));
        String prefix = config.get(LoggingSettings.SYSLOG_PREFIX).orElse(name.replace(':', '.'));
        return new SyslogMessage(
                config.get(LoggingSettings.SYSLOG_FORMAT) == SyslogFormat.RFC5424,
                config.get(LoggingSettings.SYSLOG_FACILITY).code(),
                "jcorn." + printable(prefix),
                host(),
                pid,
                Clock.system(ZoneId.systemDefault()));
    }

    /** A tag ends at the first blank or colon. */
    private static String printable(String text) {
        StringBuilder printable = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            printable.append(c > ' ' && c < 0x7f && c != ':' && c != '[' ? c : '_');
        }
        return printable.toString();
    }

    private static String host() {
        try {
            String name = printable(
                    Files.readString(Path.of("/proc/sys/kernel/hostname")).strip());
            return name.isEmpty() ? "-" : name;
        } catch (IOException e) {
            return "-";
        }
    }

    byte[] bytes(String kind, int severity, String text) {
        StringBuilder message = new StringBuilder(text.length() + 96);
        message.append('<').append(facility * 8 + severity).append('>');
        if (modern) {
            message.append("1 ")
                    .append(TIME.format(ZonedDateTime.now(clock)))
                    .append(' ')
                    .append(host)
                    .append(' ')
                    .append(application, 0, Math.min(application.length(), 48))
                    .append(' ')
                    .append(pid)
                    .append(' ')
                    .append(kind)
                    .append(" - ");
        } else {
            message.append(application)
                    .append('.')
                    .append(kind)
                    .append(": [")
                    .append(pid)
                    .append("] ");
        }
        // A line feed would end the message on a connection; rsyslog writes it so itself.
        byte[] bytes = message.append(text.replace("\n", "#012")).toString().getBytes(StandardCharsets.UTF_8);
        return bytes.length <= MOST ? bytes : cut(bytes);
    }

    /** Before a character that would not fit as a whole. */
    private static byte[] cut(byte[] bytes) {
        int end = MOST;
        while ((bytes[end] & 0xc0) == 0x80) {
            end--;
        }
        return Arrays.copyOf(bytes, end);
    }
}
