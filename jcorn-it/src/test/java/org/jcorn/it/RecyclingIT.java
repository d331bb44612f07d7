package org.jcorn.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.jcorn.it.kit.IntegrationTest;
import org.jcorn.it.kit.Outcome;
import org.jcorn.it.kit.ReadinessWatch;
import org.jcorn.it.kit.RunningServer;
import org.jcorn.it.kit.Site;
import org.jcorn.it.kit.StrictLoad;
import org.jcorn.it.kit.Waiting;
import org.jcorn.it.kit.WorkerClass;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Workers are replaced for their requests, age or memory, one at a time, and no client notices. */
@IntegrationTest
class RecyclingIT {

    @Test
    void losesNoRequest(Site site) {
        // Given
        try (RunningServer server = site.server()
                        .workers(2)
                        .args("--max-requests", "50", "--max-requests-jitter", "20")
                        .start();
                ReadinessWatch watch = ReadinessWatch.on(server);
                StrictLoad load = StrictLoad.on(server, 8, "/pid")) {
            // When
            Waiting.until("20 recycled workers", () -> server.log().count("Worker exiting (pid:") >= 20);
            // Then
            StrictLoad.Result result = load.stop();
            watch.stop();
            assertThat(result.failures()).isEmpty();
            assertThat(result.bodies()).hasSizeGreaterThanOrEqualTo(20);
            assertThat(watch.least()).isEqualTo(2);
            assertThat(watch.most()).as("only one is replaced at a time").isEqualTo(3);
        }
    }

    @ParameterizedTest
    @MethodSource("org.jcorn.it.kit.WorkerClass#all")
    void ofOldWorkersLosesNoRequest(WorkerClass workerClass, Site site) {
        // Given
        try (RunningServer server = site.server()
                        .workers(2)
                        .args(workerClass.arguments())
                        .args("--worker-max-age", "1", "--worker-max-age-jitter", "1")
                        .start();
                ReadinessWatch watch = ReadinessWatch.on(server);
                StrictLoad load = StrictLoad.on(server, 8, "/pid")) {
            // When
            Waiting.until("6 recycled workers", () -> server.log().count("Worker exiting (pid:") >= 6);
            // Then
            assertThat(load.stop().failures()).isEmpty();
            watch.stop();
            assertThat(watch.least()).isEqualTo(2);
            assertThat(watch.most()).as("only one is replaced at a time").isEqualTo(3);
            assertThat(server.log().text())
                    .containsPattern("\\[INFO] Worker \\(pid:\\d+\\) has been ready for \\d+ s, "
                            + "more than worker_max_age 1: to be replaced");
        }
    }

    @ParameterizedTest
    @MethodSource("org.jcorn.it.kit.WorkerClass#all")
    void ofLargeWorkersLosesNoRequest(WorkerClass workerClass, Site site) {
        // Given
        try (RunningServer server = site.server()
                        .workers(2)
                        .args(workerClass.arguments())
                        .args("--worker-max-memory", "300m", "--worker-jvm-option", "-Xmx512m")
                        .start();
                ReadinessWatch watch = ReadinessWatch.on(server);
                StrictLoad load = StrictLoad.on(server, 4, "/pid")) {
            for (int i = 0; i < 3; i++) {
                // When
                String leaking = server.get("/leak?300").body();
                // Then
                String words = server.log()
                        .awaitMatch("\\[INFO] Worker \\(pid:" + leaking + "\\) uses (\\d+) MB, "
                                + "more than worker_max_memory 300m: to be replaced")
                        .group(1);
                assertThat(Integer.parseInt(words)).isBetween(300, 500);
                server.awaitReplaced(List.of(Long.valueOf(leaking)), 2);
            }
            assertThat(load.stop().failures()).isEmpty();
            watch.stop();
            assertThat(watch.least()).isEqualTo(2);
            assertThat(watch.most()).isEqualTo(3);
        }
    }

    @Test
    void doesNotSpinUnderALimitThatNoWorkerKeeps(Site site) {
        // Given
        try (RunningServer server =
                        site.server().args("--worker-max-memory", "5m").start();
                StrictLoad load = StrictLoad.on(server, 2, "/")) {
            // When
            server.log().await("[WARNING] worker_max_memory 5m may be less than a worker needs");
            Waiting.until("4 recycled workers", () -> server.log().count("Worker exiting (pid:") >= 4);
            int replaced = server.log().count("to be replaced");
            // Then
            Waiting.steadily(
                    Duration.ofSeconds(5), "a pause", () -> server.log().count("to be replaced") <= replaced + 1);
            assertThat(load.stop().failures()).isEmpty();
            assertThat(server.log().count("may be less than a worker needs")).isEqualTo(1);
        }
    }

    @ParameterizedTest
    @CsvSource({"--worker-max-memory,much", "--worker-max-memory,-1", "--worker-max-age,-1", "--worker-max-age,1h"})
    void refusesALimitThatIsNone(String flag, String value, Site site) {
        // When
        Outcome outcome = site.server().args(flag + "=" + value).run();
        // Then
        assertThat(outcome.status()).isIn(1, 2);
        assertThat(outcome.output())
                .contains("worker_max_" + flag.substring(flag.lastIndexOf('-') + 1), value)
                .doesNotContain("\tat ");
    }

    @Test
    void countsRequestsOfEachWorker(Site site) {
        // Given
        try (RunningServer server = site.server().args("--max-requests", "5").start()) {
            long first = server.workers().get(0);
            // When
            for (int i = 0; i < 4; i++) {
                assertThat(server.get("/pid").body()).isEqualTo(Long.toString(first));
            }
            assertThat(server.workers()).containsExactly(first);
            server.get("/pid");
            // Then
            Waiting.until("another worker", () -> !server.workers().contains(first));
            assertThat(server.get("/pid").body()).isNotEqualTo(Long.toString(first));
        }
    }
}
