package org.jcorn.it.kit;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import javax.net.SocketFactory;

/**
 * Clients that keep their connections as long as the server does, and forgive nothing: a connection that ends without
 * having been told so is a lost request.
 */
public final class KeepAliveLoad implements AutoCloseable {

    private static final byte[] REQUEST =
            "GET / HTTP/1.1\r\nHost: jcorn.test\r\n\r\n".getBytes(StandardCharsets.US_ASCII);

    private final int port;
    private final SocketFactory sockets;
    private final List<Thread> threads = new ArrayList<>();
    private final List<String> failures = new CopyOnWriteArrayList<>();
    private final AtomicLong answered = new AtomicLong();
    private volatile boolean over;

    private KeepAliveLoad(int port, SocketFactory sockets) {
        this.port = port;
        this.sockets = sockets;
    }

    /** {@return a load that has begun} */
    public static KeepAliveLoad on(RunningServer server, int clients) {
        return on(server, clients, SocketFactory.getDefault());
    }

    /** {@return a load that has begun, over sockets of that kind} */
    public static KeepAliveLoad on(RunningServer server, int clients, SocketFactory sockets) {
        KeepAliveLoad load = new KeepAliveLoad(server.port(), sockets);
        for (int i = 0; i < clients; i++) {
            Thread thread = new Thread(load::run, "keep-alive-" + i);
            load.threads.add(thread);
            thread.start();
        }
        return load;
    }

    private void run() {
        while (!over) {
            try {
                converse(sockets.createSocket(InetAddress.getLoopbackAddress(), port));
            } catch (IOException e) {
                failures.add(e.toString());
            }
        }
    }

    private void converse(Socket socket) throws IOException {
        try {
            socket.setSoTimeout(15_000);
            InputStream in = new BufferedInputStream(socket.getInputStream());
            boolean kept = true;
            while (kept && !over) {
                socket.getOutputStream().write(REQUEST);
                kept = answer(in);
                answered.incrementAndGet();
            }
        } finally {
            close(socket);
        }
    }

    /** With TLS, closing says farewell, and the server, which has answered everything, may be gone by then. */
    private static void close(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            return; // it is closed all the same
        }
    }

    /** {@return whether the connection is kept} */
    private static boolean answer(InputStream in) throws IOException {
        StringBuilder head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            int c = in.read();
            if (c < 0) {
                throw new EOFException("end after: " + head);
            }
            head.append((char) c);
        }
        if (!head.toString().startsWith("HTTP/1.1 200 ")) {
            throw new IOException(head.toString());
        }
        int from = head.indexOf("Content-Length: ") + "Content-Length: ".length();
        int length = Integer.parseInt(head.substring(from, head.indexOf("\r\n", from)));
        if (in.readNBytes(length).length < length) {
            throw new EOFException("end in the body after: " + head);
        }
        return head.indexOf("Connection: keep-alive") > 0;
    }

    /** {@return how many requests were answered} */
    public long answered() {
        return answered.get();
    }

    /** Wait until that many more were answered. */
    public void awaitMore(long count) {
        long goal = answered.get() + count;
        Waiting.until(count + " more answered requests; failures: " + failures, () -> answered.get() >= goal);
    }

    /** End it. {@return what failed} */
    public List<String> stop() {
        over = true;
        for (Thread thread : threads) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
        return List.copyOf(failures);
    }

    @Override
    public void close() {
        stop();
    }
}
