package org.jcorn.worker;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class ThreadDumpTest {

    @Test
    void showsWhereOtherThreadsAre() throws InterruptedException {
        // Given
        CountDownLatch started = new CountDownLatch(1);
        CountDownLatch end = new CountDownLatch(1);
        Thread thread = new Thread(() -> hang(started, end), "the one that hangs");
        thread.start();
        started.await();

        // When
        String text = ThreadDump.text();

        // Then
        end.countDown();
        thread.join();
        assertThat(text)
                .startsWith("Thread dump:\n\"")
                .containsPattern("\n\"the one that hangs\" (WAITING|RUNNABLE)\n    at ")
                .contains(getClass().getName() + ".hang(ThreadDumpTest.java:")
                .doesNotContain("ThreadDump.text");
    }

    private static void hang(CountDownLatch started, CountDownLatch end) {
        started.countDown();
        try {
            end.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
