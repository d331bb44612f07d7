package org.jcorn.logging;

import com.timgroup.statsd.StatsDClient;
import com.timgroup.statsd.StatsDClientException;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Numbers on their way to the statsd client, by a thread of its own: the client loses what it has added up when it is closed,
 * unless it is one that lets callers wait, and callers here must not. It is made here too, since it asks a name server. What
 * does not fit is lost.
 */
final class StatsdFeed extends Thread {

    private static final int CAPACITY = 16_384;
    private static final long FIRST_PAUSE_MILLIS = 100;
    private static final long LONGEST_PAUSE_MILLIS = 5_000;
    private static final long LAST_MILLIS = TimeUnit.SECONDS.toMillis(1);

    private final Supplier<StatsDClient> clients;
    private final Consumer<StatsDClientException> complaints;
    private final BlockingQueue<Consumer<StatsDClient>> waiting = new ArrayBlockingQueue<>(CAPACITY);
    private final CountDownLatch end = new CountDownLatch(1);

    /**
     * @param clients makes one that sends what it has when it is closed
     * @param complaints is told once that this is not possible; it is tried again
     */
    StatsdFeed(Supplier<StatsDClient> clients, Consumer<StatsDClientException> complaints) {
        super("jcorn-statsd");
        this.clients = clients;
        this.complaints = complaints;
        setDaemon(true);
    }

    /** Pass a number on. Does not wait. */
    void add(Consumer<StatsDClient> number) {
        waiting.offer(number);
    }

    @Override
    public void run() {
        try {
            StatsDClient client = client();
            if (client != null) {
                feed(client);
            }
        } catch (InterruptedException e) {
            interrupt(); // nobody does that
        }
    }

    private @Nullable StatsDClient client() throws InterruptedException {
        for (long pause = FIRST_PAUSE_MILLIS; !closed(); pause = Math.min(pause * 2, LONGEST_PAUSE_MILLIS)) {
            try {
                return clients.get();
            } catch (StatsDClientException e) {
                if (pause == FIRST_PAUSE_MILLIS) {
                    complaints.accept(e);
                }
                end.await(pause, TimeUnit.MILLISECONDS);
            }
        }
        return null;
    }

    private boolean closed() {
        return end.getCount() == 0;
    }

    private void feed(StatsDClient client) throws InterruptedException {
        try (client) {
            while (!closed() || !waiting.isEmpty()) {
                Consumer<StatsDClient> number = waiting.poll(LAST_MILLIS, TimeUnit.MILLISECONDS);
                if (number != null) {
                    number.accept(client);
                }
            }
        }
    }

    /** Send what is left, for a second at most. */
    void close() {
        end.countDown();
        waiting.offer(client -> {}); // so that it looks
        try {
            join(LAST_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
