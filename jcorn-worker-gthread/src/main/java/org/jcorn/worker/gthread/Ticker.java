package org.jcorn.worker.gthread;

import java.util.concurrent.TimeUnit;
import java.util.function.LongConsumer;
import org.jcorn.spi.Logger;
import org.jcorn.spi.WorkerContext;

/**
 * The worker's clock: beats, and has somebody look at the time. It goes on while all threads of the pool serve, so the
 * heartbeat says that the process lives, not that a request gets on.
 */
final class Ticker extends Thread {

    private static final long PERIOD_MILLIS = 250;

    private final WorkerContext context;
    private final LongConsumer turn;

    /**
     * @param turn gets {@link System#nanoTime} a few times a second
     */
    Ticker(WorkerContext context, LongConsumer turn) {
        super("jcorn-ticker");
        setDaemon(true);
        this.context = context;
        this.turn = turn;
    }

    @Override
    public void run() {
        try {
            while (true) {
                context.activity().beat();
                turn();
                TimeUnit.MILLISECONDS.sleep(PERIOD_MILLIS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void turn() {
        try {
            turn.accept(System.nanoTime());
        } catch (RuntimeException e) {
            context.log().log(Logger.Level.ERROR, "Looking after connections failed", e);
        }
    }
}
