package org.jcorn.arbiter;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MurderTest {

    private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

    /** Handles stamp the moment they became ready by the clock, so times here start at the present. */
    private final long start = System.nanoTime();

    private final PipedWorkers pipes = new PipedWorkers();
    private final RecordingLogger log = new RecordingLogger();
    private final Murder murder = new Murder(log, start);
    private final Generation generation =
            PipedWorkers.generation(1, Map.of("timeout", "30", "graceful_timeout", "10", "boot_timeout", "60"));

    @AfterEach
    void close() {
        pipes.close();
    }

    @Test
    void livelyWorkerIsLeftAlone() {
        // Given
        WorkerHandle worker = pipes.ready(generation);

        // When
        pass(worker, 0, 100, true);

        // Then
        assertThat(worker.state()).isEqualTo(WorkerHandle.State.READY);
        assertThat(log.records()).isEmpty();
    }

    @Test
    void silentWorkerIsAbortedThenKilled() {
        // Given
        WorkerHandle worker = pipes.ready(generation);
        pipes.beat(worker, start);
        pipes.request(worker, start, "GET /slow HTTP/1.1");
        pass(worker, 0, 30, false);
        assertThat(worker.state()).isEqualTo(WorkerHandle.State.READY);

        // When
        murder.turn(List.of(worker), start + 31 * SECOND);

        // Then
        assertThat(worker.state()).isEqualTo(WorkerHandle.State.ABORTED);
        assertThat(worker.cause()).isEqualTo(ExitCause.TIMEOUT);
        assertThat(worker.killed()).isFalse();
        assertThat(log.records())
                .containsExactly("CRITICAL WORKER TIMEOUT (pid:" + worker.pid() + ")\n"
                        + "    for 31000 ms: GET /slow HTTP/1.1");

        // When
        murder.turn(List.of(worker), start + 33 * SECOND);
        assertThat(worker.killed()).as("within the grace").isFalse();
        murder.turn(List.of(worker), start + 33 * SECOND + 1);

        // Then
        assertThat(worker.killed()).isTrue();
        assertThat(worker.cause()).isEqualTo(ExitCause.TIMEOUT);
    }

    @Test
    void workerThatNeverBeatCountsFromTheStartOfTheArbiter() {
        // Given
        WorkerHandle worker = pipes.ready(generation);

        // When
        pass(worker, 0, 31, false);

        // Then
        assertThat(worker.state()).isEqualTo(WorkerHandle.State.ABORTED);
    }

    @Test
    void workerAskedToLeaveWhileItBootsIsNotSilent() {
        // Given
        WorkerHandle worker = pipes.boot(generation, 0, start);
        pass(worker, 0, 40, false);

        // When
        worker.retire(start + 40 * SECOND);
        murder.turn(List.of(worker), start + 41 * SECOND);

        // Then
        assertThat(worker.state()).isEqualTo(WorkerHandle.State.RETIRING);
    }

    @Test
    void bootingWorkerHasItsOwnLimit() {
        // Given
        WorkerHandle worker = pipes.boot(generation, 0, start);
        pass(worker, 0, 60, false);
        assertThat(worker.state()).isEqualTo(WorkerHandle.State.BOOTING);

        // When
        murder.turn(List.of(worker), start + 60 * SECOND + 1);

        // Then
        assertThat(worker.state()).isEqualTo(WorkerHandle.State.ABORTED);
        assertThat(worker.cause()).isEqualTo(ExitCause.BOOT_TIMEOUT);
        assertThat(log.records())
                .containsExactly(
                        "CRITICAL WORKER BOOT TIMEOUT (pid:" + worker.pid() + "): not ready after boot_timeout 60 s");
    }

    @Test
    void retiringWorkerIsKilledAfterGracefulTimeout() {
        // Given
        WorkerHandle worker = pipes.ready(generation);
        worker.retire(start);
        pass(worker, 0, 10, true);
        assertThat(worker.killed()).isFalse();

        // When
        pass(worker, 11, 20, true);

        // Then
        assertThat(worker.killed()).isTrue();
        assertThat(worker.cause()).isEqualTo(ExitCause.GRACEFUL_TIMEOUT);
        assertThat(log.records())
                .containsExactly("WARNING Worker (pid:" + worker.pid()
                        + ") did not finish within graceful_timeout 10 s, killing it");
    }

    @Test
    void retiringWorkerStillHasToBeat() {
        // Given
        Generation patient = PipedWorkers.generation(1, Map.of("timeout", "5", "graceful_timeout", "100"));
        WorkerHandle worker = pipes.ready(patient);
        worker.retire(start);

        // When
        pass(worker, 0, 6, false);

        // Then
        assertThat(worker.state()).isEqualTo(WorkerHandle.State.ABORTED);
        assertThat(worker.cause()).isEqualTo(ExitCause.TIMEOUT);
    }

    @Test
    void zeroMeansNoLimit() {
        // Given
        Generation unlimited = PipedWorkers.generation(1, Map.of("timeout", "0", "boot_timeout", "0"));
        WorkerHandle ready = pipes.ready(unlimited);
        WorkerHandle booting = pipes.boot(unlimited, 1, start);

        // When
        for (int second = 0; second < 1000; second++) {
            murder.turn(List.of(ready, booting), start + second * SECOND);
        }

        // Then
        assertThat(ready.state()).isEqualTo(WorkerHandle.State.READY);
        assertThat(booting.state()).isEqualTo(WorkerHandle.State.BOOTING);
    }

    @Test
    void workerThatWritesItsHeapToAFileGetsTenMinutes() {
        // Given
        WorkerHandle worker = pipes.ready(generation);
        pipes.writeWords(
                worker, "java.lang.OutOfMemoryError: Java heap space\nDumping heap to /tmp/java_pid9.hprof ...\n");
        worker.listen(log);
        assertThat(worker.worn()).as("another one is started meanwhile").isTrue();
        worker.retire(start);

        // When
        pass(worker, 0, 600, false);

        // Then
        assertThat(worker.state()).isEqualTo(WorkerHandle.State.RETIRING);
        assertThat(worker.killed()).isFalse();

        // When
        pass(worker, 601, 603, false);

        // Then
        assertThat(worker.cause()).isEqualTo(ExitCause.TIMEOUT);
    }

    @ParameterizedTest
    @ValueSource(ints = {4, 100, 100_000})
    void pardonsAllAfterTheArbiterItselfOverslept(int seconds) {
        // Given
        WorkerHandle ready = pipes.ready(generation);
        pipes.beat(ready, start);
        WorkerHandle booting = pipes.boot(generation, 1, start);
        WorkerHandle retiring = pipes.ready(generation);
        retiring.retire(start);
        List<WorkerHandle> all = List.of(ready, booting, retiring);
        murder.turn(all, start);

        // When
        murder.turn(all, start + seconds * SECOND);

        // Then
        assertThat(ready.state()).isEqualTo(WorkerHandle.State.READY);
        assertThat(booting.state()).isEqualTo(WorkerHandle.State.BOOTING);
        assertThat(retiring.killed()).isFalse();
        assertThat(log.records()).isEmpty();
    }

    @Test
    void pardonedWorkerGetsNoMoreThanItsTimeAnew() {
        // Given
        WorkerHandle worker = pipes.ready(generation);
        murder.turn(List.of(worker), start + 100 * SECOND);

        // When
        pass(worker, 101, 131, false);

        // Then
        assertThat(worker.state()).isEqualTo(WorkerHandle.State.ABORTED);
    }

    /** The shorter the limit, the shorter a sleep that would make all workers look dead. */
    @ParameterizedTest
    @CsvSource({"1, 600", "1, 1500", "1, 5000", "2, 1100", "2, 2500", "3, 2900", "4, 2500", "5, 4000"})
    void pardonsAfterASleepThatIsLongerThanAShortLimit(int timeout, int millis) {
        // Given
        Generation strict = PipedWorkers.generation(1, Map.of("timeout", Integer.toString(timeout)));
        WorkerHandle worker = pipes.ready(strict);
        long turn = TimeUnit.MILLISECONDS.toNanos(Murder.nextTurn(List.of(worker)));
        long now = start;
        for (int i = 0; i < 20; i++) {
            pipes.beat(worker, now - turn); // the last one was as long ago as it may
            murder.turn(List.of(worker), now);
            now += turn;
        }

        // When
        now += TimeUnit.MILLISECONDS.toNanos(millis);
        murder.turn(List.of(worker), now);

        // Then
        assertThat(worker.state()).isEqualTo(WorkerHandle.State.READY);

        // When: it does not wake up
        for (long awake = 0; awake <= timeout * SECOND; awake += turn) {
            now += turn;
            murder.turn(List.of(worker), now);
        }

        // Then
        assertThat(worker.state()).isEqualTo(WorkerHandle.State.ABORTED);
    }

    @Test
    void pardonedWorkerGetsItsTimeToShowItsStacks() {
        // Given
        WorkerHandle worker = pipes.ready(generation);
        worker.abort(ExitCause.TIMEOUT, start);
        murder.turn(List.of(worker), start);

        // When
        murder.turn(List.of(worker), start + 100 * SECOND);

        // Then
        assertThat(worker.killed()).isFalse();
    }

    @ParameterizedTest
    @CsvSource({"1, 250", "2, 500", "3, 750", "4, 1000", "30, 1000", "0, 1000"})
    void looksAsOftenAsTheShortestLimitNeeds(int timeout, int millis) {
        WorkerHandle worker = pipes.ready(PipedWorkers.generation(1, Map.of("timeout", Integer.toString(timeout))));

        assertThat(Murder.nextTurn(List.of(worker))).isEqualTo(millis);
    }

    @Test
    void looksMoreOftenWhileOneIsBeingPutDown() {
        WorkerHandle worker = pipes.ready(generation);
        assertThat(Murder.nextTurn(List.of(worker))).isEqualTo(1000);

        worker.abort(ExitCause.TIMEOUT, start);

        assertThat(Murder.nextTurn(List.of(worker))).isEqualTo(100);
    }

    /** A turn each second, to the last included. */
    private void pass(WorkerHandle worker, int first, int last, boolean beating) {
        for (int second = first; second <= last; second++) {
            if (beating) {
                pipes.beat(worker, start + second * SECOND);
            }
            murder.turn(List.of(worker), start + second * SECOND);
        }
    }
}
