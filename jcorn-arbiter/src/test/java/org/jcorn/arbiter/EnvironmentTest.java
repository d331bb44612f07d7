package org.jcorn.arbiter;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class EnvironmentTest {

    @Test
    void isThatOfThisProcess() throws IOException {
        assertThat(entries(Map.of())).contains("PATH=" + System.getenv("PATH"));
    }

    @Test
    void pairsReplaceAndAdd() throws IOException {
        // When
        List<String> entries = entries(Map.of("PATH", "/bin", "JCORN_TEST", "two words=1", "JCORN_EMPTY", ""));

        // Then
        assertThat(entries).contains("PATH=/bin", "JCORN_TEST=two words=1", "JCORN_EMPTY=");
        assertThat(entries).filteredOn(entry -> entry.startsWith("PATH=")).hasSize(1);
        assertThat(entries).hasSize(entries(Map.of()).size() + 2);
    }

    @Test
    void nameThatOnlyBeginsAlikeStays() throws IOException {
        assertThat(entries(Map.of("PAT", "x"))).contains("PAT=x", "PATH=" + System.getenv("PATH"));
    }

    private static List<String> entries(Map<String, String> pairs) throws IOException {
        return Environment.with(pairs, List.of("JCORN_FD")).stream()
                .map(entry -> new String(entry, StandardCharsets.UTF_8))
                .toList();
    }
}
