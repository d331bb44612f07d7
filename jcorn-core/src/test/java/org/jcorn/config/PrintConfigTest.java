package org.jcorn.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PrintConfigTest {

    private static final int NAME_WIDTH = "permit_unconventional_http_version".length();

    @Test
    void hasNameValueAndOriginOfEverySettingSorted() {
        Config config = new Config.Builder(Map.of("WEB_CONCURRENCY", "4"))
                .set(ServerSocketSettings.BIND, ":80,unix:/run/a", Config.COMMAND_LINE)
                .build();

        List<String> lines = PrintConfig.render(config).lines().toList();

        assertThat(lines).hasSameSizeAs(Settings.all()).isSorted();
        assertThat(lines)
                .contains(line("bind", "0.0.0.0:80,unix:/run/a  (command line)"))
                .contains(line("workers", "4  (environment WEB_CONCURRENCY)"))
                .contains(line("timeout", "30  (default)"))
                .contains(line("pidfile", "(default)"));
    }

    @Test
    void hidesSecrets() {
        Config config = Config.of(Map.of("raw_env", "PASSWORD=hunter2 USER=x"));

        assertThat(PrintConfig.render(config))
                .contains(line("raw_env", "PASSWORD=*** USER=***  (application)"))
                .doesNotContain("hunter2");
    }

    private static String line(String name, String rest) {
        return name + " ".repeat(NAME_WIDTH - name.length()) + " = " + rest;
    }
}
