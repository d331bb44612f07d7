package org.jcorn.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.jcorn.it.kit.IntegrationTest;
import org.jcorn.it.kit.LogTail;
import org.jcorn.it.kit.RunningServer;
import org.jcorn.it.kit.Site;
import org.jcorn.it.kit.StrictLoad;
import org.junit.jupiter.api.Test;

/** The operator wants more workers, or fewer. */
@IntegrationTest
class ResizeIT {

    @Test
    void growsAndShrinks(Site site) {
        try (RunningServer server = site.server().workers(1).start()) {
            List<Long> first = server.workers();
            // When, then
            server.signal("TTIN").awaitReady(2);
            assertThat(server.workers()).containsAll(first);
            server.signal("TTIN").awaitReady(3);
            // The oldest goes first.
            server.signal("TTOU").awaitReady(2);
            assertThat(server.workers()).doesNotContainAnyElementsOf(first);
            server.signal("TTOU").awaitReady(1);
            assertThat(server.get("/").body()).isEqualTo("hello");
            assertThat(server.log().text()).contains("Handling signal: TTIN: 1 → 2 workers");
        }
    }

    @Test
    void keepsOneWorkerAtLeast(Site site) {
        try (RunningServer server = site.server().start()) {
            // Given
            List<Long> only = server.workers();
            LogTail since = server.log().fromHere();
            // When
            server.signal("TTOU");
            since.await("Handling signal: TTOU: 1 → 1 workers");
            server.signal("TTOU");
            // Then
            assertThat(server.get("/").body()).isEqualTo("hello");
            assertThat(server.workers()).isEqualTo(only);
        }
    }

    @Test
    void losesNoRequest(Site site) {
        try (RunningServer server = site.server().workers(2).start();
                StrictLoad load = StrictLoad.on(server, 4, "/")) {
            // When
            for (int round = 0; round < 3; round++) {
                server.signal("TTIN").awaitReady(3);
                server.signal("TTOU").awaitReady(2);
            }
            load.awaitMore(100);
            // Then
            assertThat(load.stop().failures()).isEmpty();
        }
    }

    @Test
    void forgetsItOnReload(Site site) {
        // Given
        try (RunningServer server = site.server().workers(1).start()) {
            server.signal("TTIN").awaitReady(2);
            List<Long> before = server.workers();
            // When
            server.signal("HUP");
            // Then
            server.awaitReplaced(before, 1);
        }
    }
}
