package org.jcorn.worker.sync;

import java.io.IOException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * What waits in the accept queues when the worker is told to stop. Where other workers go on it is theirs; where nobody
 * does it would be lost, so this worker takes its part of it, up to the length of the queue: what comes after that came
 * after the stop.
 */
final class Backlog {

    /**
     * The accept queue of a listener.
     *
     * @param channel the listener
     * @param abandoned whether no other worker will take what waits there
     */
    record Queue(ServerSocketChannel channel, BooleanSupplier abandoned) {}

    private final List<Queue> queues;
    private int left;

    Backlog(List<Queue> queues, int length) {
        this.queues = queues;
        this.left = length;
    }

    /** {@return a connection that waits, or null when none does; then the listeners are closed} */
    @Nullable
    SocketChannel next() throws IOException {
        for (Queue queue : queues) {
            if (left > 0 && queue.channel().isOpen() && queue.abandoned().getAsBoolean()) {
                queue.channel().configureBlocking(false);
                SocketChannel client = queue.channel().accept();
                if (client != null) {
                    left--;
                    return client;
                }
            }
        }
        for (Queue queue : queues) {
            queue.channel().close();
        }
        return null;
    }
}
