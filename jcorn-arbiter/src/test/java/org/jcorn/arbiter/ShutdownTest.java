package org.jcorn.arbiter;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jcorn.config.Config;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ShutdownTest {

    private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

    private final PipedWorkers pipes = new PipedWorkers();
    private final RecordingLogger log = new RecordingLogger();
    private final Crew crew = new Crew();
    private final Generation generation = PipedWorkers.generation(1, Map.of("graceful_timeout", "10"));

    @AfterEach
    void close() {
        pipes.close();
    }

    @Test
    void gracefulOneRetiresAllWorkers() {
        // Given
        WorkerHandle ready = hire(pipes.ready(generation));
        WorkerHandle booting = hire(pipes.boot(generation));

        // When
        Shutdown shutdown = new Shutdown(log, crew, generation, true, 0, 0);

        // Then
        assertThat(ready.state()).isEqualTo(WorkerHandle.State.RETIRING);
        assertThat(booting.state()).isEqualTo(WorkerHandle.State.RETIRING);
        assertThat(shutdown.turn(crew, 0)).isFalse();
    }

    @Test
    void endsWhenAllAreGone() {
        // Given
        WorkerHandle worker = hire(pipes.ready(generation));
        Shutdown shutdown = new Shutdown(log, crew, generation, true, 4, 0);

        // When
        crew.remove(worker);

        // Then
        assertThat(shutdown.turn(crew, 0)).isTrue();
        assertThat(shutdown.status()).isEqualTo(4);
    }

    @Test
    void killsOnceWhoeverTakesLongerThanGracefulTimeout() {
        // Given
        WorkerHandle worker = hire(pipes.ready(generation));
        Shutdown shutdown = new Shutdown(log, crew, generation, true, 0, 0);
        pass(shutdown, 10);
        assertThat(worker.killed()).isFalse();

        // When
        shutdown.turn(crew, 10 * SECOND + 1);
        shutdown.turn(crew, 11 * SECOND);

        // Then
        assertThat(worker.killed()).isTrue();
        assertThat(worker.cause()).isEqualTo(ExitCause.GRACEFUL_TIMEOUT);
        assertThat(log.records())
                .containsExactly("WARNING Worker (pid:" + worker.pid() + ") did not stop in time, killing it");
    }

    @Test
    void quickStopDuringGracefulOneLeavesTwoSeconds() {
        // Given
        WorkerHandle worker = hire(pipes.ready(generation));
        Shutdown shutdown = new Shutdown(log, crew, generation, true, 0, 0);

        // When
        shutdown.hurry(crew, SECOND);

        // Then
        pass(shutdown, 3);
        assertThat(worker.killed()).isFalse();
        shutdown.turn(crew, 3 * SECOND + 1);
        assertThat(worker.killed()).isTrue();
    }

    @Test
    void hurryNeverGrantsMoreTime() {
        // Given
        WorkerHandle worker = hire(pipes.ready(generation));
        Shutdown shutdown = new Shutdown(log, crew, generation, true, 0, 0);

        // When
        shutdown.hurry(crew, 9 * SECOND);

        // Then
        pass(shutdown, 10);
        shutdown.turn(crew, 10 * SECOND + 1);
        assertThat(worker.killed()).isTrue();
    }

    @Test
    void timeInWhichAllWereStoppedDoesNotCount() {
        // Given
        WorkerHandle worker = hire(pipes.ready(generation));
        Shutdown shutdown = new Shutdown(log, crew, generation, true, 0, 0);
        pass(shutdown, 9);

        // When
        shutdown.turn(crew, 109 * SECOND);

        // Then
        assertThat(worker.killed()).isFalse();
        shutdown.turn(crew, 110 * SECOND);
        assertThat(worker.killed()).isFalse();
        shutdown.turn(crew, 110 * SECOND + 1);
        assertThat(worker.killed()).isTrue();
    }

    @Test
    void closesTheListenersAtOnce() throws IOException {
        // Given
        Config config = Config.of(Map.of("bind", "127.0.0.1:0"));
        Listeners listeners = Listeners.open(PipedWorkers.OS, config, Listeners.none());
        int fd = listeners.descriptors(0).get(0);
        hire(pipes.ready(generation));

        // When
        Shutdown shutdown = new Shutdown(log, crew, new Generation(1, config, listeners), true, 0, 0);

        // Then
        assertThat(shutdown.turn(crew, 0)).isFalse();
        assertThat(Descriptors.target(fd)).doesNotStartWith("socket:");
    }

    private WorkerHandle hire(WorkerHandle worker) {
        crew.add(worker);
        return worker;
    }

    /** A turn each second, to the last included. */
    private void pass(Shutdown shutdown, int seconds) {
        for (int second = 1; second <= seconds; second++) {
            shutdown.turn(crew, second * SECOND);
        }
    }
}
