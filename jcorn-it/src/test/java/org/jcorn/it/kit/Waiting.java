package org.jcorn.it.kit;

import java.time.Duration;
import java.util.concurrent.Callable;
import org.awaitility.Awaitility;

/** Waits for conditions, with the deadline that all tests share. */
public final class Waiting {

    /** Longer than anything takes on a busy machine; a test that fails may well be slow. */
    public static final Duration DEADLINE = Duration.ofSeconds(60);

    private Waiting() {}

    /** Wait until the condition holds. */
    public static void until(String what, Callable<Boolean> condition) {
        within(DEADLINE, what, condition);
    }

    /** Wait until the condition holds, no longer than that. */
    public static void within(Duration limit, String what, Callable<Boolean> condition) {
        Awaitility.await(what)
                .atMost(limit)
                .pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(10))
                .until(condition);
    }

    /** Wait until a condition has held all the time for so long. */
    public static void steadily(Duration time, String what, Callable<Boolean> condition) {
        Awaitility.await(what)
                .atMost(DEADLINE.plus(time))
                .pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(20))
                .during(time)
                .until(condition);
    }
}
