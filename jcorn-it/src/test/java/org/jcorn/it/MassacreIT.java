package org.jcorn.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.jcorn.it.kit.Effort;
import org.jcorn.it.kit.IntegrationTest;
import org.jcorn.it.kit.RunningServer;
import org.jcorn.it.kit.Site;
import org.jcorn.it.kit.StrictLoad;
import org.jcorn.it.kit.WorkerClass;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Somebody kills a worker every 300 ms: only what those were serving is lost. */
@IntegrationTest
@Timeout(value = 10, unit = TimeUnit.MINUTES)
class MassacreIT {

    private static final int KILLS = Effort.of(20, 200);
    private static final int CLIENTS = 8;
    private static final long PACE_MILLIS = 300;

    @ParameterizedTest
    @EnumSource(names = {"SYNC", "GTHREAD", "NETTY"})
    void costsNoMoreThanTheKilledHad(WorkerClass workerClass, Site site) throws InterruptedException {
        // Given
        long seed = System.nanoTime();
        Random random = new Random(seed);
        System.out.println("Seed " + seed);
        int killed = 0;
        try (RunningServer server =
                        site.server().workers(3).args(workerClass.arguments()).start();
                StrictLoad load = StrictLoad.on(server, CLIENTS, "/")) {
            // When
            while (killed < KILLS) {
                List<Long> workers = server.workers();
                if (!workers.isEmpty()) {
                    RunningServer.signal("KILL", workers.get(random.nextInt(workers.size())));
                    killed++;
                }
                TimeUnit.MILLISECONDS.sleep(PACE_MILLIS); // the pace of the killer, not a wait
            }
            server.awaitReady(3);
            load.awaitMore(100);
            StrictLoad.Result result = load.stop();
            // Then
            System.out.println(workerClass + ": " + killed + " killed, " + result.requests() + " requests, failed: "
                    + result.failures());
            int inFlight = workerClass == WorkerClass.SYNC ? 1 : CLIENTS;
            assertThat(failed(result)).isLessThanOrEqualTo((long) killed * inFlight);
            assertThat(result.failures().keySet())
                    .noneMatch(cause -> cause.startsWith("connecting")
                            || cause.startsWith("status")
                            || cause.startsWith("timeout"));
            assertThat(server.stop()).isZero();
        }
    }

    private static long failed(StrictLoad.Result result) {
        return result.failures().values().stream().mapToLong(Long::longValue).sum();
    }
}
