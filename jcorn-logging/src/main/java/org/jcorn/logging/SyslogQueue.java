package org.jcorn.logging;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Messages on their way to a syslog server, which a thread of its own waits for. While the server is not there it tries again,
 * after 0.1 s, 0.2 s and so on to 5 s; the oldest messages are kept, what does not fit is lost and counted.
 */
final class SyslogQueue extends Thread {

    /** What waits at most, in bytes. */
    static final int CAPACITY = 4 << 20;

    /** About what the objects of a message take beside its bytes: many short ones must not fill the heap. */
    static final int OVERHEAD = 64;

    private static final long FIRST_PAUSE_MILLIS = 100;
    private static final long LONGEST_PAUSE_MILLIS = 5_000;
    private static final long LAST_MILLIS = TimeUnit.SECONDS.toMillis(1);

    private final SyslogTransport transport;
    private final Consumer<String> complaints;

    /** Until the next attempt to reach the server, 0 while it is there. */
    private long pause;

    // Guarded by this.
    private final Deque<byte[]> waiting = new ArrayDeque<>();
    private int size;
    private long lost;
    private boolean closed;

    /** @param complaints is told when the server goes, when it is back, and how many messages were lost */
    SyslogQueue(SyslogTransport transport, Consumer<String> complaints) {
        super("jcorn-syslog");
        this.transport = transport;
        this.complaints = complaints;
        setDaemon(true);
    }

    /** Add a message. Does not wait. */
    synchronized void add(byte[] message) {
        if (size + message.length + OVERHEAD > CAPACITY) {
            lost++;
            return;
        }
        size += message.length + OVERHEAD;
        waiting.addLast(message);
        if (waiting.size() == 1) {
            notifyAll();
        }
    }

    @Override
    public void run() {
        try {
            byte[] message = first();
            while (message != null && attempt(message)) {
                message = first();
            }
        } catch (InterruptedException e) {
            interrupt(); // nobody does that
        } finally {
            transport.close();
            giveUp();
        }
    }

    /** {@return the message to be sent next, which stays in the queue; null at the end} */
    private synchronized byte[] first() throws InterruptedException {
        while (waiting.isEmpty() && !closed) {
            wait();
        }
        return waiting.peekFirst();
    }

    /** {@return whether to go on} At the end there is no second attempt. */
    private boolean attempt(byte[] message) throws InterruptedException {
        try {
            transport.send(message);
        } catch (IOException | RuntimeException e) {
            transport.close();
            if (pause == 0) {
                complaints.accept("cannot be reached: " + e.getMessage());
            }
            pause = Math.min(Math.max(pause * 2, FIRST_PAUSE_MILLIS), LONGEST_PAUSE_MILLIS);
            return rest();
        }
        sent(message);
        return true;
    }

    private void sent(byte[] message) {
        long missed = 0;
        synchronized (this) {
            waiting.removeFirst();
            size -= message.length + OVERHEAD;
            if (waiting.isEmpty()) {
                missed = lost;
                lost = 0;
            }
        }
        if (pause > 0) {
            pause = 0;
            complaints.accept("is reached again");
        }
        tellLost(missed);
    }

    private synchronized boolean rest() throws InterruptedException {
        long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(pause);
        for (long left = pause; left > 0 && !closed; left = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime())) {
            wait(left);
        }
        return !closed;
    }

    private void giveUp() {
        long missed;
        synchronized (this) {
            missed = lost + waiting.size();
            lost = 0;
            waiting.clear();
        }
        tellLost(missed);
    }

    private void tellLost(long messages) {
        if (messages > 0) {
            complaints.accept("did not get " + messages
                    + (messages == 1 ? " message, which is lost" : " messages, which are lost"));
        }
    }

    /** Send what waits, for a second at most, and end. */
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
