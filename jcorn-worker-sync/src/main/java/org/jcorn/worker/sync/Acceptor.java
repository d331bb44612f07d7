package org.jcorn.worker.sync;

import java.io.IOException;
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
        int length = context.config().get(ServerSocketSettings.BACKLOG);
        List<Listener> listeners = context.listeners();
        if (listeners.size() == 1) {
            Listener only = listeners.get(0);
            Backlog.Queue queue = new Backlog.Queue(only.openAgain(), () -> context.abandoned(only));
            return new BlockingAcceptor(only.open(), new Backlog(List.of(queue), length));
        }
        List<Backlog.Queue> queues = new ArrayList<>();
        for (Listener listener : listeners) {
            queues.add(new Backlog.Queue(listener.open(), () -> context.abandoned(listener)));
        }
        return new PollingAcceptor(queues, new Backlog(queues, length));
    }
}
