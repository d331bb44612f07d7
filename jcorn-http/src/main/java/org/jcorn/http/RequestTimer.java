package org.jcorn.http;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The clock of a request (setting {@code request_timeout}). A request that is over its time has its thread interrupted;
 * one that goes on regardless is given up. It is started and stopped by the thread that serves, and looked at by
 * another.
 */
final class RequestTimer {

    /** What became of a request over its time. */
    enum Verdict {
        /** It has time left, or there is none. */
        IN_TIME,
        /** Its time is over, and its thread is to be interrupted. */
        OVERDUE,
        /** It went on after that, and is to be cut off now. */
        LOST
    }

    private static final long GRACE = TimeUnit.SECONDS.toNanos(2);

    private final long limit;

    // Guarded by this.
    private @Nullable Thread thread;
    private boolean resting;
    private long deadline;
    private Verdict last = Verdict.IN_TIME;

    /** @param limit how long a request may take, zero = for ever */
    RequestTimer(Duration limit) {
        this.limit = limit.toNanos();
    }

    /** The calling thread starts with a request. */
    void start() {
        if (limit > 0) {
            synchronized (this) {
                thread = Thread.currentThread();
                deadline = System.nanoTime() + limit;
                last = Verdict.IN_TIME;
                resting = false;
            }
        }
    }

    /** The calling thread goes on with a request that was suspended. */
    void resume() {
        if (limit > 0) {
            synchronized (this) {
                thread = Thread.currentThread();
                resting = false;
            }
        }
    }

    /** No thread serves the request until {@link #resume}. {@return whether its time is over} */
    boolean rest() {
        boolean overdue = stop();
        if (limit > 0) {
            synchronized (this) {
                resting = true;
            }
        }
        return overdue;
    }

    /** The request is done: its thread is interrupted no more. {@return whether it was} */
    boolean stop() {
        if (limit == 0) {
            return false;
        }
        synchronized (this) {
            thread = null;
            resting = false;
            return last != Verdict.IN_TIME;
        }
    }

    /** {@return the thread that serves, or null if none does} */
    synchronized @Nullable Thread thread() {
        return thread;
    }

    /** Look at the time. {@return what changed} */
    synchronized Verdict look(long now) {
        Thread running = thread;
        if ((running == null && !resting) || last == Verdict.LOST || now - deadline < 0) {
            return Verdict.IN_TIME;
        }
        if (last == Verdict.OVERDUE) {
            last = Verdict.LOST;
            return last;
        }
        last = Verdict.OVERDUE;
        deadline = now + GRACE;
        return last;
    }

    /** Interrupt the thread, if it still serves the request whose time is over. */
    synchronized void interrupt() {
        Thread running = thread;
        if (running != null && last != Verdict.IN_TIME) {
            running.interrupt();
        }
    }
}
