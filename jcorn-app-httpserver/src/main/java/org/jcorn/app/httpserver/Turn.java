package org.jcorn.app.httpserver;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.ReentrantLock;
import org.jcorn.Request;
import org.jcorn.spi.Exchange;
import org.jspecify.annotations.Nullable;

/**
 * Lets any thread do something with a request, one at a time: a handler may leave its exchange to other threads, and even
 * return before it is answered. From then on what they do is done by the thread that serves the request.
 */
final class Turn {

    /** How long it may take to hear of the end of an overdue request. */
    private static final Duration LATE = Duration.ofSeconds(5);

    private final Duration requestTimeout;
    private final ReentrantLock lock = new ReentrantLock();

    // Guarded by the lock.
    private @Nullable Exchange exchange;
    private boolean over;

    /** Something that is done with the request. */
    interface Action {
        int run() throws IOException;
    }

    /** @param requestTimeout how long a request may take, zero = for ever */
    Turn(Duration requestTimeout) {
        this.requestTimeout = requestTimeout;
    }

    /** Do something. {@return what it returns} An action must not ask for another. */
    int take(Action action) throws IOException {
        FutureTask<Integer> task;
        lock.lock();
        try {
            if (over) {
                throw new IOException("the exchange is over");
            }
            Exchange detached = exchange;
            if (detached == null) {
                return action.run();
            }
            Callable<Integer> call = action::run;
            task = new FutureTask<>(call);
            detached.execute(task);
        } finally {
            lock.unlock();
        }
        return await(task);
    }

    private int await(FutureTask<Integer> task) throws IOException {
        try {
            // A request that is overdue is ended by others, and then its tasks never run.
            return requestTimeout.isZero()
                    ? task.get()
                    : task.get(requestTimeout.plus(LATE).toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        } catch (TimeoutException e) {
            throw new IOException("the exchange is over", e);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof IOException failure) {
                throw failure;
            }
            throw new IOException(e.getCause());
        }
    }

    /** The handler has returned: unless the exchange is over, it goes on without it. */
    void detach(Request request) {
        lock.lock();
        try {
            if (!over) {
                Exchange detached = Exchange.of(request);
                detached.suspend();
                exchange = detached;
            }
        } finally {
            lock.unlock();
        }
    }

    /** {@return whether {@link #end} was called} */
    boolean ended() {
        lock.lock();
        try {
            return over;
        } finally {
            lock.unlock();
        }
    }

    /** Nothing more is done. */
    void end() {
        lock.lock();
        try {
            over = true;
            Exchange detached = exchange;
            if (detached != null) {
                detached.end();
            }
        } finally {
            lock.unlock();
        }
    }
}
