package org.jcorn.worker.netty;

import java.io.InterruptedIOException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** The place where the thread that serves a connection waits for the event loop; one thread at a time. */
final class Waiter {

    private volatile @Nullable Thread waiting;

    private final AtomicReference<@Nullable Sleeper> sleeper = new AtomicReference<>();

    /** Somebody who has no thread. */
    private record Sleeper(BooleanSupplier condition, Runnable action) {}

    /**
     * Have an action run once when something is so, without a thread that waits. One at a time: another takes its place.
     *
     * @param condition as in {@link #await}
     * @param action must not block
     */
    void sleep(BooleanSupplier condition, Runnable action) {
        sleeper.set(new Sleeper(condition, action));
        rouse();
    }

    private void rouse() {
        Sleeper asleep = sleeper.get();
        if (asleep != null && asleep.condition().getAsBoolean() && sleeper.compareAndSet(asleep, null)) {
            asleep.action().run();
        }
    }

    /**
     * Wait until something is so, looking again after each {@link #wake}.
     *
     * @param condition reads what the loop writes before it wakes
     * @param nanos how long, 0 = for ever
     * @return whether it is so; false when the time is over
     * @throws InterruptedIOException if the thread is interrupted; it stays so
     */
    boolean await(BooleanSupplier condition, long nanos) throws InterruptedIOException {
        if (condition.getAsBoolean()) {
            return true;
        }
        Thread self = Thread.currentThread();
        long deadline = System.nanoTime() + nanos;
        waiting = self;
        try {
            while (!condition.getAsBoolean()) {
                if (self.isInterrupted()) {
                    throw new InterruptedIOException("interrupted while waiting for the client");
                }
                if (nanos == 0) {
                    LockSupport.park(this);
                } else {
                    long left = deadline - System.nanoTime();
                    if (left <= 0) {
                        return false;
                    }
                    LockSupport.parkNanos(this, left);
                }
            }
            return true;
        } finally {
            waiting = null;
        }
    }

    /** Have whoever waits look again. */
    void wake() {
        Thread thread = waiting;
        if (thread != null) {
            LockSupport.unpark(thread);
        }
        rouse();
    }
}
