package org.jcorn.logging;

import com.timgroup.statsd.StatsDClient;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Numbers on their way to the statsd client, by a thread of its own: the client loses what it has added up when it is closed,
 * unless it is one that lets callers wait, and callers here must not. What does not fit is lost.
 */
final class StatsdFeed extends Thread {

    private static final int CAPACITY = 16_384;
    private static final long LAST_MILLIS = TimeUnit.SECONDS.toMillis(1);

    private final StatsDClient client;
    private final BlockingQueue<Consumer<StatsDClient>> waiting = new ArrayBlockingQueue<>(CAPACITY);
    private volatile boolean closed;

    /** @param client one that sends what it has when it is closed */
    StatsdFeed(StatsDClient client) {
        super("jcorn-statsd");
        this.client = client;
        setDaemon(true);
    }

    /** Pass a number on. Does not wait. */
    void add(Consumer<StatsDClient> number) {
        waiting.offer(number);
    }

    @Override
    public void run() {
        try {
            while (!closed || !waiting.isEmpty()) {
                Consumer<StatsDClient> number = waiting.poll(LAST_MILLIS, TimeUnit.MILLISECONDS);
                if (number != null) {
                    number.accept(client);
                }
            }
        } catch (InterruptedException e) {
            interrupt(); // nobody does that
        } finally {
            client.close();
        }
    }

    /** Send what is left, for a second at most. */
    void close() {
        closed = true;
        waiting.offer(client -> {}); // so that it looks
        try {
            join(LAST_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
