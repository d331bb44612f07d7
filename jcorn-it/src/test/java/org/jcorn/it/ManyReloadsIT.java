package org.jcorn.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.jcorn.it.kit.Effort;
import org.jcorn.it.kit.IntegrationTest;
import org.jcorn.it.kit.ProcessTree;
import org.jcorn.it.kit.RunningServer;
import org.jcorn.it.kit.Site;
import org.jcorn.it.kit.StrictLoad;
import org.jcorn.it.kit.Waiting;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** An arbiter that lives for months and is told to reload every day takes no more than on its first. */
@IntegrationTest
@Timeout(value = 15, unit = TimeUnit.MINUTES)
class ManyReloadsIT {

    private static final int RELOADS = Effort.of(20, 200);

    /** A JVM compiles and collects as it likes, and its heap may grow to what it was given. */
    private static final int SLACK_KIB = 16 * 1024;

    /** What an arbiter takes. */
    private record Footprint(int descriptors, int threads, int pssKib) {

        static Footprint of(long pid) throws IOException {
            int pss = Files.readAllLines(Path.of("/proc/" + pid + "/smaps_rollup")).stream()
                    .filter(line -> line.startsWith("Pss:"))
                    .mapToInt(line -> Integer.parseInt(line.replaceAll("\\D", "")))
                    .findFirst()
                    .orElseThrow();
            return new Footprint(
                    ProcessTree.descriptors(pid).size(), Integer.parseInt(ProcessTree.status(pid, "Threads")), pss);
        }
    }

    @Test
    void leaveTheArbiterAsItWas(Site site) throws IOException {
        // Given
        try (RunningServer server = site.server().start();
                StrictLoad load = StrictLoad.on(server, 2, "/")) {
            for (int i = 0; i < 5; i++) {
                server.reload(1);
            }
            Footprint before = Footprint.of(server.pid());
            // When
            for (int i = 0; i < RELOADS; i++) {
                server.reload(1);
            }
            Waiting.until( // a worker that is just being buried has some
                    "no more descriptors than before",
                    () -> ProcessTree.descriptors(server.pid()).size() <= before.descriptors());
            Footprint after = Footprint.of(server.pid());
            System.out.println(RELOADS + " reloads: from " + before + " to " + after);
            // Then
            assertThat(load.stop().failures()).isEmpty();
            assertThat(after.threads()).isLessThanOrEqualTo(before.threads());
            assertThat(after.pssKib()).isLessThan(before.pssKib() + SLACK_KIB);
            assertThat(server.stop()).isZero();
        }
    }
}
