package org.jcorn.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jcorn.it.kit.IntegrationTest;
import org.jcorn.it.kit.OtherArbiter;
import org.jcorn.it.kit.ProcessTree;
import org.jcorn.it.kit.RawClient;
import org.jcorn.it.kit.RunningServer;
import org.jcorn.it.kit.Site;
import org.jcorn.it.kit.Waiting;
import org.junit.jupiter.api.Test;

/** As the first process of a container, and in a session of its own. */
@IntegrationTest
class PidOneIT {

    private static final List<String> NEW_NAMESPACE = List.of("unshare", "-p", "-f", "--mount-proc");

    @Test
    void buriesStrangersSilently(Site site) throws IOException, InterruptedException {
        assumeTrue(possible(), "no right to make a namespace of processes");
        // Given
        List<String> command = new ArrayList<>(NEW_NAMESPACE);
        command.add(site.distribution().launcher().toString());
        RunningServer unshare =
                site.server().command(command.toArray(new String[0])).launch();
        unshare.log().await("Booting worker with pid");
        assertThat(unshare.log().text()).contains("(1)");
        try (OtherArbiter arbiter = OtherArbiter.child(unshare.pid())) {
            arbiter.awaitReady(1);
            // When
            assertThat(RawClient.get(unshare.port(), "/orphan").body()).isEqualTo("born");
            Waiting.until("an orphan", () -> ProcessTree.children(arbiter.pid()).size() == 2);
            // Then
            Waiting.until(
                    "its burial",
                    () -> ProcessTree.childrenAndZombies(arbiter.pid()).size() == 1);
            assertThat(unshare.log().text()).doesNotContain("ERROR", "WARNING");
            // When
            List<Long> former = arbiter.workers();
            arbiter.signal("HUP");
            Waiting.until("another worker", () -> former.stream().noneMatch(ProcessTree::alive));
            arbiter.awaitReady(1);
            arbiter.signal("TERM").awaitEnd();
        }
        // Then
        assertThat(unshare.awaitExit()).isZero();
        assertThat(unshare.log().text()).contains("Shutting down: Master");
    }

    @Test
    void servesInASessionOfItsOwn(Site site) {
        try (RunningServer server = site.server()
                .command("setsid", site.distribution().launcher().toString())
                .start()) {
            assertThat(ProcessTree.session(server.pid())).isEqualTo(server.pid());
            assertThat(server.reload(1).get("/").body()).isEqualTo("hello");
            assertThat(server.stop()).isZero();
        }
    }

    private static boolean possible() throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(NEW_NAMESPACE);
        command.add("true");
        return new ProcessBuilder(command).start().waitFor() == 0;
    }
}
