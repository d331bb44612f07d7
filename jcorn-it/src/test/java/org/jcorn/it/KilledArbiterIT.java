package org.jcorn.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.jcorn.it.kit.IntegrationTest;
import org.jcorn.it.kit.ProcessTree;
import org.jcorn.it.kit.RawClient;
import org.jcorn.it.kit.RunningServer;
import org.jcorn.it.kit.Site;
import org.jcorn.it.kit.Waiting;
import org.jcorn.it.kit.WorkerClass;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The arbiter is killed: its workers notice and leave, once they have answered what they accepted. */
@IntegrationTest
class KilledArbiterIT {

    @Test
    void takesItsIdleWorkersAlong(Site site) {
        try (RunningServer server = site.server().workers(2).start()) {
            // Given
            List<Long> workers = server.workers();
            // When
            server.signal("KILL").awaitExit();
            // Then
            Waiting.within(
                    Duration.ofSeconds(2),
                    "the end of the workers",
                    () -> workers.stream().noneMatch(ProcessTree::alive));
            assertThat(server.log().count("The arbiter is gone, shutting down")).isEqualTo(2);
        }
    }

    @Test
    void letsTheRequestInFlightFinish(Site site) throws IOException {
        try (RunningServer server = site.server().start();
                RawClient client = RawClient.connect(server.port())) {
            // Given
            long worker = server.workers().get(0);
            client.get("/gate?a");
            site.awaitGate("a");
            // When
            server.signal("KILL").awaitExit();
            server.log().await("The arbiter is gone");
            site.openGate("a");
            // Then
            assertThat(client.response().body()).isEqualTo(Long.toString(worker));
            Waiting.within(Duration.ofSeconds(2), "the end of the worker", () -> !ProcessTree.alive(worker));
        }
    }

    @Test
    void doesNotLetARequestWithoutEndKeepItsWorker(Site site) throws IOException {
        try (RunningServer server =
                        site.server().args("--graceful-timeout", "1").start();
                RawClient client = RawClient.connect(server.port())) {
            // Given
            long worker = server.workers().get(0);
            client.get("/gate?a");
            site.awaitGate("a");
            // When
            server.signal("KILL").awaitExit();
            // Then
            Waiting.within(Duration.ofSeconds(5), "the end of the worker", () -> !ProcessTree.alive(worker));
        }
    }

    @Test
    void leavesThePortToTheNext(Site site) {
        try (RunningServer killed = site.server().start()) {
            // Given
            int port = killed.port();
            List<Long> workers = killed.workers();
            killed.signal("KILL").awaitExit();
            Waiting.until("the end of the workers", () -> workers.stream().noneMatch(ProcessTree::alive));
            // When
            try (RunningServer next = site.server().bind("127.0.0.1:" + port).start()) {
                // Then
                assertThat(next.get("/").body()).isEqualTo("hello");
            }
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"SYNC", "GTHREAD", "NETTY"})
    void whatWaitsToBeAcceptedIsServed(WorkerClass workerClass, Site site) throws IOException {
        // Given: a worker that cannot accept, and a connection that waits
        try (RunningServer server = site.server().args(workerClass.arguments()).start()) {
            long worker = server.workers().get(0);
            RunningServer.signal("STOP", worker);
            try (RawClient client = RawClient.connect(server.port())) {
                client.get("/");
                // When
                server.signal("KILL").awaitExit();
                RunningServer.signal("CONT", worker);
                // Then
                assertThat(client.response().body()).isEqualTo("hello");
            }
            Waiting.until("the end of the worker", () -> !ProcessTree.alive(worker));
        }
    }
}
