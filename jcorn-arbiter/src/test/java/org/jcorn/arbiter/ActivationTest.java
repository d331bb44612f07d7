package org.jcorn.arbiter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ActivationTest {

    @Test
    void descriptorsBeginAtThree() throws IOException {
        // When
        Handover handover =
                Activation.handover(Map.of("LISTEN_PID", "42", "LISTEN_FDS", "2", "LISTEN_FDNAMES", "web:admin"), 42);

        // Then
        assertThat(handover.listeners(Handover.SYSTEMD))
                .containsExactly(new Handover.Item(3, "fd://3"), new Handover.Item(4, "fd://4"));
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {"-, 1", "42, -", "43, 1", "43, many", "42, 0"})
    void whatIsNotForUsIsNothing(String pid, String count) throws IOException {
        // Given
        Map<String, String> environment = new HashMap<>();
        if (pid != null) {
            environment.put("LISTEN_PID", pid);
        }
        if (count != null) {
            environment.put("LISTEN_FDS", count);
        }

        // Then
        assertThat(Activation.handover(environment, 42).isEmpty()).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "me, 1, a, LISTEN_PID: \"me\" is not a number",
        "42, many, a, LISTEN_FDS: \"many\" is not a number",
        "42, -1, a, LISTEN_FDS: \"-1\" must be 0 or more",
        "42, 1001, a, LISTEN_FDS: \"1001\" is more than there can be",
        "42, 1, a:b, 'LISTEN_FDNAMES: \"a:b\" must be 1 names, as LISTEN_FDS says'",
    })
    void garbageIsQuoted(String pid, String count, String names, String message) {
        assertThatThrownBy(() -> Activation.handover(
                        Map.of("LISTEN_PID", pid, "LISTEN_FDS", count, "LISTEN_FDNAMES", names), 42))
                .isInstanceOf(IOException.class)
                .hasMessage("environment variable " + message);
    }
}
