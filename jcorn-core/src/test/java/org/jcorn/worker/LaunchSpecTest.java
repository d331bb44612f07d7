package org.jcorn.worker;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringReader;
import java.net.StandardProtocolFamily;
import java.util.List;
import java.util.Map;
import org.jcorn.config.Config;
import org.jcorn.config.ServerMechanicsSettings;
import org.jcorn.config.WorkerProcessesSettings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LaunchSpecTest {

    private static final List<InheritedListener> LISTENERS = List.of(
            new InheritedListener(9, 12, StandardProtocolFamily.INET, "127.0.0.1:8000"),
            new InheritedListener(10, 13, StandardProtocolFamily.INET6, "[::1]:8000"),
            new InheritedListener(11, 14, StandardProtocolFamily.UNIX, "unix:/run/my shop.sock"));

    @Test
    void goesRound() throws IOException {
        // Given
        Config config = Config.of(Map.of("workers", "3", "timeout", "7", "raw_env", "A=1 'B=two words'"));
        LaunchSpec spec = new LaunchSpec(
                config,
                "shop.Main:create(\"eu\")",
                "jcorn: worker [shop]",
                1022,
                4711,
                Long.MAX_VALUE,
                true,
                LISTENERS);

        // When
        LaunchSpec read = read(spec);

        // Then
        assertThat(read).usingRecursiveComparison().ignoringFields("config").isEqualTo(spec);
        assertThat(read.config().toProperties()).isEqualTo(config.toProperties());
        assertThat(read.config().get(WorkerProcessesSettings.WORKERS)).isEqualTo(3);
        assertThat(read.config().get(ServerMechanicsSettings.RAW_ENV)).isEqualTo(Map.of("A", "1", "B", "two words"));
        assertThat(read.config().origin(WorkerProcessesSettings.WORKERS)).isEqualTo("application");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " leading",
                "trailing ",
                "a=b:c",
                "#no comment",
                "!neither",
                "back\\slash\\",
                "two\nlines",
                "\r\t\f",
                "Läden ☕ 🙂",
                "nul\0",
                "\\u0041",
                "setting.workers=9"
            })
    void awkwardTextsStayAsTheyAre(String text) throws IOException {
        // Given
        Config config = Config.of(Map.of());
        List<InheritedListener> listeners =
                List.of(new InheritedListener(9, 12, StandardProtocolFamily.UNIX, "unix:/" + text));

        // When
        LaunchSpec read = read(new LaunchSpec(config, text, text, 0, 1, 0, false, listeners));

        // Then
        assertThat(read.specification()).isEqualTo(text);
        assertThat(read.title()).isEqualTo(text);
        assertThat(read.listeners()).isEqualTo(listeners);
        assertThat(read.config().get(WorkerProcessesSettings.WORKERS)).isEqualTo(1);
    }

    @Test
    void ofNothingIsAWorkerWithDefaults() throws IOException {
        LaunchSpec spec = LaunchSpec.read(new StringReader(""));

        assertThat(spec.title()).isEqualTo("jcorn: worker");
        assertThat(spec.maxRequests()).isZero();
        assertThat(spec.checkOnly()).isFalse();
        assertThat(spec.listeners()).isEmpty();
    }

    private static LaunchSpec read(LaunchSpec spec) throws IOException {
        return LaunchSpec.read(new StringReader(spec.text()));
    }
}
