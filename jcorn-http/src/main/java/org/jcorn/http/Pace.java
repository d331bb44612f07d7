package org.jcorn.http;

import java.net.SocketTimeoutException;
import java.time.Duration;

/**
 * Sees to it that a client gets on with its body: of the time spent waiting for it, each stretch of {@code timeout} has
 * to bring a kilobyte. A byte now and then holds a thread as well as no byte at all.
 */
final class Pace {

    private static final int LEAST_BYTES = 1024;

    private final long stretch;
    private long waited;
    private long bytes;

    /** @param stretch the time in which something has to come, zero = for ever */
    Pace(Duration stretch) {
        this.stretch = stretch.toNanos();
    }

    void reset() {
        waited = 0;
        bytes = 0;
    }

    /** Account for one read of {@code count} bytes that began at {@code before}, in {@link System#nanoTime}. */
    void waited(long before, int count) throws SocketTimeoutException {
        if (stretch == 0) {
            return;
        }
        waited += System.nanoTime() - before;
        bytes += Math.max(count, 0);
        if (waited >= stretch) {
            if (bytes < LEAST_BYTES && count >= 0) {
                throw new SocketTimeoutException("the request body came at " + bytes + " bytes in "
                        + Duration.ofNanos(waited).toSeconds() + " s");
            }
            reset();
        }
    }
}
