package org.jcorn.worker.sync;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jcorn.http.ChannelWire;
import org.jcorn.http.ClientClock;
import org.jcorn.spi.Activity;
import org.jspecify.annotations.Nullable;

/**
 * Beats for the worker while it waits, for a connection or for a client, and keeps the client's time. While the
 * application runs the heartbeat stands still: that is how the setting {@code timeout} bounds a request of this worker
 * class.
 */
final class IdleBeat extends Thread {

    /**
     * Whom the worker serves.
     *
     * @param wire its connection
     * @param clock ends a wait for it that takes too long
     */
    record Client(ChannelWire wire, ClientClock clock) {}

    private final Activity activity;
    private final Duration timeout;
    private final long periodMillis;
    private volatile boolean idle;
    private volatile @Nullable Client client;

    /** @param timeout the silence that is fatal, zero = none is */
    IdleBeat(Activity activity, Duration timeout) {
        super("jcorn-beat");
        setDaemon(true);
        this.activity = activity;
        this.timeout = timeout;
        this.periodMillis = timeout.isZero() ? 1000 : Math.min(1000, timeout.toMillis() / 4);
    }

    /** Say whether the worker waits for a connection; a change is a sign of life itself. */
    void idle(boolean now) {
        activity.beat();
        idle = now;
    }

    /** Say whom the worker serves from now on, null = nobody. */
    void serves(@Nullable Client served) {
        client = served;
    }

    @Override
    public void run() {
        try {
            while (true) {
                Client served = client;
                if (idle
                        || (served != null
                                && (served.wire().waiting() > 0 || served.wire().idle()))) {
                    activity.beat();
                }
                if (served != null) {
                    served.clock().tick(System.nanoTime(), timeout);
                }
                TimeUnit.MILLISECONDS.sleep(periodMillis);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
