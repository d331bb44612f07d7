package org.jcorn.arbiter;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

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

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ILL", "TRAP", "BUS", "FPE", "SEGV", "PIPE", "ALRM", "CONT", "STOP", "TSTP", "URG", "XCPU", "XFSZ",
                "VTALRM", "PROF", "IO", "SYS"
            })
    void othersHaveNamesToo(String name) {
        int number = jnr.constants.platform.Signal.valueOf("SIG" + name).intValue();

        assertThat(Signal.of(number)).isNull();
        assertThat(Signal.name(number)).isEqualTo("SIG" + name);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 34, 64, 65})
    void othersStillAreNamedByNumber(int number) {
        assertThat(Signal.name(number)).isEqualTo("signal " + number);
    }

    @Test
    void handlesWhatMayBeHandled() {
        assertThat(Signal.HANDLED).doesNotContain(Signal.KILL, Signal.ABRT).hasSize(Signal.values().length - 2);
    }
}
