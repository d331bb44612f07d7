package org.jcorn.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.jcorn.http.RequestTimer.Verdict;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RequestTimerTest {
    private static final Duration LIMIT = Duration.ofSeconds(10);

    private final RequestTimer timer = new RequestTimer(LIMIT);

    @AfterEach
    void clearInterrupt() {
        Thread.interrupted();
    }

    @Test
    void aRequestInTimeIsLeftAlone() {
        timer.start();

        assertThat(timer.look(System.nanoTime())).isEqualTo(Verdict.IN_TIME);
        assertThat(timer.stop()).isFalse();
    }

    @Test
    void aRequestOverItsTimeIsInterruptedAndThenLost() {
        // Given
        timer.start();

        // Then
        assertThat(timer.look(after(LIMIT))).isEqualTo(Verdict.OVERDUE);
        timer.interrupt();
        assertThat(Thread.currentThread().isInterrupted()).isTrue();
        assertThat(timer.look(after(LIMIT.plusSeconds(1)))).isEqualTo(Verdict.IN_TIME);
        assertThat(timer.look(after(LIMIT.plusSeconds(3)))).isEqualTo(Verdict.LOST);
        assertThat(timer.look(after(LIMIT.plusSeconds(9)))).isEqualTo(Verdict.IN_TIME);
        assertThat(timer.stop()).isTrue();
    }

    @Test
    void aRequestThatIsDoneIsInterruptedNoMore() {
        // Given
        timer.start();
        timer.look(after(LIMIT));

        // When
        timer.stop();
        timer.interrupt();

        // Then
        assertThat(Thread.currentThread().isInterrupted()).isFalse();
        assertThat(timer.thread()).isNull();
        assertThat(timer.look(after(LIMIT.plusDays(1)))).isEqualTo(Verdict.IN_TIME);
    }

    @Test
    void theNextRequestHasItsOwnTime() {
        timer.start();
        timer.look(after(LIMIT));
        timer.stop();

        timer.start();

        assertThat(timer.look(System.nanoTime())).isEqualTo(Verdict.IN_TIME);
        assertThat(timer.stop()).isFalse();
    }

    @Test
    void withoutLimitNobodyIsWatched() {
        RequestTimer none = new RequestTimer(Duration.ZERO);
        none.start();

        assertThat(none.look(after(Duration.ofDays(1)))).isEqualTo(Verdict.IN_TIME);
        assertThat(none.stop()).isFalse();
    }

    private static long after(Duration time) {
        return System.nanoTime() + time.toNanos();
    }
}
