package org.jcorn.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.jcorn.it.kit.IntegrationTest;
import org.jcorn.it.kit.RunningServer;
import org.jcorn.it.kit.Site;
import org.jcorn.it.kit.Waiting;
import org.junit.jupiter.api.Test;

/** An application takes for ever to load. */
@IntegrationTest
class BootTimeoutIT {

    @Test
    void endsAServerThatNeverServed(Site site) {
        // Given
        site.write("boot.closed", "");
        try (RunningServer server = site.server()
                .workers(2)
                .args("--boot-timeout", "2", "--pid", "shop.pid")
                .gatedBoot()
                .launch()) {
            // When
            int status = server.awaitExit();
            // Then
            assertThat(status).isEqualTo(3);
            assertThat(server.log().text())
                    .contains("[CRITICAL] WORKER BOOT TIMEOUT (pid:", "not ready after boot_timeout 2 s")
                    .contains("org.jcorn.it.app.GatedBoot.<clinit>(GatedBoot.java:");
        }
    }

    @Test
    void doesNotDisturbAServerThatServes(Site site) {
        // Given
        try (RunningServer server =
                site.server().args("--boot-timeout", "2").gatedBoot().start()) {
            long first = server.workers().get(0);
            site.write("boot.closed", "");
            // When
            server.signal("TTIN");
            server.log().await("WORKER BOOT TIMEOUT (pid:");
            assertThat(server.get("/pid").body()).isEqualTo(Long.toString(first));
            site.remove("boot.closed");
            // Then
            server.awaitReady(2);
            assertThat(server.workers()).contains(first);
        }
    }

    @Test
    void isNotTheTimeoutOfRequests(Site site) {
        // Given
        site.write("boot.closed", "");
        try (RunningServer server =
                site.server().args("--timeout", "1").gatedBoot().launch()) {
            // When
            server.log().await("Using worker");
            Waiting.until("the application to load", () -> site.boots() == 1);
            Waiting.steadily(
                    Duration.ofSeconds(3),
                    "a living worker",
                    () -> server.workers().size() == 1);
            site.remove("boot.closed");
            // Then
            server.awaitReady(1);
            assertThat(site.boots()).isEqualTo(1);
            assertThat(server.log().text()).doesNotContain("TIMEOUT");
        }
    }
}
