package org.jcorn.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

class HttpDateTest {
    private Instant now = Instant.parse("2026-11-05T08:09:07.999Z");

    private final Clock clock = new Clock() {
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
            return now;
        }
    };

    @Test
    void theLineIsMadeOncePerSecond() {
        HttpDate date = new HttpDate(clock);
        byte[] first = date.line();

        assertThat(new String(first, StandardCharsets.US_ASCII)).isEqualTo("Date: Thu, 05 Nov 2026 08:09:07 GMT\r\n");
        assertThat(date.line()).isSameAs(first);
        now = now.plusMillis(1);
        assertThat(new String(date.line(), StandardCharsets.US_ASCII))
                .isEqualTo("Date: Thu, 05 Nov 2026 08:09:08 GMT\r\n");
        now = now.minusMillis(1);
        assertThat(date.line()).isEqualTo(first);
    }
}
