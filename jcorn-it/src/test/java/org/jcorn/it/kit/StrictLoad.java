package org.jcorn.it.kit;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Clients that forgive nothing: one request after the other, each on a new connection, and whatever is not a complete
 * 200 is counted with its cause. No request is ever tried again.
 */
public final class StrictLoad implements AutoCloseable {

    private static final int PATIENCE_MILLIS = 15_000;
    /** A pause between two requests, so that on a small machine the servers get their share of the processor. */
    private static final long PAUSE = TimeUnit.MILLISECONDS.toNanos(2);

    /**
     * What came of it.
     *
     * @param requests how many requests were sent
     * @param failures how many failed, by cause
     * @param bodies how often each body came
     */
    public record Result(long requests, Map<String, Long> failures, Map<String, Long> bodies) {}

    /** A failed request, and when its connection stood, in {@link System#nanoTime}. */
    private record Failure(String cause, long connected) {}

    private final int port;
    private final byte[] request;
    private final List<Thread> threads = new ArrayList<>();
    private final AtomicLong requests = new AtomicLong();
    private final List<Failure> failures = new CopyOnWriteArrayList<>();
    private final Map<String, Long> bodies = new ConcurrentHashMap<>();
    private final long start = System.nanoTime();
    private volatile boolean over;

    private StrictLoad(int port, String target) {
        this.port = port;
        this.request = ("GET " + target + " HTTP/1.1\r\nHost: jcorn.test\r\nConnection: close\r\n\r\n")
                .getBytes(StandardCharsets.US_ASCII);
    }

    /** {@return a load that has begun} */
    public static StrictLoad on(RunningServer server, int clients, String target) {
        StrictLoad load = new StrictLoad(server.port(), target);
        for (int i = 0; i < clients; i++) {
            Thread thread = new Thread(load::run, "strict-client-" + i);
            load.threads.add(thread);
            thread.start();
        }
        return load;
    }

    /** {@return how many requests were answered as they should be} */
    public long answered() {
        return bodies.values().stream().mapToLong(Long::longValue).sum();
    }

    /** {@return the bodies that came} */
    public Set<String> bodies() {
        return bodies.keySet();
    }

    /** Wait until that many more were answered. */
    public void awaitMore(long count) {
        long goal = answered() + count;
        Waiting.until(count + " more answered requests; failures: " + failures, () -> answered() >= goal);
    }

    /** {@return what came of it} Lets the requests under way come to their end. */
    public Result stop() {
        close();
        return new Result(requests.get(), causes(System.nanoTime()), new TreeMap<>(bodies));
    }

    /** {@return the failures of connections that stood before a moment, by cause} */
    public Map<String, Long> failuresOfConnectionsBefore(long nanoTime) {
        return causes(nanoTime);
    }

    private Map<String, Long> causes(long before) {
        return failures.stream()
                .filter(failure -> failure.connected - before < 0)
                .collect(Collectors.groupingBy(Failure::cause, TreeMap::new, Collectors.counting()));
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

    private void run() {
        while (!over) {
            requests.incrementAndGet();
            once();
            LockSupport.parkNanos(PAUSE);
        }
    }

    private void once() {
        long connected = System.nanoTime();
        try (Socket socket = new Socket()) {
            socket.setSoTimeout(PATIENCE_MILLIS);
            try {
                socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), PATIENCE_MILLIS);
            } catch (IOException e) {
                failed("connecting: " + e.getMessage(), System.nanoTime());
                return;
            }
            connected = System.nanoTime();
            socket.getOutputStream().write(request);
            String fault = judge(socket);
            if (fault != null) {
                failed(fault, connected);
            }
        } catch (IOException e) {
            failed("sending: " + e.getMessage(), connected);
        }
    }

    /** {@return what is wrong with the answer, or null} */
    private @Nullable String judge(Socket socket) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            socket.getInputStream().transferTo(bytes);
        } catch (SocketTimeoutException e) {
            return "timeout after " + bytes.size() + " bytes";
        } catch (IOException e) {
            return "reading, after " + bytes.size() + " bytes: " + e.getMessage();
        }
        if (bytes.size() == 0) {
            return "closed without an answer";
        }
        RawResponse response = RawResponse.parse(bytes.toByteArray());
        if (response.status() != 200) {
            return "status " + response.status();
        }
        if (!response.complete()) {
            return "short body";
        }
        bodies.merge(response.body(), 1L, Long::sum);
        return null;
    }

    private void failed(String cause, long connected) {
        String second = " (second " + TimeUnit.NANOSECONDS.toSeconds(connected - start) + ")";
        failures.add(new Failure(cause + second, connected));
    }
}
