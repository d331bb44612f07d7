package org.jcorn.worker.gthread;

import java.io.IOException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantLock;
import org.jcorn.config.ServerSocketSettings;
import org.jcorn.config.WorkerProcessesSettings;
import org.jcorn.spi.Listener;
import org.jcorn.spi.WorkerContext;
import org.jspecify.annotations.Nullable;

/**
 * The place where connections wait for requests. Threads lead it in turn: the leader selects, reads and parses what has
 * arrived, queues the connections with a complete request, and leaves to serve one of them; the next thread takes
 * another from the queue or leads. So a request is handed to another thread only when there is more than one, and nobody
 * polls while all threads serve.
 */
final class Poller {

    private final WorkerContext context;
    private final Sessions sessions;
    private final Selector selector = Selector.open();
    private final Map<ServerSocketChannel, Listener> listeners = new LinkedHashMap<>();
    private final ReentrantLock leadership = new ReentrantLock();
    private final Queue<Connection> ready = new ConcurrentLinkedQueue<>();
    private final AtomicInteger connections = new AtomicInteger();
    private final int mostConnections;
    private final int backlog;
    private final Duration patience;
    private final Duration keepalive;

    private volatile boolean full;
    private volatile boolean ended;

    Poller(WorkerContext context) throws IOException {
        this.context = context;
        this.sessions = new Sessions(context);
        this.mostConnections = context.config().get(WorkerProcessesSettings.WORKER_CONNECTIONS);
        this.backlog = context.config().get(ServerSocketSettings.BACKLOG);
        this.patience = context.config().get(WorkerProcessesSettings.TIMEOUT);
        this.keepalive = context.config().get(WorkerProcessesSettings.KEEPALIVE);
        for (Listener listener : context.listeners()) {
            ServerSocketChannel channel = listener.open();
            channel.configureBlocking(false);
            channel.register(selector, SelectionKey.OP_ACCEPT);
            listeners.put(channel, listener);
        }
    }

    /** {@return a connection with a complete request, to be served by the caller; null when the worker is to leave} */
    @Nullable
    Connection next() throws IOException {
        while (true) {
            Connection connection = ready.poll();
            if (connection != null) {
                return connection;
            }
            leadership.lock();
            try {
                if (ended) {
                    return null;
                }
                if (ready.isEmpty()) {
                    lead();
                }
            } finally {
                leadership.unlock();
            }
        }
    }

    private void lead() throws IOException {
        selector.select();
        if (context.stopping()) {
            stopAccepting();
        }
        Iterator<SelectionKey> keys = selector.selectedKeys().iterator();
        while (keys.hasNext()) {
            SelectionKey key = keys.next();
            keys.remove();
            if (key.attachment() instanceof Connection connection) {
                connection.readable();
            } else if (key.isValid()) {
                accept((ServerSocketChannel) key.channel());
            }
        }
    }

    /** Take one connection: what else waits may find another worker with less to do. {@return whether there was one} */
    private boolean accept(ServerSocketChannel listener) throws IOException {
        if (connections.get() >= mostConnections && !context.stopping()) {
            full = true;
            acceptMore(false);
            acceptMoreIfRoom(); // one may have been closed just now
            return false;
        }
        SocketChannel client;
        try {
            client = listener.accept();
        } catch (IOException e) {
            context.log().error("Accepting a connection failed: " + e.getMessage());
            full = true; // until a connection is closed or the ticker comes by
            acceptMore(false);
            return false;
        }
        if (client == null) {
            return false;
        }
        context.activity().connections(connections.incrementAndGet());
        client.configureBlocking(false);
        // Most clients have sent their request by now.
        new Connection(client, this, sessions, patience).readable();
        return true;
    }

    /** Register a connection that was just accepted. */
    SelectionKey register(SocketChannel client, Connection connection) throws IOException {
        return client.register(selector, SelectionKey.OP_READ, connection);
    }

    /** Take what waits to be accepted where nobody else will, as far as it came before the stop; close the listeners. */
    private void stopAccepting() throws IOException {
        for (Map.Entry<ServerSocketChannel, Listener> listener : listeners.entrySet()) {
            if (listener.getKey().isOpen()) {
                int left = context.abandoned(listener.getValue()) ? backlog : 0;
                while (left > 0 && accept(listener.getKey())) {
                    left--;
                }
                listener.getKey().close();
            }
        }
        endIfDone();
    }

    private void acceptMore(boolean more) {
        for (ServerSocketChannel listener : listeners.keySet()) {
            SelectionKey key = listener.keyFor(selector);
            if (key != null && key.isValid()) {
                key.interestOps(more ? SelectionKey.OP_ACCEPT : 0);
            }
        }
    }

    /** A connection has a complete request, or is to be ended by a thread that may wait for it. */
    void enqueue(Connection connection) {
        ready.add(connection);
    }

    /** Make the leader look again: what it waits for has changed. */
    void wakeUp() {
        selector.wakeup();
    }

    /** A connection was closed. */
    void closed() {
        context.activity().connections(connections.decrementAndGet());
        acceptMoreIfRoom();
        endIfDone();
    }

    /** Go on accepting after a pause, if there is room. */
    void acceptMoreIfRoom() {
        if (full && connections.get() < mostConnections) {
            full = false;
            acceptMore(true);
            selector.wakeup();
        }
    }

    /** Close connections that are idle for too long or do not get their request across. Called by the ticker. */
    void tick(long now) {
        for (SelectionKey key : selector.keys()) {
            if (key.attachment() instanceof Connection connection) {
                connection.tick(now, keepalive, patience);
            }
        }
        acceptMoreIfRoom();
        endIfDone();
    }

    /** Make {@link #next} return null once the listeners are closed and no connection is left. */
    void stop() {
        selector.wakeup();
    }

    /** End the threads if the worker is to stop and all connections are gone. */
    void endIfDone() {
        if (context.stopping()
                && connections.get() == 0
                && listeners.keySet().stream().noneMatch(ServerSocketChannel::isOpen)) {
            ended = true;
            selector.wakeup();
        }
    }
}
