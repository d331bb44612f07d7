package org.jcorn.http;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.SocketTimeoutException;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class PaceTest {
    private static final Duration STRETCH = Duration.ofSeconds(30);

    private final Pace pace = new Pace(STRETCH);

    @Test
    void aByteNowAndThenIsTooSlow() throws SocketTimeoutException {
        // Given
        for (int i = 0; i < 2; i++) {
            pace.waited(ago(Duration.ofSeconds(10)), 1);
        }

        // Then
        assertThatThrownBy(() -> pace.waited(ago(Duration.ofSeconds(10)), 1))
                .isInstanceOf(SocketTimeoutException.class)
                .hasMessage("the request body came at 3 bytes in 30 s");
    }

    @Test
    void aKilobyteInEachStretchIsEnough() {
        assertThatCode(() -> {
                    for (int i = 0; i < 10; i++) {
                        pace.waited(ago(Duration.ofSeconds(16)), 512);
                    }
                })
                .doesNotThrowAnyException();
    }

    @Test
    void theEndOfTheInputIsNoSlowness() {
        assertThatCode(() -> pace.waited(ago(STRETCH), -1)).doesNotThrowAnyException();
    }

    @Test
    void timeThatIsNotSpentWaitingDoesNotCount() {
        assertThatCode(() -> {
                    for (int i = 0; i < 1000; i++) {
                        pace.waited(System.nanoTime(), 1);
                    }
                })
                .doesNotThrowAnyException();
    }

    @Test
    void withoutTimeoutThereIsNoPace() {
        assertThatCode(() -> new Pace(Duration.ZERO).waited(ago(Duration.ofDays(1)), 1))
                .doesNotThrowAnyException();
    }

    private static long ago(Duration time) {
        return System.nanoTime() - time.toNanos();
    }
}
