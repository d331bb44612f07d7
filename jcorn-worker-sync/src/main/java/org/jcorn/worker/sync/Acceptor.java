package org.jcorn.worker.sync;

import java.io.IOException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.List;
import org.jcorn.config.ServerSocketSettings;
import org.jcorn.spi.Listener;
import org.jcorn.spi.WorkerContext;
import org.jspecify.annotations.Nullable;

/** Where connections come from: one listener, on which accepting blocks, or several, which have to be polled. */
interface Acceptor {

    /** {@return the next connection, or null when the worker is to leave} */
    @Nullable
    SocketChannel accept() throws IOException;

    /** Make {@link #accept} return null soon. Called once, by another thread. */
    void stop();

    /** {@return an acceptor over the worker's listeners} */
    static Acceptor over(WorkerContext context) throws IOException {
        List<ServerSocketChannel> channels = new ArrayList<>();
        List<Backlog.Queue> queues = new ArrayList<>();
        for (Listener listener : context.listeners()) {
            ServerSocketChannel channel = listener.open();
            channels.add(channel);
            queues.add(new Backlog.Queue(channel, () -> context.abandoned(listener)));
        }
        Backlog backlog = new Backlog(queues, context.config().get(ServerSocketSettings.BACKLOG));
        return channels.size() == 1
                ? new BlockingAcceptor(channels.get(0), backlog)
                : new PollingAcceptor(channels, backlog);
    }
}
