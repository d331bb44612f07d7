package org.jcorn.arbiter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HandoverTest {

    @Test
    void receiverFindsEachAtItsNewNumber() throws IOException {
        // Given
        Handover sent = new Handover(List.of(
                new Handover.Item(17, Handover.READY),
                new Handover.Item(9, Handover.BIND + "unix:/run/a,b%2C c.sock"),
                new Handover.Item(40, Handover.BIND + "[::1]:8000"),
                new Handover.Item(5, Handover.SYSTEMD + "fd://3")));

        // When
        Handover received = Handover.parse(sent.text());

        // Then
        assertThat(received.fd(Handover.READY)).isEqualTo(3);
        assertThat(received.fd(Handover.LIFELINE)).isEqualTo(-1);
        assertThat(received.listeners(Handover.BIND))
                .containsExactly(new Handover.Item(4, "unix:/run/a,b%2C c.sock"), new Handover.Item(5, "[::1]:8000"));
        assertThat(received.listeners(Handover.SYSTEMD)).containsExactly(new Handover.Item(6, "fd://3"));
    }

    @Test
    void nothingMeansNothing() throws IOException {
        assertThat(Handover.parse(null).isEmpty()).isTrue();
        assertThat(Handover.parse("").isEmpty()).isTrue();
        assertThat(new Handover(List.of()).text()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"3", "=ready", "x=ready", "2=ready", "-1=ready", "3=ready,", "99999999999=ready"})
    void garbageIsQuoted(String text) {
        assertThatThrownBy(() -> Handover.parse(text))
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith("environment variable JCORN_FD: \"")
                .hasMessageEndingWith("\" is not a descriptor and its purpose");
    }
}
