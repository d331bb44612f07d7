package org.jcorn.worker.netty;

import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.channel.AdaptiveRecvByteBufAllocator;
import io.netty.channel.Channel;
import io.netty.channel.ChannelConfig;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.RecvByteBufAllocator;
import io.netty.channel.ServerChannelRecvByteBufAllocator;
import io.netty.channel.unix.Socket;
import io.netty.channel.unix.UnixChannel;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import org.jcorn.config.ServerSocketSettings;
import org.jcorn.config.WorkerProcessesSettings;
import org.jcorn.spi.Listener;
import org.jcorn.spi.Logger;
import org.jcorn.spi.WorkerContext;
import org.jcorn.tls.TlsContext;
import org.jspecify.annotations.Nullable;

/**
 * The listeners and connections of the worker, on its one event loop. All but the constructor and {@link #awaitEnd} runs
 * there.
 */
@SuppressWarnings("FutureReturnValueIgnored") // a channel tells of its failures by closing
final class NettyServer {

    /** How long a client may still take to say its first word when the worker stops, in nanoseconds. */
    private static final long LAST_CALL = TimeUnit.SECONDS.toNanos(1);

    private final WorkerContext worker;
    private final EventLoop loop;
    private final Shared shared;
    private final @Nullable TlsContext tls;
    private final Executor threads;

    /** With TLS, where what was read may be kept for long: the rest of a record has to arrive. */
    private final RecvByteBufAllocator piecemeal = new AdaptiveRecvByteBufAllocator(2048, 4096, 65_536);

    private final ByteBufAllocator allocator;
    private final ReceiveBuffer receiveBuffer = new ReceiveBuffer();
    private final Map<Door, Listener> doors = new LinkedHashMap<>();
    private final List<Connection> connections = new ArrayList<>();
    private final CountDownLatch ended = new CountDownLatch(1);
    private final int mostConnections;
    private final int backlog;

    /** Connections, those included that speak another protocol by now. */
    private int open;

    private boolean paused;
    private boolean failing;
    private boolean closed;

    /**
     * @param tls what connections speak, or null for plain HTTP
     * @param threads where handshakes are computed
     */
    NettyServer(WorkerContext worker, EventLoop loop, Shared shared, @Nullable TlsContext tls, Executor threads) {
        this.worker = worker;
        this.loop = loop;
        this.shared = shared;
        this.tls = tls;
        this.threads = threads;
        this.mostConnections = worker.config().get(WorkerProcessesSettings.WORKER_CONNECTIONS);
        this.backlog = worker.config().get(ServerSocketSettings.BACKLOG);
        // Small arenas, made when first used: most responses need none.
        this.allocator = new PooledByteBufAllocator(true, 1, 1, 8192, 7, 64, 32, false);
    }

    Shared shared() {
        return shared;
    }

    ReceiveBuffer receiveBuffer() {
        return receiveBuffer;
    }

    /** Adopt the listeners. */
    Void listen(Transport transport) throws IOException {
        for (Listener listener : worker.listeners()) {
            Door door = transport.open(listener);
            doors.put(door, listener);
            ChannelConfig config = door.channel().config();
            // One at a time: what else waits may find another worker with less to do.
            config.setRecvByteBufAllocator(new ServerChannelRecvByteBufAllocator());
            door.channel().pipeline().addLast(new Accepting());
            loop.register(door.channel());
        }
        return null;
    }

    /** Hears of a listener's new connections. */
    private final class Accepting extends ChannelInboundHandlerAdapter {
        @Override
        public void channelRead(ChannelHandlerContext context, Object message) {
            accepted((Channel) message);
        }

        @Override
        public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
            refused(cause);
        }
    }

    private void accepted(Channel client) {
        failing = false;
        open++;
        worker.activity().connections(open);
        if (open >= mostConnections) {
            pause();
        }
        ChannelConfig config = client.config();
        config.setAllocator(allocator);
        config.setRecvByteBufAllocator(tls == null ? receiveBuffer : piecemeal);
        // A client that sends no more may be waiting for its answer; and nobody but the connection is to close.
        config.setOption(ChannelOption.ALLOW_HALF_CLOSURE, true);
        TlsLayer layer = tls == null ? null : TlsLayer.install(client, tls, threads);
        Socket direct =
                tls == null && client instanceof UnixChannel unix && unix.fd() instanceof Socket socket ? socket : null;
        Connection connection = new Connection(this, client, direct, layer);
        connection.place(connections.size());
        connections.add(connection);
        client.closeFuture().addListener(connection);
        client.pipeline().addLast(connection);
        if (direct != null) {
            client.unsafe().beginRead(); // now, it is registered for reading in the same system call
        }
        loop.register(client);
    }

    private void refused(Throwable cause) {
        if (!failing) {
            worker.log().error("Accepting connections fails: " + cause.getMessage());
        }
        failing = true; // until a connection is closed or the clock comes by
        pause();
    }

    private void pause() {
        paused = true;
        acceptMore(false);
    }

    private void resumeIfRoom() {
        if (paused && open < mostConnections) {
            paused = false;
            acceptMore(true);
        }
    }

    private void acceptMore(boolean more) {
        for (Door door : doors.keySet()) {
            if (door.channel().isOpen()) {
                door.channel().config().setAutoRead(more);
            }
        }
    }

    /** A connection is none of ours any more, though it is open. */
    void forget(Connection connection) {
        Connection last = connections.remove(connections.size() - 1);
        if (last != connection) {
            connections.set(connection.place(), last);
            last.place(connection.place());
        }
    }

    /** A connection is closed. */
    void closed(Connection connection, boolean ours) {
        if (ours) {
            forget(connection);
        }
        open--;
        worker.activity().connections(open);
        resumeIfRoom();
        endIfDone();
    }

    /** Look at the time. */
    void tick() {
        try {
            worker.activity().beat();
            long now = System.nanoTime();
            long firstLimit = closed ? LAST_CALL : shared.patience().toNanos();
            for (int i = connections.size() - 1; i >= 0; i--) {
                // Closing one puts the last, which was looked at already, into its place.
                if (i < connections.size()) {
                    connections.get(i).tick(now, firstLimit);
                }
            }
            shared.sessions().trim();
            resumeIfRoom();
        } catch (RuntimeException e) {
            worker.log().log(Logger.Level.ERROR, "Looking after connections failed", e);
        }
    }

    /** Take what waits to be accepted where nobody else will, as far as it came before the stop; close the listeners. */
    void stop() {
        closed = true;
        doors.forEach((door, listener) -> {
            if (worker.abandoned(listener)) {
                acceptAll(door);
            }
            door.close();
        });
        endIfDone();
    }

    private void acceptAll(Door door) {
        try {
            Channel client = door.accept();
            for (int left = backlog; left > 0 && client != null; left--) {
                accepted(client);
                client = door.accept();
            }
        } catch (IOException e) {
            worker.log().error("Accepting connections fails: " + e.getMessage());
        }
    }

    private void endIfDone() {
        if (closed && open == 0) {
            ended.countDown();
        }
    }

    /** Free what is not the collector's to free. Called when the loop has ended. */
    void release() {
        receiveBuffer.release();
    }

    /** Wait until the listeners and the last connection are closed. */
    void awaitEnd() throws InterruptedException {
        ended.await();
    }
}
