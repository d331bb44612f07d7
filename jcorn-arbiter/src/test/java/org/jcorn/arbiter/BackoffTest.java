package org.jcorn.arbiter;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class BackoffTest {

    private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

    private final Backoff backoff = new Backoff();

    @Test
    void noPauseBeforeTheFirstFailure() {
        assertThat(backoff.remaining(Long.MIN_VALUE + 5)).isZero();
    }

    @Test
    void doublesUpToHalfAMinute() {
        List<Long> pauses = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            pauses.add(backoff.failed(0));
        }

        assertThat(pauses).startsWith(1L, 2L, 4L, 8L, 16L, 30L, 30L).endsWith(30L);
    }

    @Test
    void pauseRunsFromTheLatestFailure() {
        // Given
        backoff.failed(0);

        // When
        backoff.failed(10 * SECOND);

        // Then
        assertThat(backoff.remaining(10 * SECOND)).isEqualTo(2 * SECOND);
        assertThat(backoff.remaining(11 * SECOND)).isEqualTo(SECOND);
        assertThat(backoff.remaining(12 * SECOND)).isZero();
        assertThat(backoff.remaining(13 * SECOND)).isNegative();
    }

    @Test
    void resetEndsThePauseAndStartsOver() {
        // Given
        backoff.failed(0);
        backoff.failed(0);

        // When
        backoff.reset();

        // Then
        assertThat(backoff.remaining(0)).isZero();
        assertThat(backoff.failed(0)).isEqualTo(1);
    }

    @Test
    void pauseAfterAKillIsShortAndStaysSo() {
        for (int i = 0; i < 5; i++) {
            backoff.killed(i * SECOND);

            assertThat(backoff.remaining(i * SECOND)).isEqualTo(SECOND / 10);
        }
        assertThat(backoff.failed(0)).isEqualTo(1);
    }

    @Test
    void aKillDoesNotShortenTheOtherPause() {
        backoff.failed(0);

        backoff.killed(0);

        assertThat(backoff.remaining(0)).isEqualTo(SECOND);
    }

    @Test
    void clockMayWrapAround() {
        backoff.failed(Long.MAX_VALUE - 5);

        assertThat(backoff.remaining(Long.MAX_VALUE)).isEqualTo(SECOND - 5);
        assertThat(backoff.remaining(Long.MIN_VALUE)).isEqualTo(SECOND - 6);
    }
}
