package org.jcorn.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.jcorn.it.kit.IntegrationTest;
import org.jcorn.it.kit.RawClient;
import org.jcorn.it.kit.RunningServer;
import org.jcorn.it.kit.Site;
import org.jcorn.it.kit.Waiting;
import org.junit.jupiter.api.Test;

/** A worker hangs: after {@code timeout} the log tells where, and another takes its place. */
@IntegrationTest
class HeartbeatTimeoutIT {

    @Test
    void tellsRequestAndStackOfABusyLoop(Site site) throws IOException {
        // Given
        try (RunningServer server =
                        site.server().workers(2).args("--timeout", "2").start();
                RawClient client = RawClient.connect(server.port())) {
            List<Long> before = server.workers();
            // When
            byte[] answer = client.get("/spin").readToEnd();
            // Then
            assertThat(answer).isEmpty();
            long hung = Long.parseLong(server.log()
                    .awaitMatch("\\[CRITICAL] WORKER TIMEOUT \\(pid:(\\d+)\\)\\n +for \\d+ ms: GET /spin HTTP/1\\.1")
                    .group(1));
            assertThat(before).contains(hung);
            assertThat(server.log().text())
                    .containsPattern("\\[" + hung + "] \\[CRITICAL] Thread dump:")
                    .contains("org.jcorn.it.app.Probe.spinForever(Probe.java:");
            server.awaitReplaced(List.of(hung), 2);
            server.log().await("Worker (pid:" + hung + ") exited with code 1 because of its timeout");
            assertThat(server.get("/").body()).isEqualTo("hello");
            assertThat(server.stop()).isZero();
        }
    }

    @Test
    void killsAWorkerThatDoesNotEvenDump(Site site) {
        // Given
        try (RunningServer server = site.server().args("--timeout", "2").start()) {
            long worker = server.workers().get(0);
            // When
            RunningServer.signal("STOP", worker);
            // Then
            server.log().await("WORKER TIMEOUT (pid:" + worker + ")");
            server.log().await("Worker (pid:" + worker + ") was killed by SIGKILL because of its timeout");
            server.awaitReady(1);
            assertThat(server.get("/").body()).isEqualTo("hello");
        }
    }

    @Test
    void leavesIdleWorkersAlone(Site site) {
        // Given
        try (RunningServer server =
                site.server().workers(2).args("--timeout", "1").start()) {
            List<Long> before = server.workers();
            // When
            Waiting.steadily(
                    Duration.ofSeconds(5),
                    "the same workers",
                    () -> server.workers().equals(before));
            // Then
            assertThat(server.log().text()).doesNotContain("WORKER TIMEOUT");
        }
    }

    @Test
    void isOffWhenTheTimeoutIsZero(Site site) throws IOException {
        // Given
        try (RunningServer server = site.server().args("--timeout", "0").start();
                RawClient client = RawClient.connect(server.port())) {
            // When
            client.get("/gate?a");
            site.awaitGate("a");
            Waiting.steadily(
                    Duration.ofSeconds(3),
                    "a living worker",
                    () -> server.workers().size() == 1);
            site.openGate("a");
            // Then
            assertThat(client.response().status()).isEqualTo(200);
        }
    }
}
