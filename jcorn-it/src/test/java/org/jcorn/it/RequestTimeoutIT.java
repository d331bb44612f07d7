package org.jcorn.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import org.jcorn.it.kit.IntegrationTest;
import org.jcorn.it.kit.RawClient;
import org.jcorn.it.kit.RunningServer;
import org.jcorn.it.kit.Site;
import org.jcorn.it.kit.Waiting;
import org.jcorn.it.kit.WorkerClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A request that takes too long, in any worker class. */
@IntegrationTest
class RequestTimeoutIT {

    @ParameterizedTest
    @MethodSource("org.jcorn.it.kit.WorkerClass#all")
    void interruptsARequestThatWaits(WorkerClass worker, Site site) {
        try (RunningServer server = start(worker, site)) {
            List<Long> workers = server.workers();

            assertThat(RawClient.get(server.port(), "/sleep?60000").status()).isEqualTo(503);

            assertThat(server.log().text())
                    .contains("REQUEST TIMEOUT GET /sleep?60000, interrupting its thread:")
                    .contains("org.jcorn.it.app.Probe.app");
            assertThat(server.workers()).isEqualTo(workers);
        }
    }

    @ParameterizedTest
    @MethodSource("org.jcorn.it.kit.WorkerClass#concurrent")
    void replacesTheWorkerOfARequestThatDoesNotStop(WorkerClass worker, Site site) throws IOException {
        try (RunningServer server = start(worker, site);
                RawClient client = RawClient.connect(server.port())) {
            // Given
            List<Long> workers = server.workers();

            // When
            client.get("/spin");

            // Then
            server.log().await("REQUEST TIMEOUT GET /spin: its thread ");
            Waiting.until("another worker", () -> server.workers().stream().noneMatch(workers::contains));
            assertThat(RawClient.get(server.port(), "/").status()).isEqualTo(200);
        }
    }

    private static RunningServer start(WorkerClass worker, Site site) {
        return site.server()
                .args(worker.arguments())
                .args("--request-timeout", "1", "--graceful-timeout", "2")
                .start();
    }
}
