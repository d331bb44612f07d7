package org.jcorn.http;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** The time in the access log, formatted once per second. One instance serves all threads. */
final class AccessTime {

    private static final DateTimeFormatter COMMON =
            DateTimeFormatter.ofPattern("'['dd/MMM/yyyy:HH:mm:ss Z']'", Locale.ROOT);
    private static final DateTimeFormatter ISO = DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.", Locale.ROOT);
    private static final DateTimeFormatter OFFSET = DateTimeFormatter.ofPattern("xxx", Locale.ROOT);

    private final Clock clock;
    private volatile Second current;

    private static final class Second {
        private final long second;
        private final byte[] common;
        private final byte[] iso;
        private final byte[] offset;

        Second(long second, ZoneId zone) {
            this.second = second;
            Instant instant = Instant.ofEpochSecond(second);
            common = bytes(COMMON, instant, zone);
            iso = bytes(ISO, instant, zone);
            offset = bytes(OFFSET, instant, zone);
        }

        private static byte[] bytes(DateTimeFormatter format, Instant instant, ZoneId zone) {
            return format.withZone(zone).format(instant).getBytes(StandardCharsets.US_ASCII);
        }
    }

    AccessTime(Clock clock) {
        this.clock = clock;
        this.current = second(clock.millis());
    }

    private Second second(long millis) {
        return new Second(Math.floorDiv(millis, 1000L), clock.getZone());
    }

    private Second of(long millis) {
        Second known = current;
        if (known.second != Math.floorDiv(millis, 1000L)) {
            // Threads may race to format the same second, which does no harm.
            known = second(millis);
            current = known;
        }
        return known;
    }

    /** Append {@code [31/Jan/2026:12:00:00 +0000]}. */
    void common(AccessLine line) {
        line.put(of(clock.millis()).common);
    }

    /** Append {@code 2026-01-31T12:00:00.000+00:00}. */
    void iso(AccessLine line) {
        long millis = clock.millis();
        Second second = of(millis);
        line.put(second.iso);
        line.number(Math.floorMod(millis, 1000L), 3);
        line.put(second.offset);
    }
}
