package org.jcorn.it.kit;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;

/** Looks at the number of ready workers of all arbiters together a thousand times a second and remembers the extremes. */
public final class ReadinessWatch implements AutoCloseable {

    private final List<Readiness> all = new CopyOnWriteArrayList<>();
    private final Thread thread;
    private volatile int least = Integer.MAX_VALUE;
    private volatile int most;
    private volatile boolean over;

    private ReadinessWatch(Readiness readiness) {
        all.add(readiness);
        this.thread = new Thread(this::watch, "readiness-watch");
    }

    /** {@return a watch that has begun} */
    public static ReadinessWatch on(RunningServer server) {
        ReadinessWatch watch = new ReadinessWatch(server.readiness());
        watch.thread.start();
        return watch;
    }

    /** Look at the workers of one more arbiter from now on. */
    public void also(OtherArbiter arbiter) {
        all.add(arbiter.readiness());
    }

    private void watch() {
        try {
            while (!over) {
                int now = all.stream().mapToInt(Readiness::count).sum();
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
