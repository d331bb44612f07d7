package org.jcorn.it.kit;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Requests {@code GET /?0}, {@code GET /?1} and so on, each number once, several under way on each connection. */
public final class NumberedLoad implements AutoCloseable {

    private static final int UNDER_WAY = 20;

    private final int port;
    private final List<Thread> threads = new ArrayList<>();
    private final List<String> failures = new CopyOnWriteArrayList<>();
    private final CountDownLatch running;
    private volatile boolean over;

    private NumberedLoad(int port, int clients) {
        this.port = port;
        this.running = new CountDownLatch(clients);
    }

    /** {@return a load that has begun: each client sends as many as the others} */
    public static NumberedLoad on(RunningServer server, int clients, int requests) {
        NumberedLoad load = new NumberedLoad(server.port(), clients);
        for (int i = 0; i < clients; i++) {
            int first = (int) ((long) requests * i / clients);
            int end = (int) ((long) requests * (i + 1) / clients);
            Thread thread = new Thread(() -> load.run(first, end), "numbered-" + i);
            load.threads.add(thread);
            thread.start();
        }
        return load;
    }

    private void run(int first, int end) {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout(30_000);
            InputStream in = new BufferedInputStream(socket.getInputStream());
            for (int next = first; next < end && !over; next += UNDER_WAY) {
                int last = Math.min(next + UNDER_WAY, end);
                StringBuilder requests = new StringBuilder();
                for (int number = next; number < last; number++) {
                    requests.append("GET /?").append(number).append(" HTTP/1.1\r\nHost: a\r\n\r\n");
                }
                socket.getOutputStream().write(requests.toString().getBytes(StandardCharsets.US_ASCII));
                for (int number = next; number < last; number++) {
                    skipAnswer(in);
                }
            }
        } catch (IOException e) {
            failures.add(e.toString());
        } finally {
            running.countDown();
        }
    }

    private static void skipAnswer(InputStream in) throws IOException {
        int length = 0;
        for (String line = line(in); !line.isEmpty(); line = line(in)) {
            if (line.startsWith("HTTP/") && !line.startsWith("HTTP/1.1 200 ")) {
                throw new IOException(line);
            }
            if (line.startsWith("Content-Length: ")) {
                length = Integer.parseInt(line.substring("Content-Length: ".length()));
            }
        }
        in.skipNBytes(length);
    }

    private static String line(InputStream in) throws IOException {
        StringBuilder line = new StringBuilder();
        for (int c = in.read(); c != '\n'; c = in.read()) {
            if (c < 0) {
                throw new EOFException("end after: " + line);
            }
            if (c != '\r') {
                line.append((char) c);
            }
        }
        return line.toString();
    }

    /** {@return whether all are answered, or failed, having waited for that no longer than so long} */
    public boolean ended(Duration patience) {
        try {
            return running.await(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return true;
        }
    }

    /** {@return what failed} */
    public List<String> failures() {
        return List.copyOf(failures);
    }

    @Override
    public void close() {
        over = true;
        for (Thread thread : threads) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
