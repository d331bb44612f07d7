package org.jcorn.worker.sync;

import java.io.IOException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * What waits in the accept queues when the worker is told to stop. Where other workers go on it is theirs; where the
 * whole server stops it would be lost, so this worker takes its part of it, up to the length of the queue: what comes
 * after that came after the stop.
 */
final class Backlog {

    private final List<ServerSocketChannel> channels;
    private final BooleanSupplier serverStopping;
    private int left;

    Backlog(List<ServerSocketChannel> channels, BooleanSupplier serverStopping, int length) {
        this.channels = channels;
        this.serverStopping = serverStopping;
        this.left = length;
    }

    /** {@return a connection that waits, or null when none does; then the listeners are closed} */
    @Nullable
    SocketChannel next() throws IOException {
        if (serverStopping.getAsBoolean() && left-- > 0) {
            for (ServerSocketChannel channel : channels) {
                if (channel.isOpen()) {
                    channel.configureBlocking(false);
                    SocketChannel client = channel.accept();
                    if (client != null) {
                        return client;
                    }
                }
            }
        }
        for (ServerSocketChannel channel : channels) {
            channel.close();
        }
        return null;
    }
}
