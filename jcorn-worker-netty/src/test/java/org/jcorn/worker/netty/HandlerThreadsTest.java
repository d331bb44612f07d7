package org.jcorn.worker.netty;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class HandlerThreadsTest {

    @Test
    void thePoolGrowsToItsBoundAndThenTasksWait() throws InterruptedException {
        // Given
        Executor pool = HandlerThreads.pool(3);
        CountDownLatch go = new CountDownLatch(1);
        CountDownLatch running = new CountDownLatch(3);
        CountDownLatch done = new CountDownLatch(10);
        AtomicInteger started = new AtomicInteger();

        // When
        for (int i = 0; i < 10; i++) {
            pool.execute(() -> {
                started.incrementAndGet();
                running.countDown();
                try {
                    go.await();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
                done.countDown();
            });
        }

        // Then
        assertThat(running.await(10, TimeUnit.SECONDS)).isTrue();
        assertThat(started.get()).isEqualTo(3);
        go.countDown();
        assertThat(done.await(10, TimeUnit.SECONDS)).isTrue();
        assertThat(started.get()).isEqualTo(10);
    }
}
