package org.jcorn.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.jcorn.it.kit.Effort;
import org.jcorn.it.kit.IntegrationTest;
import org.jcorn.it.kit.LogTail;
import org.jcorn.it.kit.OtherArbiter;
import org.jcorn.it.kit.ProcessTree;
import org.jcorn.it.kit.RunningServer;
import org.jcorn.it.kit.Site;
import org.jcorn.it.kit.StrictLoad;
import org.jcorn.it.kit.Waiting;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Signals of all kinds, at any moment. {@code -Djcorn.seed=N} repeats a run, as far as a machine repeats anything. */
@IntegrationTest
@Timeout(value = 10, unit = TimeUnit.MINUTES)
class RandomSignalsIT {

    private static final int SIGNALS = Effort.of(100, 1000);
    private static final int LONGEST_PAUSE_MILLIS = 60;
    private static final List<String> KINDS = List.of("HUP", "TTIN", "TTOU", "USR1", "USR2", "WINCH", "CHLD");

    private final long seed = Long.getLong("jcorn.seed", System.nanoTime());
    private final Random random = new Random(seed);

    @Test
    void aServerServesOn(Site site) throws Exception {
        System.out.println("Seed " + seed);
        // Given
        Path pidfile = site.path("shop.pid");
        try (RunningServer server = start(site, pidfile);
                StrictLoad load = StrictLoad.on(server, 4, "/")) {
            // When
            storm(pidfile, SIGNALS);
            // Then: with one arbiter, and as many workers as the configuration says
            OtherArbiter last = settle(server, pidfile, random.nextBoolean());
            last.signal("HUP");
            Waiting.within(
                    Waiting.DEADLINE.multipliedBy(2),
                    "2 workers",
                    () -> last.workers().size() == 2);
            last.awaitReady(2);
            load.awaitMore(100);
            assertThat(load.stop().failures()).isEmpty();
            last.signal("TERM").awaitEnd();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"TERM", "INT", "QUIT"})
    void aServerThatIsToldToStopDoes(String stop, Site site) throws Exception {
        System.out.println("Seed " + seed);
        // Given
        Path pidfile = site.path("shop.pid");
        try (RunningServer server = start(site, pidfile)) {
            storm(pidfile, random.nextInt(SIGNALS / 10));
            // When
            send(stop, server.pid());
            for (int i = 0; i < SIGNALS / 10; i++) {
                send(KINDS.get(random.nextInt(KINDS.size())), server.pid());
            }
            send(stop, server.pid());
            // Then
            assertThat(server.awaitExit()).isZero();
            // A new arbiter that was on its way when the old one was stopped takes its place.
            Waiting.until("the end of all", () -> {
                for (long pid : site.processes()) {
                    if (ProcessTree.title(pid).startsWith("jcorn: master")) {
                        send(stop, pid);
                    }
                }
                return site.processes().isEmpty();
            });
        }
    }

    private static RunningServer start(Site site, Path pidfile) {
        return site.server().workers(2).args("--pid", pidfile.toString()).start();
    }

    private void storm(Path pidfile, int signals) throws Exception {
        Path second = Path.of(pidfile + ".2");
        for (int i = 0; i < signals; i++) {
            long old = OtherArbiter.number(pidfile);
            long next = OtherArbiter.number(second);
            send(KINDS.get(random.nextInt(KINDS.size())), next > 0 && random.nextBoolean() ? next : old);
            TimeUnit.MILLISECONDS.sleep(random.nextInt(LONGEST_PAUSE_MILLIS)); // part of the storm, not a wait
        }
    }

    /** {@return the only arbiter that is left} */
    private static OtherArbiter settle(RunningServer server, Path pidfile, boolean forward) {
        OtherArbiter old = OtherArbiter.of(pidfile);
        Path second = Path.of(pidfile + ".2");
        awaitAllHandled(server.log(), old.pid());
        Waiting.until(
                "the end of an upgrade",
                () -> server.log().count("USR2: starting ")
                        == server.log().count(") is ready: TERM to this one")
                                + server.log().count("Upgrade failed"));
        if (OtherArbiter.number(second) == 0) {
            return old;
        }
        OtherArbiter next = OtherArbiter.of(second);
        if (!forward) {
            next.signal("TERM").awaitEnd();
            return old;
        }
        next.signal("HUP"); // a WINCH may have sent its workers away
        next.awaitReady(2);
        old.signal("TERM").awaitEnd();
        Waiting.until("the promotion", () -> OtherArbiter.number(pidfile) == next.pid());
        return next;
    }

    /** Wait until an arbiter has done what the signals before told it. It takes them all, and then one more. */
    private static void awaitAllHandled(LogTail log, long pid) {
        Waiting.until(
                "no signal pending", () -> ProcessTree.status(pid, "ShdPnd").matches("0+"));
        LogTail since = log.fromHere();
        RunningServer.signal("TTIN", pid);
        since.await("[" + pid + "] [INFO] Handling signal: TTIN");
    }

    /** Send a signal to a process that may have gone. */
    private static void send(String signal, long pid) throws IOException, InterruptedException {
        new ProcessBuilder("kill", "-" + signal, Long.toString(pid))
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start()
                .waitFor();
    }
}
