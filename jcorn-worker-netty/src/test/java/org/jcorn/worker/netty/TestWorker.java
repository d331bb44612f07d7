package org.jcorn.worker.netty;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import javax.net.ssl.SSLContext;
import org.jcorn.Application;
import org.jcorn.config.Config;
import org.jcorn.spi.Activity;
import org.jcorn.spi.Listener;
import org.jcorn.spi.Logger;
import org.jcorn.spi.WorkerContext;
import org.jcorn.worker.Inherited;
import org.jspecify.annotations.Nullable;

/** A netty worker in this JVM, on a loopback port of its own or on a Unix socket. */
final class TestWorker implements WorkerContext, AutoCloseable {

    private final Config config;
    private final Application application;
    private final ServerSocketChannel listener;
    private final SocketAddress address;
    private final ListLogger log = new ListLogger();
    private final List<Runnable> stopActions = new ArrayList<>();
    private final CountDownLatch ready = new CountDownLatch(1);
    private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
    private final AtomicInteger ended = new AtomicInteger();
    private final Thread thread;
    private volatile boolean stopping;
    private volatile boolean abandoned;
    private volatile int open;

    /** @param settings each {@code name=value} */
    TestWorker(Transport transport, Application application, String... settings)
            throws IOException, InterruptedException {
        this(transport, new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), application, settings);
    }

    TestWorker(Transport transport, Path socket, Application application, String... settings)
            throws IOException, InterruptedException {
        this(transport, UnixDomainSocketAddress.of(socket), application, settings);
    }

    private TestWorker(Transport transport, SocketAddress bind, Application application, String... settings)
            throws IOException, InterruptedException {
        Map<String, String> all = new HashMap<>();
        for (String setting : settings) {
            int equals = setting.indexOf('=');
            all.put(setting.substring(0, equals), setting.substring(equals + 1));
        }
        this.config = Config.of(all);
        this.application = application;
        this.listener = ServerSocketChannel.open(
                bind instanceof InetSocketAddress ? StandardProtocolFamily.INET : StandardProtocolFamily.UNIX);
        listener.bind(bind);
        this.address = listener.getLocalAddress();
        Leaks.watch();
        System.setProperty(Transport.PROPERTY, transport.name().toLowerCase(Locale.ROOT));
        this.thread = new Thread(this::run, "test-worker");
        thread.start();
        if (!ready.await(10, TimeUnit.SECONDS)) {
            throw new AssertionError("the worker is not ready", failure.get());
        }
    }

    private void run() {
        try {
            NettyWorker worker = new NettyWorker();
            worker.check(config);
            worker.run(this);
        } catch (IOException | InterruptedException | RuntimeException e) {
            failure.set(e);
            ready.countDown();
        }
    }

    /** {@return a client that speaks TLS} */
    Client connect(SSLContext tls) throws IOException {
        return new Client(address, tls);
    }

    SocketAddress address() {
        return address;
    }

    Client connect() throws IOException {
        return new Client(address);
    }

    /** {@return how many connections are open} */
    int open() {
        return open;
    }

    /** {@return how many requests have ended} */
    int ended() {
        return ended.get();
    }

    /** {@return what was logged, from warnings up} */
    List<String> logged() {
        return log.lines();
    }

    /** Ask for a graceful stop. */
    void stop(boolean server) {
        List<Runnable> actions;
        synchronized (this) {
            abandoned = server;
            stopping = true;
            actions = List.copyOf(stopActions);
        }
        actions.forEach(Runnable::run);
    }

    /** {@return whether it ended within ten seconds} */
    boolean gone() throws InterruptedException {
        thread.join(10_000);
        return !thread.isAlive() && failure.get() == null;
    }

    @Override
    public void close() throws IOException {
        if (!stopping) {
            stop(false);
        }
        try {
            if (!gone()) {
                throw new AssertionError("the worker does not end", failure.get());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    @Override
    public Config config() {
        return config;
    }

    @Override
    public Logger log() {
        return log;
    }

    @Override
    public Application application() {
        return application;
    }

    @Override
    public ClassLoader applicationLoader() {
        return getClass().getClassLoader();
    }

    @Override
    public List<Listener> listeners() {
        return List.of(new Listener() {
            @Override
            public int fd() {
                try {
                    return Inherited.number(listener);
                } catch (IOException e) {
                    throw new IllegalStateException(e);
                }
            }

            @Override
            public String address() {
                return address.toString();
            }

            @Override
            public boolean unix() {
                return address instanceof UnixDomainSocketAddress;
            }

            @Override
            public ServerSocketChannel open() {
                return listener;
            }

            @Override
            public ServerSocketChannel openAgain() {
                return listener;
            }
        });
    }

    @Override
    public Activity activity() {
        return new Activity() {
            @Override
            public void beat() {}

            @Override
            public void begin(int number, byte[] bytes, int offset, int length) {}

            @Override
            public void end(int number, long bodyBytes) {
                ended.incrementAndGet();
            }

            @Override
            public void connections(int count) {
                open = count;
            }
        };
    }

    @Override
    public void retire() {}

    @Override
    public void ready() {
        ready.countDown();
    }

    @Override
    public synchronized void onStop(Runnable action) {
        stopActions.add(action);
    }

    @Override
    public boolean stopping() {
        return stopping;
    }

    @Override
    public boolean abandoned(Listener queue) {
        return abandoned;
    }
}
