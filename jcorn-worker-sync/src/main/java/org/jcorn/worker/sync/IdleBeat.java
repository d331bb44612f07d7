package org.jcorn.worker.sync;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jcorn.spi.Activity;

/**
 * Beats for the worker while it waits for a connection. While it has one the heartbeat stands still: that is how the
 * setting {@code timeout} bounds a request of this worker class.
 */
final class IdleBeat extends Thread {

    private final Activity activity;
    private final long periodMillis;
    private volatile boolean idle;

    /** @param timeout the silence that is fatal, zero = none is */
    IdleBeat(Activity activity, Duration timeout) {
        super("jcorn-beat");
        setDaemon(true);
        this.activity = activity;
        this.periodMillis = timeout.isZero() ? 1000 : Math.min(1000, timeout.toMillis() / 4);
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
                TimeUnit.MILLISECONDS.sleep(periodMillis);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
