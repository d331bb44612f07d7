package org.jcorn.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.jcorn.it.kit.IntegrationTest;
import org.jcorn.it.kit.KeepAliveLoad;
import org.jcorn.it.kit.RawClient;
import org.jcorn.it.kit.ReadinessWatch;
import org.jcorn.it.kit.RunningServer;
import org.jcorn.it.kit.Site;
import org.jcorn.it.kit.Sources;
import org.jcorn.it.kit.StrictLoad;
import org.jcorn.it.kit.Waiting;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The netty worker class under an operator's hands: clients notice nothing, wherever the application runs. */
@IntegrationTest
class NettyIT {

    @ParameterizedTest(name = "application on the loop: {0}")
    @ValueSource(booleans = {true, false})
    void losesNoRequestOnReloadAndRecycling(boolean inline, Site site) {
        // Given
        site.write("Shop.java", source("version 0", inline));
        try (RunningServer server = site.server()
                        .workers(2)
                        .args("-k", "netty", "--max-requests", "400")
                        .application("Shop:app")
                        .start();
                ReadinessWatch watch = ReadinessWatch.on(server);
                StrictLoad strangers = StrictLoad.on(server, 4, "/");
                KeepAliveLoad load = KeepAliveLoad.on(server, 8)) {
            // When
            for (int version = 1; version <= 3; version++) {
                site.write("Shop.java", source("version " + version, inline));
                List<Long> former = server.workers();
                server.signal("HUP");
                Waiting.until("new workers", () -> server.workers().stream().noneMatch(former::contains));
            }
            Waiting.until("recycled workers", () -> server.log().count("Worker exiting (pid:") >= 3 * 2 + 6);
            // Then
            assertThat(load.stop()).isEmpty();
            assertThat(strangers.stop().failures()).isEmpty();
            watch.stop();
            assertThat(watch.least()).isEqualTo(2);
            assertThat(server.stop()).isZero();
            assertThat(server.log().text()).doesNotContain("[ERROR]", "[CRITICAL]", "WARNING: ");
        }
    }

    private static String source(String answer, boolean inline) {
        String source = Sources.answering("Shop", answer);
        return inline ? source.replace("static void app", "@org.jcorn.NonBlocking static void app") : source;
    }

    @Test
    void leavesAnIdleClientNoLongerThanKeepalive(Site site) throws Exception {
        try (RunningServer server =
                site.server().args("-k", "netty", "--keep-alive", "1").start()) {
            assertThat(server.log().text()).contains("Using worker: netty");
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
