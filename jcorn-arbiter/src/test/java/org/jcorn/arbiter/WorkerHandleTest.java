package org.jcorn.arbiter;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import org.jcorn.worker.Report;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class WorkerHandleTest {

    private final PipedWorkers pipes = new PipedWorkers();
    private final RecordingLogger log = new RecordingLogger();
    private final WorkerHandle worker = pipes.boot(PipedWorkers.generation(1));

    @AfterEach
    void close() {
        pipes.close();
    }

    @Test
    void becomesReadyWhenItSaysSo() {
        // Given
        long before = System.nanoTime();

        // When
        pipes.report(worker, "ready");

        // Then
        assertThat(worker.state()).isEqualTo(WorkerHandle.State.READY);
        assertThat(worker.since()).isBetween(before, System.nanoTime());
        assertThat(worker.worn()).isFalse();
    }

    @Test
    void readinessOfOneThatIsRetiringComesTooLate() {
        // Given
        worker.retire(7);

        // When
        pipes.report(worker, "ready");

        // Then
        assertThat(worker.state()).isEqualTo(WorkerHandle.State.RETIRING);
        assertThat(worker.since()).isEqualTo(7);
    }

    @Test
    void takesReportsInPiecesAndSeveralAtOnce() {
        // When
        pipes.writeReports(worker, "rea");
        worker.listen(log);
        assertThat(worker.state()).isEqualTo(WorkerHandle.State.BOOTING);
        pipes.writeReports(worker, "dy\nworn\nwo");
        worker.listen(log);

        // Then
        assertThat(worker.state()).isEqualTo(WorkerHandle.State.READY);
        assertThat(worker.worn()).isTrue();
        assertThat(log.records()).isEmpty();
    }

    @Test
    void warnsOfWhatIsNoReport() {
        // When
        pipes.writeReports(worker, "hello\nfailed x y\nready\n");
        worker.listen(log);

        // Then
        assertThat(log.records())
                .hasSize(2)
                .first()
                .isEqualTo("WARNING Worker (pid:" + worker.pid() + ") sent what is no report: not a report: \"hello\"");
        assertThat(worker.state()).isEqualTo(WorkerHandle.State.READY);
    }

    @Test
    void longFailureKeepsEveryCharacter() {
        // Given
        String message = "x" + "Läden ☕ ".repeat(2000);

        // When
        pipes.report(worker, new Report.Failed(4, message).line());

        // Then
        assertThat(worker.failure()).isEqualTo(new Report.Failed(4, message));
    }

    @Test
    void abortWinsOverOtherEnds() {
        // Given
        worker.abort(ExitCause.TIMEOUT, 5);

        // When
        worker.retire(9);
        worker.quit(9);
        worker.kill(ExitCause.GRACEFUL_TIMEOUT);

        // Then
        assertThat(worker.state()).isEqualTo(WorkerHandle.State.ABORTED);
        assertThat(worker.since()).isEqualTo(5);
        assertThat(worker.cause()).isEqualTo(ExitCause.TIMEOUT);
        assertThat(worker.killed()).isTrue();
    }

    @Test
    void wakesThePoll() {
        // Given
        PollSet poll = new PollSet(PipedWorkers.OS);
        worker.pollBy(poll);
        pipes.writeReports(worker, "ready\n");

        // When
        long start = System.nanoTime();
        poll.await(60_000);

        // Then
        assertThat(System.nanoTime() - start).isLessThan(TimeUnit.SECONDS.toNanos(30));
    }

    @Test
    void endOfTheProcessWakesThePoll() {
        // Given
        PollSet poll = new PollSet(PipedWorkers.OS);
        worker.pollBy(poll);
        pipes.closeEnds(worker);

        // When
        long start = System.nanoTime();
        poll.await(60_000);

        // Then
        assertThat(System.nanoTime() - start).isLessThan(TimeUnit.SECONDS.toNanos(30));
    }
}
