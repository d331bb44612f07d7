package org.jcorn.arbiter;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.jcorn.config.Config;
import org.jcorn.spi.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ObituaryTest {

    private static final int EXIT_1 = 1 << 8;
    private static final int EXIT_3 = 3 << 8;

    private final PipedWorkers pipes = new PipedWorkers();
    private final Generation generation = PipedWorkers.generation(1);

    @AfterEach
    void close() {
        pipes.close();
    }

    @ParameterizedTest(name = "{0}: status word {1}")
    @CsvSource(delimiter = '|', textBlock = """
            it left by itself          | 0     | UNASKED  | exited with code 0 unasked: by a TERM or INT from elsewhere, or System.exit | WARNING
            System.exit(7)             | 1792  | EXITED   | exited with code 7                                        | ERROR
            the OOM killer, or kill -9 | 9     | SIGNALED | was killed by SIGKILL, which the arbiter did not send     | ERROR
            a crash of the JVM         | 134   | SIGNALED | was killed by SIGABRT                                     | ERROR
            a segmentation fault       | 11    | SIGNALED | was killed by SIGSEGV, which the arbiter did not send     | ERROR
            """)
    void ofReadyWorker(String situation, int status, ExitCause cause, String text, Logger.Level level) {
        // Given
        WorkerHandle worker = pipes.ready(generation);

        // When
        Obituary obituary = Obituary.of(worker, new ExitStatus(worker.pid(), status));

        // Then
        assertThat(obituary).as(situation).isEqualTo(new Obituary(cause, "Worker (pid:" + worker.pid() + ")", text, 0));
        assertThat(obituary.level()).isEqualTo(level);
    }

    @Test
    void ofWorkerThatTheKernelKilled(@TempDir Path root) throws IOException {
        // Given
        Files.createDirectories(root.resolve("proc"));
        Path counter = Files.writeString(root.resolve("proc/vmstat"), "oom_kill 4\n");
        OomKills kills = new OomKills(root);
        WorkerHandle victim = pipes.ready(generation);
        WorkerHandle other = pipes.ready(generation);

        // When
        Files.writeString(counter, "oom_kill 5\n");
        Obituary first = Obituary.of(victim, new ExitStatus(victim.pid(), Signal.KILL.number()), kills);
        Obituary second = Obituary.of(other, new ExitStatus(other.pid(), Signal.KILL.number()), kills);

        // Then
        assertThat(first.cause()).isEqualTo(ExitCause.OOM_KILL);
        assertThat(first.text())
                .endsWith(
                        "was killed by SIGKILL, which the arbiter did not send: the kernel killed it for want of memory, "
                                + "says oom_kill in " + counter);
        assertThat(second.cause()).as("one kill explains one death").isEqualTo(ExitCause.SIGNALED);
    }

    @Test
    void ofMurderedWorkerWhileTheKernelKilledAnother(@TempDir Path root) throws IOException {
        // Given
        Files.createDirectories(root.resolve("proc"));
        Path counter = Files.writeString(root.resolve("proc/vmstat"), "oom_kill 4\n");
        OomKills kills = new OomKills(root);
        WorkerHandle worker = pipes.ready(generation);
        worker.abort(ExitCause.TIMEOUT, 0);
        worker.kill(ExitCause.TIMEOUT);

        // When
        Files.writeString(counter, "oom_kill 5\n");
        Obituary obituary = Obituary.of(worker, new ExitStatus(worker.pid(), Signal.KILL.number()), kills);

        // Then
        assertThat(obituary.cause()).isEqualTo(ExitCause.TIMEOUT);
    }

    @ParameterizedTest
    @CsvSource({"3, BOOT_ERROR", "4, APP_LOAD_ERROR"})
    void ofWorkerThatSaidWhyItCannotBoot(int code, ExitCause cause) {
        // Given
        WorkerHandle worker = pipes.boot(generation);
        pipes.report(worker, "failed " + code + " no such class\\n    at all");

        // When
        Obituary obituary = Obituary.of(worker, new ExitStatus(worker.pid(), code << 8));

        // Then
        assertThat(obituary)
                .isEqualTo(new Obituary(
                        cause, "Worker (pid:" + worker.pid() + ")", "failed to boot: no such class\n    at all", code));
        assertThat(obituary.cause().bootFailure()).isTrue();
    }

    @Test
    void ofWorkerThatMayNotReadWhatItNeeds() {
        // Given
        Identity shop = new Identity("user shop", 4321, 5432, false, Optional.of(Path.of("/usr/bin/setpriv")));
        WorkerHandle worker = pipes.boot(new Generation(1, Config.of(Map.of()), Listeners.none(), shop));
        pipes.report(worker, "failed 4 no class or source file Hello in /srv/shop");

        // When
        Obituary obituary = Obituary.of(worker, new ExitStatus(worker.pid(), 4 << 8));

        // Then
        assertThat(obituary.text()).endsWith("failed to boot as user shop: no class or source file Hello in /srv/shop");
    }

    @Test
    void ofWorkerWhoseJvmDidNotStart() {
        // Given
        WorkerHandle worker = pipes.boot(generation);
        pipes.writeWords(worker, "Unrecognized option: -Xnonsense\n");
        worker.listen(new RecordingLogger());

        // When
        Obituary obituary = Obituary.of(worker, new ExitStatus(worker.pid(), EXIT_1));

        // Then
        assertThat(obituary)
                .isEqualTo(new Obituary(
                        ExitCause.BOOT_ERROR,
                        "Worker (pid:" + worker.pid() + ")",
                        "exited with code 1 before it was ready: Unrecognized option: -Xnonsense",
                        3));
    }

    @Test
    void ofWorkerThatLeftSilentlyWhileBooting() {
        WorkerHandle worker = pipes.boot(generation);

        Obituary obituary = Obituary.of(worker, new ExitStatus(worker.pid(), 0));

        assertThat(obituary.cause()).isEqualTo(ExitCause.BOOT_ERROR);
        assertThat(obituary.text()).endsWith("exited with code 0 before it was ready");
    }

    @Test
    void ofWorkerThatRanOutOfMemory() {
        // Given
        WorkerHandle worker = pipes.ready(generation);
        pipes.writeWords(worker, "Terminating due to java.lang.OutOfMemoryError: Java heap space\n");
        worker.listen(new RecordingLogger());

        // When
        Obituary obituary = Obituary.of(worker, new ExitStatus(worker.pid(), EXIT_3));

        // Then
        assertThat(obituary.cause()).isEqualTo(ExitCause.OUT_OF_MEMORY);
        assertThat(obituary.text())
                .endsWith("ran out of memory: Terminating due to java.lang.OutOfMemoryError: Java heap space");
        assertThat(obituary.status()).isZero();
    }

    @Test
    void ofWorkerThatRanOutOfMemoryWhileBooting() {
        // Given
        WorkerHandle worker = pipes.boot(generation);
        pipes.writeWords(worker, "Terminating due to java.lang.OutOfMemoryError: Java heap space\n");
        worker.listen(new RecordingLogger());

        // When
        Obituary obituary = Obituary.of(worker, new ExitStatus(worker.pid(), EXIT_3));

        // Then
        assertThat(obituary.cause()).isEqualTo(ExitCause.BOOT_ERROR);
        assertThat(obituary.text()).contains("OutOfMemoryError");
        assertThat(obituary.status()).isEqualTo(3);
    }

    @Test
    void ofMurderedWorker() {
        // Given
        WorkerHandle worker = pipes.ready(generation);
        worker.abort(ExitCause.TIMEOUT, 0);

        // When
        Obituary obituary = Obituary.of(worker, new ExitStatus(worker.pid(), EXIT_1));

        // Then
        assertThat(obituary)
                .isEqualTo(new Obituary(
                        ExitCause.TIMEOUT,
                        "Worker (pid:" + worker.pid() + ")",
                        "exited with code 1 because of its timeout",
                        0));
    }

    @Test
    void ofWorkerThatBootedTooLong() {
        // Given
        WorkerHandle worker = pipes.boot(generation);
        worker.abort(ExitCause.BOOT_TIMEOUT, 0);

        // When
        Obituary obituary = Obituary.of(worker, new ExitStatus(worker.pid(), Signal.KILL.number()));

        // Then
        assertThat(obituary.cause()).isEqualTo(ExitCause.BOOT_TIMEOUT);
        assertThat(obituary.text()).endsWith("failed to boot within boot_timeout");
        assertThat(obituary.status()).isEqualTo(3);
    }

    @Test
    void ofWorkerKilledAfterGracefulTimeout() {
        // Given
        WorkerHandle worker = pipes.ready(generation);
        worker.retire(0);
        worker.kill(ExitCause.GRACEFUL_TIMEOUT);

        // When
        Obituary obituary = Obituary.of(worker, new ExitStatus(worker.pid(), Signal.KILL.number()));

        // Then
        assertThat(obituary.cause()).isEqualTo(ExitCause.GRACEFUL_TIMEOUT);
        assertThat(obituary.text()).endsWith("was killed by SIGKILL because of its graceful_timeout");
    }

    @Test
    void ofWorkerToldToLeaveBeforeItWasReady() {
        // Given
        WorkerHandle worker = pipes.boot(generation);
        worker.retire(0);

        // When
        Obituary obituary = Obituary.of(worker, new ExitStatus(worker.pid(), 0));

        // Then
        assertThat(obituary.cause()).isEqualTo(ExitCause.CLEAN);
        assertThat(obituary.level()).isEqualTo(Logger.Level.DEBUG);
    }

    /**
     * A quick stop may come before the worker's JVM handles signals: INT ends it as it ends any process, or its own
     * initialization fails with status 1.
     */
    @ParameterizedTest
    @CsvSource({"0", "2", "15", "256"})
    void ofWorkerStoppedQuicklyWhileBooting(int status) {
        // Given
        WorkerHandle worker = pipes.boot(generation);
        worker.quit(0);

        // When
        Obituary obituary = Obituary.of(worker, new ExitStatus(worker.pid(), status));

        // Then
        assertThat(obituary.cause()).isEqualTo(ExitCause.CLEAN);
    }
}
