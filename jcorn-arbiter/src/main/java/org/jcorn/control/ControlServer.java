package org.jcorn.control;

import java.io.IOException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The server's end: one thread for all clients, which takes in requests, has the arbiter act on them, and sends its
 * replies. No client makes another wait, or the arbiter.
 */
public final class ControlServer {

    /** How long a client may say nothing, or take to send a request or to read a reply. */
    private static final Duration IDLE = Duration.ofMinutes(5);

    /** How many clients there may be; the one that has been idle longest makes room for another. */
    static final int MOST_CONNECTIONS = 64;

    /** How long it waits for descriptors where none is left for a client. */
    public static final Duration PAUSE = Duration.ofSeconds(1);

    /** How long clients get to read their last reply. */
    private static final long FAREWELL = TimeUnit.MILLISECONDS.toNanos(500);

    /** Takes a client from the listener. */
    interface Acceptor {

        /** {@return the next client, or null if none waits} */
        @Nullable
        SocketChannel accept() throws IOException;
    }

    private final Selector selector;
    private final Consumer<ControlCall> calls;
    private final Duration idle;
    private final Thread thread = new Thread(this::run, "jcorn-control");
    private final List<ControlConnection> connections = new ArrayList<>();
    private final Acceptor acceptor;
    private final SelectionKey accepting;
    private volatile boolean closing;
    private long refusedAt;

    /**
     * Make it.
     *
     * @param listener where clients connect; it is made non-blocking, and not closed
     * @param calls takes requests to the arbiter, on this server's thread
     * @throws IOException if the system gives it no selector
     */
    public ControlServer(ServerSocketChannel listener, Consumer<ControlCall> calls) throws IOException {
        this(listener, listener::accept, calls, IDLE);
    }

    ControlServer(ServerSocketChannel listener, Acceptor acceptor, Consumer<ControlCall> calls, Duration idle)
            throws IOException {
        this.acceptor = acceptor;
        this.calls = calls;
        this.idle = idle;
        this.selector = Selector.open();
        listener.configureBlocking(false);
        accepting = listener.register(selector, SelectionKey.OP_ACCEPT);
        thread.setDaemon(true);
    }

    /**
     * Begin to serve.
     *
     * @param first the client that was there before
     * @throws IOException if that is gone
     */
    public void start(SocketChannel first) throws IOException {
        try {
            add(first);
        } catch (IOException e) {
            selector.close();
            throw e;
        }
        thread.start();
    }

    /** {@return whether it serves} If not, another may take its place. */
    public boolean running() {
        return thread.isAlive();
    }

    /** Take no more requests, give clients half a second to read what is on its way, and end. */
    public void close() {
        closing = true;
        selector.wakeup();
        try {
            thread.join(TimeUnit.NANOSECONDS.toMillis(4 * FAREWELL));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        try (selector) {
            while (!closing) {
                selector.select(pause());
                selector.selectedKeys().clear();
                accept();
                turn();
            }
            sayFarewell();
        } catch (IOException e) {
            return; // the selector itself failed: whoever connects sees that nobody answers
        } finally {
            connections.forEach(ControlConnection::close);
        }
    }

    private long pause() {
        if (accepting.interestOps() == 0) {
            return PAUSE.toMillis();
        }
        return connections.isEmpty() ? 0 : Math.max(1, idle.toMillis() / 4);
    }

    private void turn() {
        long now = System.nanoTime();
        connections.removeIf(connection -> !connection.turn(now) || expired(connection, now));
    }

    private boolean expired(ControlConnection connection, long now) {
        boolean expired = now - connection.since() > idle.toNanos();
        if (expired) {
            connection.close();
        }
        return expired;
    }

    private void accept() throws IOException {
        if (accepting.interestOps() == 0 && System.nanoTime() - refusedAt < PAUSE.toNanos()) {
            return;
        }
        accepting.interestOps(SelectionKey.OP_ACCEPT);
        try {
            for (SocketChannel client = acceptor.accept(); client != null; client = acceptor.accept()) {
                if (connections.size() == MOST_CONNECTIONS) {
                    makeRoom();
                }
                add(client);
            }
        } catch (IOException e) { // such as no descriptor being left for another
            if (connections.isEmpty()) {
                accepting.interestOps(0); // else the selector would say at once that a client waits
                refusedAt = System.nanoTime();
            } else {
                makeRoom();
            }
        }
    }

    private void add(SocketChannel client) throws IOException {
        connections.add(new ControlConnection(client, selector, calls, System.nanoTime()));
    }

    private void makeRoom() {
        ControlConnection idlest = connections.stream()
                .min(Comparator.comparingLong(ControlConnection::since))
                .orElseThrow();
        idlest.close();
        connections.remove(idlest);
    }

    private void sayFarewell() throws IOException {
        long deadline = System.nanoTime() + FAREWELL;
        turn();
        while (connections.stream().anyMatch(ControlConnection::busy) && System.nanoTime() < deadline) {
            selector.select(10);
            selector.selectedKeys().clear();
            turn();
        }
    }
}
