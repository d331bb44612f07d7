package org.jcorn.arbiter;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jcorn.config.Config;
import org.jcorn.config.Setting;
import org.jcorn.config.WorkerProcessesSettings;
import org.jcorn.spi.Logger;
import org.jcorn.worker.ScoreboardPage;

/**
 * Puts down workers that overstep their time: a heartbeat older than {@code timeout}, a boot longer than
 * {@code boot_timeout}, a graceful end longer than {@code graceful_timeout}. A worker gets ABRT first and two seconds to
 * show its stacks, then KILL.
 */
final class Murder {

    private static final long GRACE = TimeUnit.SECONDS.toNanos(2);

    /** What a worker gets to write its heap to a file. All its threads stand still meanwhile. */
    private static final long DUMP = TimeUnit.MINUTES.toNanos(10);

    /**
     * A turn of the loop later than this, or than half of the shortest limit, means that this process itself was not
     * running. A quarter is the time between two turns, and between two heartbeats: so what is shorter kills nobody.
     */
    private static final long OVERSLEPT = TimeUnit.SECONDS.toNanos(3);

    /** How long to wait between two turns at the most. */
    private static final long TURN = TimeUnit.SECONDS.toNanos(1);

    private static final List<Setting<Duration>> LIMITS = List.of(
            WorkerProcessesSettings.TIMEOUT,
            WorkerProcessesSettings.BOOT_TIMEOUT,
            WorkerProcessesSettings.GRACEFUL_TIMEOUT);

    private final Logger log;
    private long lastTurn;
    private long awakeSince;

    Murder(Logger log, long now) {
        this.log = log;
        this.lastTurn = now;
        this.awakeSince = now;
    }

    /**
     * Look at all workers. Where the arbiter itself was stopped (a suspended machine, a debugger), the workers were
     * too: their time starts anew.
     */
    void turn(List<WorkerHandle> workers, long now) {
        if (now - lastTurn > Math.min(OVERSLEPT, shortestLimit(workers) / 2)) {
            awakeSince = now;
        }
        lastTurn = now;
        for (WorkerHandle worker : workers) {
            if (worker.dumpsHeap(DUMP, now)) {
                continue;
            }
            Config config = worker.generation().config();
            switch (worker.state()) {
                case BOOTING -> boot(worker, config.get(WorkerProcessesSettings.BOOT_TIMEOUT), now);
                case READY, LEAVING -> heartbeat(worker, config.get(WorkerProcessesSettings.TIMEOUT), now);
                case RETIRING -> {
                    heartbeat(worker, config.get(WorkerProcessesSettings.TIMEOUT), now);
                    graceful(worker, config.get(WorkerProcessesSettings.GRACEFUL_TIMEOUT), now);
                }
                case ABORTED -> {
                    if (now - Math.max(worker.since(), awakeSince) > GRACE && !worker.killed()) {
                        worker.kill(ExitCause.TIMEOUT);
                    }
                }
            }
        }
    }

    /** {@return in how many milliseconds the next turn is due at the latest} */
    static long nextTurn(List<WorkerHandle> workers) {
        for (WorkerHandle worker : workers) {
            if (worker.state() == WorkerHandle.State.ABORTED) {
                return 100;
            }
        }
        return TimeUnit.NANOSECONDS.toMillis(Math.min(TURN, shortestLimit(workers) / 4));
    }

    private static long shortestLimit(List<WorkerHandle> workers) {
        long shortest = Long.MAX_VALUE;
        for (WorkerHandle worker : workers) {
            for (Setting<Duration> setting : LIMITS) {
                long limit = worker.generation().config().get(setting).toNanos();
                shortest = limit == 0 ? shortest : Math.min(shortest, limit);
            }
        }
        return shortest;
    }

    private void boot(WorkerHandle worker, Duration limit, long now) {
        long elapsed = now - Math.max(worker.since(), awakeSince);
        if (!limit.isZero() && elapsed > limit.toNanos()) {
            log.critical("WORKER BOOT TIMEOUT (pid:" + worker.pid() + "): not ready after boot_timeout "
                    + limit.toSeconds() + " s");
            worker.abort(ExitCause.BOOT_TIMEOUT, now);
        }
    }

    private void heartbeat(WorkerHandle worker, Duration limit, long now) {
        long beat = worker.page().heartbeat();
        // One that was asked to leave while it was booting has not begun to beat.
        long silence = now - Math.max(beat == 0 ? worker.since() : beat, awakeSince);
        if (!limit.isZero() && silence > limit.toNanos()) {
            StringBuilder message = new StringBuilder("WORKER TIMEOUT (pid:" + worker.pid() + ")");
            for (ScoreboardPage.CurrentRequest request : worker.page().current()) {
                message.append("\n    for ")
                        .append(TimeUnit.NANOSECONDS.toMillis(now - request.since()))
                        .append(" ms: ")
                        .append(request.line());
            }
            log.critical(message.toString());
            worker.abort(ExitCause.TIMEOUT, now);
        }
    }

    private void graceful(WorkerHandle worker, Duration limit, long now) {
        if (worker.state() == WorkerHandle.State.RETIRING
                && !worker.killed()
                && now - Math.max(worker.since(), awakeSince) > limit.toNanos()) {
            log.warning("Worker (pid:" + worker.pid() + ") did not finish within graceful_timeout " + limit.toSeconds()
                    + " s, killing it");
            worker.kill(ExitCause.GRACEFUL_TIMEOUT);
        }
    }
}
