package org.jcorn.worker.netty;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Connections with a complete request, on their way from the loop to threads. A thread that has served one takes the
 * next; and as long as there are any, another thread is on its way. So handlers that are quick share a few threads, which
 * are woken a few times for all that the loop found at once, and each handler that blocks has a thread of its own.
 */
final class Handoff implements Runnable {

    private final Executor threads;
    private final Queue<Runnable> ready = new ConcurrentLinkedQueue<>();

    /** Whether a thread was asked for that has not begun. */
    private final AtomicBoolean coming = new AtomicBoolean();

    /** @param threads runs each task on a thread of its own */
    Handoff(Executor threads) {
        this.threads = threads;
    }

    /** Have a connection served by a thread. */
    void add(Runnable connection) {
        ready.add(connection);
        askForThread();
    }

    private void askForThread() {
        if (coming.compareAndSet(false, true)) {
            threads.execute(this);
        }
    }

    @Override
    public void run() {
        coming.set(false);
        Runnable next = ready.poll();
        while (next != null) {
            if (!ready.isEmpty()) {
                askForThread();
            }
            next.run();
            next = ready.poll();
        }
    }
}
