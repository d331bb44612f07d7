package org.jcorn.worker.netty;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLongArray;
import org.jcorn.http.RequestHead;

/**
 * How quick the handlers of which requests have been, so that the loop can tell whom to trust with its time. Requests
 * count as the same when method and path are, digits left aside.
 *
 * <p>A quick one earns a point, a slow one loses a point for each 16 µs it took; trust takes 32 points. So a path whose
 * requests are slow now and then, by more than 16 µs on average, does not get it for long, while a thread that loses its
 * processor for some milliseconds proves nothing. Threads may overwrite each other's news: it is a guess.
 */
final class TrackRecord {

    private static final long QUICK = TimeUnit.MICROSECONDS.toNanos(200);
    private static final long POINT = TimeUnit.MICROSECONDS.toNanos(16);
    private static final int TRUSTED = 32;
    private static final int MOST = 1024;
    private static final int LEAST = Short.MIN_VALUE;

    private static final int SLOTS = 1024;
    private static final long PRIME = 0x100000001b3L;
    private static final long SCORE = 0xffff;

    /** The upper bits tell whose slot it is, the lower 16 are the score. */
    private final AtomicLongArray slots = new AtomicLongArray(SLOTS);

    /** {@return the number that stands for requests like this one} */
    static long number(RequestHead head) {
        byte[] bytes = head.bytes();
        int end = head.lineEnd();
        long hash = 0xcbf29ce484222325L;
        boolean path = false;
        for (int i = head.lineStart(); i < end; i++) {
            int c = bytes[i];
            if (c == '?' || (path && c == ' ')) {
                break;
            }
            path |= c == ' ';
            if (c < '0' || c > '9') {
                hash = (hash ^ c) * PRIME;
            }
        }
        return hash ^ hash >>> 32;
    }

    /** {@return whether requests like this have been quick} */
    boolean trusts(long number) {
        long slot = slots.getPlain(index(number));
        return (slot ^ number) >>> 16 == 0 && (short) slot >= TRUSTED;
    }

    /** A request like this took that many nanoseconds, of a thread or of the loop. */
    void took(long number, long nanos) {
        int index = index(number);
        long slot = slots.getPlain(index);
        int score = (slot ^ number) >>> 16 == 0 ? (short) slot : 0;
        if (nanos < QUICK) {
            if (score == MOST) {
                return;
            }
            score++;
        } else {
            score = (int) Math.max(score - nanos / POINT, LEAST);
        }
        slots.setPlain(index, (number & ~SCORE) | (score & SCORE));
    }

    private static int index(long number) {
        return (int) (number & (SLOTS - 1));
    }
}
