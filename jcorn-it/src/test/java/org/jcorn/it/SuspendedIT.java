package org.jcorn.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jcorn.it.kit.IntegrationTest;
import org.jcorn.it.kit.ProcessTree;
import org.jcorn.it.kit.RunningServer;
import org.jcorn.it.kit.Site;
import org.jcorn.it.kit.Waiting;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The whole machine sleeps for longer than {@code timeout} (a closed lid, a paused container): nobody is to blame. */
@IntegrationTest
class SuspendedIT {

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void nobodyIsKilled(boolean arbiterWakesFirst, Site site) {
        // Given
        try (RunningServer server =
                site.server().workers(2).args("--timeout", "2").start()) {
            List<Long> workers = server.workers();
            List<Long> all = new ArrayList<>(workers);
            all.add(0, server.pid());
            // When
            all.forEach(pid -> RunningServer.signal("STOP", pid));
            Waiting.steadily(
                    Duration.ofSeconds(5),
                    "all asleep",
                    () -> all.stream().allMatch(pid -> ProcessTree.state(pid) == 'T'));
            if (!arbiterWakesFirst) {
                Collections.reverse(all);
            }
            all.forEach(pid -> RunningServer.signal("CONT", pid));
            // Then
            Waiting.steadily(
                    Duration.ofSeconds(3),
                    "the same workers",
                    () -> server.workers().equals(workers));
            assertThat(server.log().text()).doesNotContain("TIMEOUT", "[ERROR]");
            assertThat(server.get("/").body()).isEqualTo("hello");
        }
    }
}
