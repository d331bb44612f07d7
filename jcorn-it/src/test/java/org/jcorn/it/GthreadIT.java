package org.jcorn.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.jcorn.it.kit.IntegrationTest;
import org.jcorn.it.kit.KeepAliveLoad;
import org.jcorn.it.kit.ProcessTree;
import org.jcorn.it.kit.RawClient;
import org.jcorn.it.kit.ReadinessWatch;
import org.jcorn.it.kit.RunningServer;
import org.jcorn.it.kit.Site;
import org.jcorn.it.kit.Sources;
import org.jcorn.it.kit.Waiting;
import org.jcorn.worker.Inherited;
import org.junit.jupiter.api.Test;

/** The gthread worker class under an operator's hands: clients that keep their connections notice nothing. */
@IntegrationTest
class GthreadIT {

    @Test
    void losesNoRequestOnReloadAndRecycling(Site site) {
        // Given
        site.write("Shop.java", Sources.answering("Shop", "version 0"));
        try (RunningServer server = site.server()
                        .workers(2)
                        .args("--threads", "4", "--max-requests", "400")
                        .application("Shop:app")
                        .start();
                ReadinessWatch watch = ReadinessWatch.on(server);
                KeepAliveLoad load = KeepAliveLoad.on(server, 8)) {
            // When
            for (int version = 1; version <= 3; version++) {
                site.write("Shop.java", Sources.answering("Shop", "version " + version));
                List<Long> former = server.workers();
                server.signal("HUP");
                Waiting.until("new workers", () -> server.workers().stream().noneMatch(former::contains));
            }
            Waiting.until("recycled workers", () -> server.log().count("Worker exiting (pid:") >= 3 * 2 + 6);
            // Then
            assertThat(load.stop()).isEmpty();
            watch.stop();
            assertThat(watch.least()).isEqualTo(2);
            assertThat(server.stop()).isZero();
        }
    }

    /** O_NONBLOCK belongs to the socket, not to those who had set it. */
    @Test
    void leavesNothingBehindForSyncWorkers(Site site) {
        // Given
        site.write("shop.properties", "worker_class = gthread\n");
        try (RunningServer server = site.server().args("-c", "shop.properties").start()) {
            assertThat(nonBlocking(server)).isTrue();
            // When
            site.write("shop.properties", "worker_class = sync\n");
            server.reload(1);
            // Then
            Waiting.until("accepting to block again", () -> !nonBlocking(server));
            assertThat(server.get("/").body()).isEqualTo("hello");
        }
    }

    private static boolean nonBlocking(RunningServer server) {
        return (ProcessTree.flags(server.workers().get(0), Inherited.LISTENERS) & 04000) != 0;
    }

    @Test
    void leavesAnIdleClientNoLongerThanKeepalive(Site site) throws Exception {
        try (RunningServer server =
                site.server().args("--threads", "2", "--keep-alive", "1").start()) {
            assertThat(server.log().text()).contains("Using worker: gthread");
            try (RawClient client = RawClient.connect(server.port())) {
                // Given
                client.send("GET /pid HTTP/1.1\r\nHost: x\r\n\r\n");
                assertThat(client.responseOnly().field("Connection")).isEqualTo("keep-alive");
                // When
                long asked = System.nanoTime();
                assertThat(server.stop()).isZero();
                // Then
                assertThat(Duration.ofNanos(System.nanoTime() - asked)).isLessThan(Duration.ofSeconds(3));
            }
        }
    }
}
