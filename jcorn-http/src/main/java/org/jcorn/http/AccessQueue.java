package org.jcorn.http;

import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import org.jcorn.spi.Logger;

/**
 * Lines of the access log on their way to the disk, which a thread of its own waits for.
 *
 * <p>After a line this thread rests a little, and then takes all that came meanwhile: so the first is written at once, but
 * under load it is not woken for each, and takes many lines to the system in one call. It keeps to pieces that even a
 * pipe takes as a whole, without other processes' lines in between.
 */
final class AccessQueue extends Thread {

    /** What a pipe takes as a whole (PIPE_BUF). */
    private static final int PIECE = 4096;

    /** What waits at most, in bytes; more is lost, so that a disk that hangs does not take the server along. */
    private static final int CAPACITY = 4 << 20;

    private static final long REST_MILLIS = 10;
    private static final long LAST_MILLIS = TimeUnit.SECONDS.toMillis(2);

    private final Logger log;

    // Guarded by this.
    private byte[] waiting = new byte[PIECE * 4];
    private int length;
    private long lost;
    private boolean idle;
    private boolean closed;

    // Used by the thread only.
    private byte[] taken = new byte[PIECE * 4];
    private boolean failed;

    AccessQueue(Logger log) {
        super("jcorn-access-log");
        this.log = log;
        setDaemon(true);
    }

    /** Add a line. Does not wait. */
    void add(byte[] bytes, int count) {
        synchronized (this) {
            if (count > CAPACITY - length) {
                lost++;
                return;
            }
            if (count > waiting.length - length) {
                waiting = Arrays.copyOf(waiting, Math.max(waiting.length * 2, length + count));
            }
            System.arraycopy(bytes, 0, waiting, length, count);
            length += count;
            if (idle) {
                idle = false;
                notifyAll();
            }
        }
    }

    @Override
    public void run() {
        try {
            int count = take();
            while (count > 0) {
                write(count);
                rest();
                count = take();
            }
        } catch (InterruptedException e) {
            interrupt(); // nobody does that
        }
    }

    /** {@return how many bytes there are in {@link #taken}, having waited for them; 0 at the end} */
    private int take() throws InterruptedException {
        long missed;
        int count;
        synchronized (this) {
            while (length == 0 && !closed) {
                idle = true;
                wait();
            }
            idle = false;
            byte[] full = waiting;
            waiting = taken;
            taken = full;
            count = length;
            length = 0;
            missed = lost;
            lost = 0;
        }
        if (missed > 0) {
            log.warning(missed + " lines of the access log are lost: it takes them too slowly");
        }
        return count;
    }

    private void write(int count) {
        int from = 0;
        while (from < count) {
            int to = end(from, count);
            write(from, to);
            from = to;
        }
    }

    /** A logger that fails, although it must not, costs these lines and not all that come. */
    private void write(int from, int to) {
        try {
            log.access(taken, from, to - from);
        } catch (RuntimeException e) {
            if (!failed) {
                failed = true;
                log.log(Logger.Level.ERROR, "The access log fails, lines are lost", e);
            }
        }
    }

    /** {@return the end of the last line that ends within a piece, or of the first one} */
    private int end(int from, int count) {
        if (count - from <= PIECE) {
            return count;
        }
        int to = from + PIECE;
        while (to > from && taken[to - 1] != '\n') {
            to--;
        }
        if (to == from) {
            to = from + PIECE;
            while (taken[to - 1] != '\n') {
                to++;
            }
        }
        return to;
    }

    private synchronized void rest() throws InterruptedException {
        long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(REST_MILLIS);
        long left = REST_MILLIS;
        while (left > 0 && !closed) {
            wait(left);
            left = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
        }
    }

    /** Write what waits, and end. */
    void close() {
        synchronized (this) {
            closed = true;
            notifyAll();
        }
        try {
            join(LAST_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
