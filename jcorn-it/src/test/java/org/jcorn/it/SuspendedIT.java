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
import org.junit.jupiter.params.provider.CsvSource;

/** The whole machine sleeps for longer than {@code timeout} (a closed lid, a paused container): nobody is to blame. */
@IntegrationTest
class SuspendedIT {

    @ParameterizedTest
    @CsvSource({"true, 2, 5", "false, 2, 5", "true, 1, 2", "false, 1, 2", "true, 2, 3", "true, 4, 5"})
    void nobodyIsKilled(boolean arbiterWakesFirst, int timeout, int seconds, Site site) {
        // Given
        try (RunningServer server = site.server()
                .workers(2)
                .args("--timeout", Integer.toString(timeout))
                .start()) {
            List<Long> workers = server.workers();
            List<Long> all = new ArrayList<>(workers);
            all.add(0, server.pid());
            // When
            all.forEach(pid -> RunningServer.signal("STOP", pid));
            Waiting.steadily(
                    Duration.ofSeconds(seconds),
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
