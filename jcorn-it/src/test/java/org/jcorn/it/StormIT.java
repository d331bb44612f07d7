package org.jcorn.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jcorn.it.kit.Effort;
import org.jcorn.it.kit.IntegrationTest;
import org.jcorn.it.kit.KeepAliveLoad;
import org.jcorn.it.kit.OtherArbiter;
import org.jcorn.it.kit.ProcessTree;
import org.jcorn.it.kit.Readiness;
import org.jcorn.it.kit.ReadinessWatch;
import org.jcorn.it.kit.RunningServer;
import org.jcorn.it.kit.Site;
import org.jcorn.it.kit.StrictLoad;
import org.jcorn.it.kit.Waiting;
import org.jcorn.it.kit.WorkerClass;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Everything an operator does to a server in a year, one after the other and under load: no request is lost by it. */
@IntegrationTest
@Isolated("its clients take all the processor there is")
@Timeout(value = 15, unit = TimeUnit.MINUTES)
class StormIT {

    private static final int CLIENTS = Effort.of(4, 32);
    private static final int RELOADS = Effort.of(2, 10);
    private static final int UPGRADES = Effort.of(1, 3);
    private static final int ROLLED_BACK = Effort.of(1, 2);
    private static final int RECYCLED = Effort.of(4, 20);

    /** The server, of which the arbiter changes with each upgrade. */
    private static final class Place {

        private final RunningServer server;
        private final Path pidfile;
        private final ReadinessWatch watch;
        private OtherArbiter arbiter;

        Place(RunningServer server, Path pidfile) {
            this.server = server;
            this.pidfile = pidfile;
            this.arbiter = OtherArbiter.of(pidfile);
            this.watch = ReadinessWatch.on(server);
        }

        void reload() {
            List<Long> former = arbiter.workers();
            arbiter.signal("HUP");
            awaitGone(former);
            Readiness readiness = arbiter.readiness();
            Waiting.until("2 ready workers", () -> readiness.count() >= 2);
        }

        void walk() {
            for (int workers = 3; workers <= 4; workers++) {
                arbiter.signal("TTIN").awaitReady(workers);
            }
            for (int workers = 3; workers >= 2; workers--) {
                arbiter.signal("TTOU").awaitReady(workers);
            }
        }

        void upgrade() {
            OtherArbiter next = execute();
            arbiter.signal("TERM").awaitEnd();
            arbiter = next;
            Waiting.until("the promotion", () -> OtherArbiter.number(pidfile) == next.pid());
            arbiter.awaitReady(2);
        }

        void rollBack() {
            OtherArbiter next = execute();
            List<Long> former = arbiter.workers();
            arbiter.signal("WINCH");
            awaitGone(former);
            arbiter.signal("HUP").awaitReady(2);
            next.signal("TERM");
            server.log().await("The new arbiter (pid:" + next.pid() + ") exited with code 0");
        }

        private OtherArbiter execute() {
            arbiter.signal("USR2");
            OtherArbiter next = OtherArbiter.of(Path.of(pidfile + ".2"));
            next.awaitReady(2);
            server.log().await("The new arbiter (pid:" + next.pid() + ") is ready");
            watch.also(next);
            return next;
        }

        private static void awaitGone(List<Long> workers) {
            Waiting.until("the end of " + workers, () -> workers.stream().noneMatch(ProcessTree::alive));
        }

        void awaitRecycled(int workers) {
            int goal = server.log().count("Worker exiting (pid:") + workers;
            Waiting.within(
                    Waiting.DEADLINE.multipliedBy(4),
                    workers + " recycled workers",
                    () -> server.log().count("Worker exiting (pid:") >= goal);
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"SYNC", "GTHREAD", "NETTY"})
    void losesNoRequest(WorkerClass workerClass, Site site) {
        // Given
        Path config = site.write("shop.properties", "workers = 2\n");
        Path pidfile = site.path("shop.pid");
        try (RunningServer server = site.server()
                        .args(workerClass.arguments())
                        .args("--config", config.toString(), "--pid", pidfile.toString())
                        .expectWorkers(2)
                        .start();
                StrictLoad load = StrictLoad.on(server, CLIENTS, "/");
                KeepAliveLoad kept = KeepAliveLoad.on(server, CLIENTS)) {
            Place place = new Place(server, pidfile);
            // When
            for (int i = 0; i < RELOADS; i++) {
                place.reload();
            }
            place.walk();
            for (int i = 0; i < UPGRADES; i++) {
                place.upgrade();
            }
            for (int i = 0; i < ROLLED_BACK; i++) {
                place.rollBack();
            }
            for (String limit : List.of("max_requests = 500", "worker_max_age = 2", "worker_max_memory = 1m")) {
                site.write("shop.properties", "workers = 2\n" + limit + "\n");
                place.reload();
                // A memory limit below what any worker needs is taken for a mistake: that goes slower and slower.
                place.awaitRecycled(limit.contains("memory") ? 4 : RECYCLED);
            }
            load.awaitMore(100);
            // Then
            StrictLoad.Result result = load.stop();
            List<String> failures = kept.stop();
            place.watch.stop();
            System.out.println(workerClass + ": " + result.requests() + " requests on new connections, failed "
                    + result.failures() + "; " + kept.answered() + " on kept ones, failed " + failures
                    + "; ready workers never fewer than " + place.watch.least());
            assertThat(result.failures()).isEmpty();
            assertThat(failures).isEmpty();
            assertThat(place.watch.least()).isGreaterThanOrEqualTo(2);
            place.arbiter.signal("TERM").awaitEnd();
        }
    }
}
