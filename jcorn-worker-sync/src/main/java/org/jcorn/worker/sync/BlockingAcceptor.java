package org.jcorn.worker.sync;

import java.io.IOException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import org.jspecify.annotations.Nullable;

/**
 * Accepts from one listener by blocking in the call: one system call for a connection, and the kernel wakes one process
 * for each. A stop closes the channel, which ends the call; what waits then is taken through another.
 */
final class BlockingAcceptor implements Acceptor {

    private final ServerSocketChannel channel;
    private final Backlog backlog;

    /**
     * @param channel to block on
     * @param backlog over another channel of the same socket
     */
    BlockingAcceptor(ServerSocketChannel channel, Backlog backlog) {
        this.channel = channel;
        this.backlog = backlog;
    }

    @Override
    public @Nullable SocketChannel accept() throws IOException {
        try {
            return channel.accept();
        } catch (ClosedChannelException e) {
            return backlog.next();
        }
    }

    @Override
    public void stop() {
        try {
            channel.close();
        } catch (IOException e) {
            return; // a listener that cannot be closed is gone
        }
    }
}
