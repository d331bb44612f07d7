package org.jcorn.worker.gthread;

import java.io.IOException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadFactory;
import org.jcorn.config.ServerSocketSettings;
import org.jcorn.config.WorkerProcessesSettings;
import org.jcorn.http.ChannelWire;
import org.jcorn.http.ClientClock;
import org.jcorn.http.HttpConnection;
import org.jcorn.spi.Listener;
import org.jcorn.spi.WorkerContext;
import org.jcorn.tls.TlsContext;
import org.jspecify.annotations.Nullable;

/** Serves each connection on a virtual thread, which blocks as it likes. The worker's main thread accepts. */
final class VirtualServer {

    /** How long a client may still take to say its first word when the worker stops. */
    private static final Duration LAST_CALL = Duration.ofSeconds(1);

    private final WorkerContext context;
    private final @Nullable TlsContext tls;
    private final ThreadFactory threads;
    private final Sessions sessions;
    private final Selector selector = Selector.open();
    private final Semaphore room;
    private final Set<VirtualConnection> connections = ConcurrentHashMap.newKeySet();
    private final Duration keepalive;
    private final Duration patience;

    VirtualServer(WorkerContext context, @Nullable TlsContext tls, ThreadFactory threads) throws IOException {
        this.context = context;
        this.tls = tls;
        this.threads = threads;
        this.sessions = new Sessions(context);
        this.room = new Semaphore(context.config().get(WorkerProcessesSettings.WORKER_CONNECTIONS));
        this.keepalive = context.config().get(WorkerProcessesSettings.KEEPALIVE);
        this.patience = context.config().get(WorkerProcessesSettings.TIMEOUT);
    }

    /** Serve until the worker is to stop and the last connection is gone. */
    void run() throws IOException, InterruptedException {
        for (Listener listener : context.listeners()) {
            ServerSocketChannel channel = listener.open();
            channel.configureBlocking(false);
            channel.register(selector, SelectionKey.OP_ACCEPT, listener);
        }
        new Ticker(context, this::tick).start();
        context.onStop(selector::wakeup);
        context.ready();
        while (!context.stopping()) {
            selector.select(key -> accept((ServerSocketChannel) key.channel()));
        }
        stopAccepting();
        synchronized (connections) {
            while (!connections.isEmpty()) {
                connections.wait();
            }
        }
    }

    /** {@return whether a connection was there} */
    private boolean accept(ServerSocketChannel listener) {
        room.acquireUninterruptibly(); // with no room left nothing is accepted, by this thread's waiting here
        try {
            SocketChannel client = listener.accept();
            if (client != null) {
                VirtualConnection connection =
                        new VirtualConnection(client, tls, this, sessions, context.application());
                connections.add(connection);
                context.activity().connections(connections.size());
                threads.newThread(connection).start();
                return true;
            }
        } catch (IOException e) {
            context.log().error("Accepting a connection failed: " + e.getMessage());
        }
        room.release();
        return false;
    }

    private void stopAccepting() throws IOException {
        int backlog = context.config().get(ServerSocketSettings.BACKLOG);
        for (SelectionKey key : selector.keys()) {
            ServerSocketChannel channel = (ServerSocketChannel) key.channel();
            int left = context.abandoned((Listener) key.attachment()) ? backlog : 0;
            while (left > 0 && accept(channel)) {
                left--;
            }
            channel.close();
        }
        selector.close();
    }

    private void tick(long now) {
        Duration first = context.stopping() ? LAST_CALL : patience;
        for (VirtualConnection connection : connections) {
            connection.tick(now, first);
        }
    }

    /** {@return what keeps the time of a connection} */
    ClientClock clock(HttpConnection connection, ChannelWire wire) {
        return new ClientClock(connection, wire, keepalive, patience);
    }

    void closed(VirtualConnection connection) {
        room.release();
        synchronized (connections) {
            connections.remove(connection);
            connections.notifyAll();
        }
        context.activity().connections(connections.size());
    }
}
