package org.jcorn.worker.gthread;

import java.util.concurrent.TimeUnit;

/** How long requests take on average, the last ones above all. Threads may overwrite each other's news: it is a guess. */
final class ServiceTime {

    /** A request that takes longer is worth the waking of a thread. */
    private static final long QUICK = TimeUnit.MICROSECONDS.toNanos(200);

    private static final int WEIGHT = 16;

    private volatile long average;

    /** A request took that many nanoseconds. */
    void took(long nanos) {
        long now = average;
        // With this bound it takes half of the requests to be slow: a thread that loses its processor proves nothing.
        average = now + (Math.min(nanos, QUICK * 2) - now) / WEIGHT;
    }

    /** {@return whether requests are served in less time than it takes to have others do it} */
    boolean quick() {
        return average < QUICK;
    }
}
