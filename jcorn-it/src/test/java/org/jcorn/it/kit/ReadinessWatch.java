package org.jcorn.it.kit;

import java.util.concurrent.TimeUnit;

/** Looks at the number of ready workers a thousand times a second and remembers the extremes. */
public final class ReadinessWatch implements AutoCloseable {

    private final Readiness readiness;
    private final Thread thread;
    private volatile int least = Integer.MAX_VALUE;
    private volatile int most;
    private volatile boolean over;

    private ReadinessWatch(Readiness readiness) {
        this.readiness = readiness;
        this.thread = new Thread(this::watch, "readiness-watch");
    }

    /** {@return a watch that has begun} */
    public static ReadinessWatch on(RunningServer server) {
        ReadinessWatch watch = new ReadinessWatch(server.readiness());
        watch.thread.start();
        return watch;
    }

    private void watch() {
        try {
            while (!over) {
                int now = readiness.count();
                least = Math.min(least, now);
                most = Math.max(most, now);
                TimeUnit.MILLISECONDS.sleep(1);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** {@return the smallest number seen} */
    public int least() {
        return least;
    }

    /** {@return the largest number seen} */
    public int most() {
        return most;
    }

    @Override
    public void close() {
        stop();
    }

    /** Look no more. */
    public void stop() {
        over = true;
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
