package org.jcorn.app.servlet.bridge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

class AsyncTimeoutsTest {
    private final AsyncTimeouts timeouts = new AsyncTimeouts();
    private final List<Long> told = new CopyOnWriteArrayList<>();

    @Test
    void whoWaitsIsAskedEverySecond() {
        // When
        timeouts.add(told::add);

        // Then
        await().until(() -> told.size() >= 2);
        assertThat(told.get(1) - told.get(0)).isBetween(500L, 10_000L);
        timeouts.stop();
    }

    @Test
    void whoWaitsNoMoreIsNotAsked() {
        // Given
        AsyncTimeouts.Waiting gone = now -> told.add(0L);
        timeouts.add(gone);
        timeouts.add(told::add);
        timeouts.remove(gone);

        // When
        timeouts.stop();

        // Then
        assertThat(told).containsExactly(-1L);
    }
}
