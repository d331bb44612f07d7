package org.jcorn.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.jcorn.it.kit.IntegrationTest;
import org.jcorn.it.kit.RunningServer;
import org.jcorn.it.kit.Site;
import org.jcorn.it.kit.Waiting;
import org.junit.jupiter.api.Test;

/** The application loads at first and not any more (a database is gone): the server goes on with what is there. */
@IntegrationTest
class BootBackoffIT {

    @Test
    void triesAgainEverMoreSlowlyAndRecovers(Site site) {
        // Given
        try (RunningServer server = site.server().workers(2).gatedBoot().start()) {
            List<Long> before = server.workers();
            site.write("boot.fail", "");
            // When
            RunningServer.signal("KILL", before.get(0));
            // Then
            server.log().await("Spawning the next worker in 1 s");
            assertThat(server.get("/pid").body()).isEqualTo(Long.toString(before.get(1)));
            server.log().await("Spawning the next worker in 2 s");
            assertThat(server.log().text()).contains("failed to boot: application", "told to fail");
            assertThat(site.boots()).isEqualTo(2 + 2);
            // When
            site.remove("boot.fail");
            // Then
            server.awaitReady(2);
            assertThat(site.boots()).isEqualTo(2 + 3);
            assertThat(server.workers()).contains(before.get(1));
        }
    }

    @Test
    void servesWithNoneUntilOneComesBack(Site site) {
        // Given
        try (RunningServer server = site.server().gatedBoot().start()) {
            long before = server.workers().get(0);
            site.write("boot.fail", "");
            // When
            RunningServer.signal("KILL", before);
            server.log().await("Spawning the next worker in 1 s");
            Waiting.until("no worker", () -> server.workers().isEmpty());
            site.remove("boot.fail");
            // Then: who connects meanwhile only has to wait
            assertThat(server.get("/").body()).isEqualTo("hello");
        }
    }

    @Test
    void aReloadDoesNotWaitForIt(Site site) {
        // Given
        try (RunningServer server = site.server().workers(2).gatedBoot().start()) {
            List<Long> before = server.workers();
            site.write("boot.fail", "");
            RunningServer.signal("KILL", before.get(0));
            server.log().await("Spawning the next worker in 2 s");
            // When
            site.remove("boot.fail");
            server.signal("HUP");
            // Then
            server.awaitReplaced(before, 2);
        }
    }
}
