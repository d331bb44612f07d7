package org.jcorn.it;

import static org.assertj.core.api.Assertions.assertThat;

import org.jcorn.it.kit.IntegrationTest;
import org.jcorn.it.kit.ReadinessWatch;
import org.jcorn.it.kit.RunningServer;
import org.jcorn.it.kit.Site;
import org.jcorn.it.kit.StrictLoad;
import org.jcorn.it.kit.Waiting;
import org.junit.jupiter.api.Test;

/** Workers are replaced after {@code max_requests}, one at a time, and no client notices. */
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
