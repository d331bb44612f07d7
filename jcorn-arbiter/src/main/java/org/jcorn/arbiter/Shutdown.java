package org.jcorn.arbiter;

import java.util.concurrent.TimeUnit;
import org.jcorn.config.WorkerProcessesSettings;
import org.jcorn.spi.Logger;

/**
 * The end of a server: listeners closed here, workers told, and those that take longer than {@code graceful_timeout}
 * killed. A quick stop during a graceful one leaves them two seconds.
 */
final class Shutdown {

    /** How often to look whether all are gone, should no signal say so. */
    static final long TURN_MILLIS = 100;

    private static final long HURRY = TimeUnit.SECONDS.toNanos(2);

    /** A turn later than this is none of the loop's. */
    private static final long OVERSLEPT = TimeUnit.SECONDS.toNanos(1);

    private final Logger log;
    private final int status;
    private long deadline;
    private long lastTurn;

    Shutdown(Logger log, Crew crew, Generation current, boolean graceful, int status, long now) {
        this.log = log;
        this.status = status;
        this.lastTurn = now;
        this.deadline = now
                + current.config().get(WorkerProcessesSettings.GRACEFUL_TIMEOUT).toNanos();
        current.listeners().close();
        for (WorkerHandle worker : crew.all()) {
            if (graceful) {
                worker.retire(now);
            } else {
                worker.quit(now);
            }
        }
    }

    /** {@return the exit status of the server} */
    int status() {
        return status;
    }

    /** Stop waiting for requests to be finished. */
    void hurry(Crew crew, long now) {
        log.info("Quick shutdown requested");
        deadline = Math.min(deadline, now + HURRY);
        for (WorkerHandle worker : crew.all()) {
            worker.quit(now);
        }
    }

    /** {@return whether all workers are gone} Time in which this process itself was stopped does not count. */
    boolean turn(Crew crew, long now) {
        if (now - lastTurn > OVERSLEPT) {
            deadline += now - lastTurn;
        }
        lastTurn = now;
        if (now > deadline) {
            for (WorkerHandle worker : crew.all()) {
                if (!worker.killed()) {
                    log.warning("Worker (pid:" + worker.pid() + ") did not stop in time, killing it");
                    worker.kill(ExitCause.GRACEFUL_TIMEOUT);
                }
            }
        }
        return crew.isEmpty();
    }
}
