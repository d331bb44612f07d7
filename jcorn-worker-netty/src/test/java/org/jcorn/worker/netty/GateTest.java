package org.jcorn.worker.netty;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class GateTest {

    private final Gate gate = new Gate();

    @Test
    void letsInAgainAndAgain() {
        for (int i = 0; i < 3; i++) {
            assertThat(gate.enter()).isTrue();
            assertThat(gate.leave()).isFalse();
        }
    }

    @Test
    void letsNobodyInOnceShut() {
        assertThat(gate.shut()).isTrue();
        assertThat(gate.enter()).isFalse();
        assertThat(gate.shut()).isTrue();
    }

    @Test
    void leavesClosingToWhoeverIsInside() {
        assertThat(gate.enter()).isTrue();
        assertThat(gate.shut()).isFalse();
        assertThat(gate.shut()).isFalse();
        assertThat(gate.leave()).isTrue();
        assertThat(gate.enter()).isFalse();
    }
}
