package org.jcorn.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AccessTimeTest {

    @ParameterizedTest
    @CsvSource({
        "Z, [31/Jan/2026:12:00:00 +0000], 2026-01-31T12:00:00.007+00:00",
        "America/St_Johns, [31/Jan/2026:08:30:00 -0330], 2026-01-31T08:30:00.007-03:30",
        "Asia/Tokyo, [31/Jan/2026:21:00:00 +0900], 2026-01-31T21:00:00.007+09:00"
    })
    void isThatOfTheZone(ZoneId zone, String common, String iso) {
        AccessTime time = new AccessTime(Clock.fixed(Instant.parse("2026-01-31T12:00:00.007Z"), zone));

        assertThat(text(time, false)).isEqualTo(common);
        assertThat(text(time, true)).isEqualTo(iso);
    }

    @Test
    void goesOnWithTheClock() {
        AtomicLong now = new AtomicLong(1_000);
        AccessTime time = new AccessTime(new Clock() {
            @Override
            public ZoneId getZone() {
                return ZoneOffset.UTC;
            }

            @Override
            public Clock withZone(ZoneId zone) {
                return this;
            }

            @Override
            public Instant instant() {
                return Instant.ofEpochMilli(now.get());
            }
        });
        assertThat(text(time, true)).isEqualTo("1970-01-01T00:00:01.000+00:00");

        now.set(1_999);
        assertThat(text(time, true)).isEqualTo("1970-01-01T00:00:01.999+00:00");
        now.set(2_050);
        assertThat(text(time, true)).isEqualTo("1970-01-01T00:00:02.050+00:00");
        now.set(500);
        assertThat(text(time, true)).isEqualTo("1970-01-01T00:00:00.500+00:00");
    }

    private static String text(AccessTime time, boolean iso) {
        AccessLine line = new AccessLine(false);
        if (iso) {
            time.iso(line);
        } else {
            time.common(line);
        }
        return new String(line.bytes(), 0, line.length(), StandardCharsets.US_ASCII);
    }
}
