package org.jcorn.tls;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.UnaryOperator;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import org.jcorn.http.ChannelWire;
import org.jcorn.http.Wire;

/** Accepts one connection on the loopback interface, and does something with the wire of it on another thread. */
final class WireServer implements AutoCloseable {

    /** What is done with the wire. */
    interface Task<T> {
        T run(TlsWire wire) throws IOException;
    }

    private final ServerSocketChannel listener = ServerSocketChannel.open();
    private final TlsContext context;
    private final UnaryOperator<Wire> below;
    private final List<CompletableFuture<?>> running = new ArrayList<>();
    private final List<String> complaints = new CopyOnWriteArrayList<>();

    WireServer(TlsContext context) throws IOException {
        this(context, plain -> plain);
    }

    /** @param below what comes between the socket and TLS */
    WireServer(TlsContext context, UnaryOperator<Wire> below) throws IOException {
        this.context = context;
        this.below = below;
        listener.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
    }

    /** {@return what the task returned, once it has} The wire is closed after it. */
    <T> CompletableFuture<T> serve(Task<T> task) {
        CompletableFuture<T> result = new CompletableFuture<>();
        Thread thread = new Thread(
                () -> {
                    try (SocketChannel channel = listener.accept()) {
                        TlsWire wire = wire(below.apply(new ChannelWire(channel)));
                        try {
                            result.complete(task.run(wire));
                        } finally {
                            wire.close();
                        }
                    } catch (IOException | RuntimeException | Error e) {
                        result.completeExceptionally(e);
                    }
                },
                "wire-server");
        thread.setDaemon(true);
        thread.start();
        return result;
    }

    /** Do a task that has to succeed, which {@link #close} waits for. */
    void run(Task<?> task) {
        running.add(serve(task));
    }

    private TlsWire wire(Wire plain) {
        return new TlsWire(context, plain, () -> true, cause -> complaints.add(String.valueOf(cause.getMessage())));
    }

    /** {@return the complaints about the client} */
    List<String> complaints() {
        return complaints;
    }

    InetSocketAddress address() throws IOException {
        return (InetSocketAddress) listener.getLocalAddress();
    }

    /** {@return a client that has not begun its handshake} */
    SSLSocket connect(SSLContext client) throws IOException {
        InetSocketAddress address = address();
        SSLSocket socket = (SSLSocket) client.getSocketFactory().createSocket(address.getAddress(), address.getPort());
        socket.setSoTimeout(10_000);
        return socket;
    }

    /** {@return the result, or the exception it ended with} */
    static Object outcome(CompletableFuture<?> result) throws InterruptedException {
        try {
            return result.get(20, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            Throwable cause = e.getCause();
            return cause == null ? e : cause;
        } catch (TimeoutException e) {
            throw new AssertionError("the server does not get on", e);
        }
    }

    @Override
    public void close() throws IOException {
        listener.close();
        for (CompletableFuture<?> each : running) {
            try {
                assertThat(outcome(each)).isNotInstanceOf(Throwable.class);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
