package org.jcorn.arbiter;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PollSetTest {

    private final Native os = PipedWorkers.OS;
    private final List<int[]> pipes = new ArrayList<>();
    private final PollSet poll = new PollSet(os);

    @AfterEach
    void close() {
        for (int[] pipe : pipes) {
            os.close(pipe[0]);
            os.close(pipe[1]);
        }
    }

    /** More than it first has room for: the growth must keep those that were added. */
    @Test
    void wakesForAnyOfMany() throws IOException {
        for (int i = 0; i < 150; i++) {
            pipe();
        }
        for (int chosen : new int[] {0, 63, 64, 149}) {
            // Given
            poll.clear();
            for (int[] pipe : pipes) {
                poll.add(pipe[0]);
            }
            os.libc().write(pipes.get(chosen)[1], os.memory(1), 1);

            // When
            long start = System.nanoTime();
            poll.await(60_000);

            // Then
            assertThat(System.nanoTime() - start).as("pipe %d", chosen).isLessThan(TimeUnit.SECONDS.toNanos(30));
            assertThat(os.read(pipes.get(chosen)[0])).hasSize(1);
        }
    }

    @Test
    void waitsNoLongerThanItShould() throws IOException {
        // Given
        poll.add(pipe()[0]);

        // When
        long start = System.nanoTime();
        poll.await(5);

        // Then
        assertThat(System.nanoTime() - start).isGreaterThanOrEqualTo(TimeUnit.MILLISECONDS.toNanos(5));
    }

    @Test
    void negativeTimeIsNoWait() throws IOException {
        poll.add(pipe()[0]);

        long start = System.nanoTime();
        poll.await(-1);

        assertThat(System.nanoTime() - start).isLessThan(TimeUnit.SECONDS.toNanos(30));
    }

    private int[] pipe() throws IOException {
        int[] pipe = os.pipe();
        pipes.add(pipe);
        return pipe;
    }
}
