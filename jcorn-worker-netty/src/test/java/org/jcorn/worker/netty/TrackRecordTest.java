package org.jcorn.worker.netty;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TrackRecordTest {

    private static final long QUICK = 50_000;
    private static final long MILLISECOND = 1_000_000;
    private static final long NUMBER = 0x123456789abcdefL;

    private final TrackRecord record = new TrackRecord();

    private void took(int times, long nanos) {
        for (int i = 0; i < times; i++) {
            record.took(NUMBER, nanos);
        }
    }

    @Test
    void trustHasToBeEarned() {
        took(31, QUICK);
        assertThat(record.trusts(NUMBER)).isFalse();
        took(1, QUICK);
        assertThat(record.trusts(NUMBER)).isTrue();
    }

    @Test
    void trustIsForOneNumberOnly() {
        took(100, QUICK);
        assertThat(record.trusts(NUMBER + (1L << 40))).isFalse(); // of the same slot
        assertThat(record.trusts(NUMBER + 1)).isFalse();
    }

    @Test
    void aThreadThatLosesItsProcessorNowAndThenKeepsItsTrust() {
        for (int i = 0; i < 100; i++) {
            took(1000, QUICK);
            took(1, 5 * MILLISECOND);
            assertThat(record.trusts(NUMBER)).isTrue();
        }
    }

    @Test
    void aPathThatIsOftenSlowDoesNotGetIt() {
        int trusted = 0;
        for (int i = 0; i < 1000; i++) {
            took(19, QUICK);
            trusted += record.trusts(NUMBER) ? 1 : 0;
            took(1, 10 * MILLISECOND);
        }
        assertThat(trusted).isLessThan(10);
    }

    @Test
    void aVerySlowRequestIsNotForgottenSoon() {
        took(2000, QUICK);
        took(1, 1000 * MILLISECOND);
        took(10_000, QUICK);
        assertThat(record.trusts(NUMBER)).isFalse();
        took(100_000, QUICK);
        assertThat(record.trusts(NUMBER)).isTrue();
    }
}
