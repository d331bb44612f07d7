package org.jcorn.worker.gthread;

import java.io.IOException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.jcorn.config.ServerSocketSettings;
import org.jcorn.config.WorkerProcessesSettings;
import org.jcorn.http.ChannelWire;
import org.jcorn.spi.Listener;
import org.jcorn.spi.Logger;
import org.jcorn.spi.WorkerContext;
import org.jcorn.tls.TlsContext;
import org.jspecify.annotations.Nullable;

/**
 * The place where connections wait for requests. Threads lead it in turn: the leader selects, reads and parses what has
 * arrived, queues the connections with a complete request, and leaves to serve them. Others are called for help when
 * requests take their time, or when there are processors for them; so a quick request is not handed to another thread,
 * and nobody polls while all threads serve.
 */
final class Poller implements Followers.Progress {

    /** More would take from other workers what they have the time for. */
    private static final int ACCEPTED_AT_ONCE = 8;

    /** How long a client may still take to say its first word when the worker stops. */
    private static final Duration LAST_CALL = Duration.ofSeconds(1);

    private final WorkerContext context;
    private final @Nullable TlsContext tls;
    private final Sessions sessions;
    private final Selector selector = Selector.open();
    private final Map<ServerSocketChannel, Listener> listeners = new LinkedHashMap<>();
    private final Queue<Connection> ready = new ConcurrentLinkedQueue<>();
    private final AtomicBoolean led = new AtomicBoolean();
    private final AtomicInteger begun = new AtomicInteger();
    private final ServiceTime serviceTime = new ServiceTime();
    private final Followers followers;
    private final int processors;
    private final AtomicInteger connections = new AtomicInteger();
    private final int mostConnections;
    private final int backlog;
    private final Duration patience;
    private final Duration keepalive;

    private volatile boolean quiet;
    private volatile boolean full;
    private volatile boolean ended;

    Poller(WorkerContext context, @Nullable TlsContext tls) throws IOException {
        this.context = context;
        this.tls = tls;
        this.sessions = new Sessions(context);
        this.mostConnections = context.config().get(WorkerProcessesSettings.WORKER_CONNECTIONS);
        this.backlog = context.config().get(ServerSocketSettings.BACKLOG);
        this.patience = context.config().get(WorkerProcessesSettings.TIMEOUT);
        this.keepalive = context.config().get(WorkerProcessesSettings.KEEPALIVE);
        this.followers = new Followers(context.config().get(WorkerProcessesSettings.THREADS), this);
        this.processors = Math.max(
                1, Runtime.getRuntime().availableProcessors() / context.config().get(WorkerProcessesSettings.WORKERS));
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
                begun.incrementAndGet();
                callForHelp();
                return connection;
            }
            if (ended) {
                followers.summonAll();
                return null;
            }
            if (led.compareAndSet(false, true)) {
                try {
                    if (ready.isEmpty() && !ended) {
                        lead();
                    }
                } finally {
                    led.set(false);
                }
            } else {
                followers.await();
            }
        }
    }

    /** Have others go on where it pays: nobody leads while the caller serves. */
    private void callForHelp() {
        boolean work = !ready.isEmpty();
        if ((!serviceTime.quick() && (work || !led.get())) || (work && followers.active() < processors)) {
            followers.summon();
        }
    }

    /** A request was served in so many nanoseconds. */
    void served(long nanos) {
        serviceTime.took(nanos);
    }

    private void lead() throws IOException {
        quiet = true;
        selector.select(this::happened);
        quiet = false;
        followers.rouse();
        if (context.stopping()) {
            stopAccepting();
        }
    }

    private void happened(SelectionKey key) {
        if (quiet) {
            quiet = false;
        }
        if (key.attachment() instanceof Connection connection) {
            connection.readable();
        } else if (key.isValid()) {
            acceptSome((ServerSocketChannel) key.channel());
        }
    }

    /** Take a few connections: with all threads busy it may be long until somebody leads again. */
    private void acceptSome(ServerSocketChannel listener) {
        int left = ACCEPTED_AT_ONCE;
        while (left > 0 && accept(listener)) {
            left--;
        }
    }

    @Override
    public int begun() {
        return begun.get();
    }

    @Override
    public boolean led() {
        return led.get();
    }

    @Override
    public boolean quiet() {
        return quiet;
    }

    /** Take one connection. {@return whether there was one} */
    private boolean accept(ServerSocketChannel listener) {
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
        try {
            client.configureBlocking(false);
            // Most clients have sent their request by now.
            new Connection(client, tls, this, sessions, patience).readable();
        } catch (IOException e) {
            context.log().error("A connection cannot be served: " + e.getMessage());
            new ChannelWire(client).close();
            closed();
        }
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

    /** A connection failed as none should. */
    void unexpected(RuntimeException cause) {
        context.log().log(Logger.Level.ERROR, "A connection failed in an unexpected way", cause);
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
        Duration first = context.stopping() ? LAST_CALL : patience;
        for (SelectionKey key : selector.keys()) {
            if (key.attachment() instanceof Connection connection) {
                connection.tick(now, first, keepalive, patience);
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
