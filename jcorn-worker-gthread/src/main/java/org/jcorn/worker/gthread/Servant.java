package org.jcorn.worker.gthread;

import java.io.IOException;
import org.jcorn.spi.Logger;
import org.jcorn.spi.WorkerContext;

/** One thread of the pool: takes a connection with a complete request from the poller, or leads it, and serves. */
final class Servant implements Runnable {

    private final WorkerContext context;
    private final Poller poller;
    private final int number;

    Servant(WorkerContext context, Poller poller, int number) {
        this.context = context;
        this.poller = poller;
        this.number = number;
    }

    @Override
    public void run() {
        while (true) {
            try {
                Connection connection = poller.next();
                if (connection == null) {
                    return;
                }
                connection.serve(context.application(), number);
            } catch (IOException | RuntimeException e) {
                // Whatever went wrong with one connection, the thread goes on for the others.
                context.log().log(Logger.Level.ERROR, "A connection failed in an unexpected way", e);
            }
        }
    }
}
