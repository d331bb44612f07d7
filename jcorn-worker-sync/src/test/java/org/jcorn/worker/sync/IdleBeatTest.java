package org.jcorn.worker.sync;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class IdleBeatTest {

    @Test
    void beatsWhileIdleAndNotWhileBusy() throws Exception {
        try (Loopback loopback = new Loopback(1)) {
            // Given
            FakeContext context = new FakeContext(loopback, (request, response) -> {});
            IdleBeat beat = new IdleBeat(context, Duration.ofMillis(20));
            beat.idle(true);
            assertThat(context.beats()).as("a change is a sign of life itself").isEqualTo(1);

            // When
            beat.start();

            // Then
            Awaitility.await().until(() -> context.beats() >= 2);

            // When
            beat.idle(false);
            int beats = context.beats();
            Awaitility.await().until(() -> beat.getState() == Thread.State.TIMED_WAITING);

            // Then
            assertThat(context.beats()).isBetween(beats, beats + 1);
            beat.interrupt();
            beat.join();
        }
    }

    @Test
    void doesNotKeepTheProcessAlive() throws Exception {
        try (Loopback loopback = new Loopback(1)) {
            IdleBeat beat = new IdleBeat(new FakeContext(loopback, (request, response) -> {}), Duration.ZERO);

            assertThat(beat.isDaemon()).isTrue();
            assertThat(beat.getName()).isEqualTo("jcorn-beat");
        }
    }
}
