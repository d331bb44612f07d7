package org.jcorn.arbiter;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SignalTest {

    @ParameterizedTest
    @EnumSource
    void numberIsThatOfThisSystem(Signal signal) {
        // When
        int number =
                jnr.constants.platform.Signal.valueOf("SIG" + signal.name()).intValue();

        // Then
        assertThat(signal.number()).isEqualTo(number);
        assertThat(signal.bit()).isEqualTo(1L << (number - 1));
        assertThat(Signal.of(number)).isSameAs(signal);
        assertThat(Signal.name(number)).isEqualTo("SIG" + signal.name());
    }

    @Test
    void othersAreNamedByNumber() {
        assertThat(Signal.of(11)).isNull();
        assertThat(Signal.name(11)).isEqualTo("signal 11");
    }

    @Test
    void handlesWhatMayBeHandled() {
        assertThat(Signal.HANDLED).doesNotContain(Signal.KILL, Signal.ABRT).hasSize(Signal.values().length - 2);
    }
}
