package org.jcorn.arbiter;

import java.util.concurrent.TimeUnit;

/**
 * The pause before the next worker is spawned when workers fail to boot: 1, 2, 4 … 30 seconds. One that somebody killed
 * says nothing about the next, so the pause is short then, and only there so that a killer who never tires costs little.
 */
final class Backoff {

    private static final long LONGEST = TimeUnit.SECONDS.toNanos(30);

    private static final long AFTER_KILL = TimeUnit.MILLISECONDS.toNanos(100);

    private int failures;
    private boolean pausing;
    private long until;

    /** A worker failed to boot: {@return the pause, in seconds} */
    long failed(long now) {
        long pause = Math.min(LONGEST, TimeUnit.SECONDS.toNanos(1) << Math.min(failures, 10));
        failures++;
        pausing = true;
        until = now + pause;
        return TimeUnit.NANOSECONDS.toSeconds(pause);
    }

    /** A worker was killed while it booted. */
    void killed(long now) {
        if (remaining(now) < AFTER_KILL) {
            pausing = true;
            until = now + AFTER_KILL;
        }
    }

    /** A worker became ready, or there is another reason to hope. */
    void reset() {
        failures = 0;
        pausing = false;
    }

    /** {@return how long to wait yet, in nanoseconds, 0 or less for not at all} */
    long remaining(long now) {
        return pausing ? until - now : 0;
    }
}
