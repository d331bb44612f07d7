package org.jcorn.logging;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Map;
import org.jcorn.config.Config;
import org.junit.jupiter.api.Test;

class SyslogMessageTest {

    private static final Clock CLOCK =
            Clock.fixed(Instant.parse("2026-01-31T12:00:00.000007Z"), ZoneId.of("Asia/Tokyo"));

    @Test
    void isThatOfGunicorn() {
        SyslogMessage format = new SyslogMessage(false, 19, "jcorn.shop", "host", 7, CLOCK);

        assertThat(new String(format.bytes("error", 3, "it failed\nat once"), UTF_8))
                .isEqualTo("<155>jcorn.shop.error: [7] it failed#012at once");
    }

    @Test
    void isThatOfRfc5424() {
        SyslogMessage format = new SyslogMessage(true, 1, "jcorn.shop", "host", 7, CLOCK);

        assertThat(new String(format.bytes("access", 6, "GET /"), UTF_8))
                .isEqualTo("<14>1 2026-01-31T21:00:00.000007+09:00 host jcorn.shop 7 access - GET /");
    }

    @Test
    void aLongOneIsCut() {
        SyslogMessage format = new SyslogMessage(false, 1, "jcorn.shop", "host", 7, CLOCK);

        assertThat(format.bytes("error", 3, "x".repeat(20_000))).hasSize(8096);
        assertThat(new String(format.bytes("error", 3, "\u20ac".repeat(20_000)), UTF_8))
                .hasSizeLessThan(8096)
                .endsWith("\u20ac\u20ac");
    }

    @Test
    void theTagEndsWhereItShould() {
        assertThat(text(Map.of("syslog_prefix", "my shop:[1]"))).startsWith("<12>jcorn.my_shop__1].error: [7] x");
        assertThat(text(Map.of("proc_name", "org.Shop:app"))).startsWith("<12>jcorn.org.Shop.app.error: [7] x");
        assertThat(text(Map.of("syslog_facility", "local0"))).startsWith("<132>jcorn.jcorn.error: [7] x");
    }

    private static String text(Map<String, String> settings) {
        return new String(SyslogMessage.of(Config.of(settings), 7).bytes("error", 4, "x"), UTF_8);
    }
}
