package org.jcorn.arbiter;

import java.util.concurrent.TimeUnit;

/** The pause before the next worker is spawned when workers fail to boot: 1, 2, 4 … 30 seconds. */
final class Backoff {

    private static final long LONGEST = TimeUnit.SECONDS.toNanos(30);

    private int failures;
    private long until;

    /** A worker failed to boot: {@return the pause, in seconds} */
    long failed(long now) {
        long pause = Math.min(LONGEST, TimeUnit.SECONDS.toNanos(1) << Math.min(failures, 10));
        failures++;
        until = now + pause;
        return TimeUnit.NANOSECONDS.toSeconds(pause);
    }

    /** A worker became ready, or there is another reason to hope. */
    void reset() {
        failures = 0;
    }

    /** {@return how long to wait yet, in nanoseconds, 0 or less for not at all} */
    long remaining(long now) {
        return failures == 0 ? 0 : until - now;
    }
}
