package org.jcorn.http;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** The {@code Date} field line (RFC 9110 §6.6.1), formatted once per second. One instance serves all threads. */
final class HttpDate {
    private static final DateTimeFormatter FORMAT = DateTimeFormatter.ofPattern(
                    "EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.ROOT)
            .withZone(ZoneOffset.UTC);

    private final Clock clock;
    private volatile Line line;

    private static final class Line {
        private final long second;
        private final byte[] bytes;

        Line(long second, byte[] bytes) {
            this.second = second;
            this.bytes = bytes;
        }
    }

    /** Follow the clock of the system. */
    HttpDate() {
        this(Clock.systemUTC());
    }

    HttpDate(Clock clock) {
        this.clock = clock;
        this.line = format(Math.floorDiv(clock.millis(), 1000L));
    }

    /** {@return the field line with its CR LF; not to be changed} */
    byte[] line() {
        long second = Math.floorDiv(clock.millis(), 1000L);
        Line current = line;
        if (current.second != second) {
            // Threads may race to format the same second, which does no harm.
            current = format(second);
            line = current;
        }
        return current.bytes;
    }

    private static Line format(long second) {
        String text = "Date: " + FORMAT.format(Instant.ofEpochSecond(second)) + "\r\n";
        return new Line(second, text.getBytes(StandardCharsets.ISO_8859_1));
    }
}
