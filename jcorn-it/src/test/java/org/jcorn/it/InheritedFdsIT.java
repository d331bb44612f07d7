package org.jcorn.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jcorn.it.kit.IntegrationTest;
import org.jcorn.it.kit.ProcessTree;
import org.jcorn.it.kit.RunningServer;
import org.jcorn.it.kit.Site;
import org.jcorn.worker.Inherited;
import org.junit.jupiter.api.Test;

/** What a worker gets from its arbiter: the descriptors it needs, and a clean slate of signals. */
@IntegrationTest
class InheritedFdsIT {

    @Test
    void areThoseItNeedsAndNoOthers(Site site) {
        // When
        try (RunningServer server = site.server()
                .workers(2)
                .bind("127.0.0.1:0", "unix:a.sock")
                .args("--pid", "shop.pid")
                .start()) {
            server.reload(2);
            Map<Integer, String> arbiter = ProcessTree.descriptors(server.pid());
            List<Long> workers = server.workers();
            for (long worker : workers) {
                Map<Integer, String> fds = ProcessTree.descriptors(worker);
                // Then
                assertThat(fds.get(0)).isEqualTo("/dev/null");
                assertThat(fds.get(1)).isEqualTo(arbiter.get(1));
                assertThat(fds.get(Inherited.STDERR)).isEqualTo(arbiter.get(2));
                assertThat(arbiter.values())
                        .contains(
                                fds.get(Inherited.LAST_WORDS),
                                fds.get(Inherited.LIFELINE),
                                fds.get(Inherited.REPORT),
                                fds.get(Inherited.SCOREBOARD),
                                fds.get(Inherited.LISTENERS),
                                fds.get(Inherited.LISTENERS + 1));
                assertThat(shared(fds, arbiter))
                        .as("fds beyond the listeners that the arbiter has too")
                        .isEmpty();
                assertThat(fds.values())
                        .noneMatch(target -> target.contains("/lib/arbiter/")
                                || target.endsWith("shop.pid")
                                || target.contains("signalfd"));
            }
            assertThat(common(workers)).as("pipes of one worker in the other").hasSize(1);
        }
    }

    /** {@return the sockets, pipes and anonymous files of a worker's higher descriptors that its arbiter has too} */
    private static Map<Integer, String> shared(Map<Integer, String> worker, Map<Integer, String> arbiter) {
        Map<Integer, String> shared = new TreeMap<>();
        worker.forEach((fd, target) -> {
            if (fd > Inherited.LISTENERS + 1
                    && (target.startsWith("socket:") || target.startsWith("pipe:"))
                    && arbiter.containsValue(target)) {
                shared.put(fd, target);
            }
        });
        return shared;
    }

    /** {@return the pipes that all have in common} Only the lifeline may be. */
    private static Set<String> common(List<Long> workers) {
        Set<String> common = new HashSet<>(pipes(workers.get(0)));
        common.retainAll(pipes(workers.get(1)));
        return common;
    }

    private static Set<String> pipes(long pid) {
        return ProcessTree.descriptors(pid).entrySet().stream()
                .filter(fd -> fd.getKey() < Inherited.LISTENERS && fd.getValue().startsWith("pipe:"))
                .map(Map.Entry::getValue)
                .collect(Collectors.toSet());
    }

    @Test
    void noSignalIsBlockedOrIgnored(Site site) {
        // When
        try (RunningServer server = site.server().start()) {
            long worker = server.workers().get(0);
            // Then
            assertThat(ProcessTree.status(worker, "SigBlk")).matches("0+");
            assertThat(Long.parseUnsignedLong(ProcessTree.status(server.pid(), "SigBlk"), 16))
                    .isNotZero();
        }
    }

    @Test
    void theLifelineIsHeldByTheArbiterAlone(Site site) {
        // When
        try (RunningServer server = site.server().workers(2).start()) {
            String lifeline =
                    ProcessTree.descriptors(server.workers().get(0)).getOrDefault(Inherited.LIFELINE, "no lifeline");
            // Then: one end here, and in each worker the reading one only
            for (long worker : server.workers()) {
                assertThat(ProcessTree.descriptors(worker).values().stream().filter(lifeline::equals))
                        .hasSize(1);
            }
            assertThat(ProcessTree.descriptors(server.pid()).values().stream().filter(lifeline::equals))
                    .hasSize(2);
        }
    }
}
