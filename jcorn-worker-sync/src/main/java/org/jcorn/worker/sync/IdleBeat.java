package org.jcorn.worker.sync;

import java.util.concurrent.TimeUnit;
import org.jcorn.spi.Activity;

/**
 * Beats for the worker while it waits for a connection. While it has one the heartbeat stands still: that is how the
 * setting {@code timeout} bounds a request of this worker class.
 */
final class IdleBeat extends Thread {

    private final Activity activity;
    private volatile boolean idle;

    IdleBeat(Activity activity) {
        super("jcorn-beat");
        setDaemon(true);
        this.activity = activity;
    }

    /** Say whether the worker waits for a connection; a change is a sign of life itself. */
    void idle(boolean now) {
        activity.beat();
        idle = now;
    }

    @Override
    public void run() {
        try {
            while (true) {
                if (idle) {
                    activity.beat();
                }
                TimeUnit.SECONDS.sleep(1);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
