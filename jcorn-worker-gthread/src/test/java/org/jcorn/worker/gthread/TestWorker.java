package org.jcorn.worker.gthread;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.nio.channels.ServerSocketChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jcorn.Application;
import org.jcorn.config.Config;
import org.jcorn.spi.Activity;
import org.jcorn.spi.Listener;
import org.jcorn.spi.Logger;
import org.jcorn.spi.WorkerContext;
import org.jspecify.annotations.Nullable;

/** A gthread worker in this JVM, on a loopback port of its own. */
final class TestWorker implements WorkerContext, AutoCloseable {

    private final Config config;
    private final Application application;
    private final ServerSocketChannel listener;
    private final List<Runnable> stopActions = new ArrayList<>();
    private final CountDownLatch ready = new CountDownLatch(1);
    private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
    private final RecordingLogger log = new RecordingLogger();
    private final Thread thread;
    private volatile boolean stopping;
    private volatile boolean abandoned;
    private volatile int open;

    TestWorker(Map<String, String> settings, Application application) throws IOException, InterruptedException {
        this.config = Config.of(settings);
        this.application = application;
        this.listener = ServerSocketChannel.open(StandardProtocolFamily.INET);
        listener.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        this.thread = new Thread(this::run, "test-worker");
        thread.start();
        if (!ready.await(10, TimeUnit.SECONDS)) {
            throw new AssertionError("the worker is not ready", failure.get());
        }
    }

    private void run() {
        try {
            GthreadWorker worker = new GthreadWorker();
            worker.check(config);
            worker.run(this);
        } catch (IOException | InterruptedException | RuntimeException e) {
            failure.set(e);
            ready.countDown();
        }
    }

    List<String> records() {
        return log.records();
    }

    InetSocketAddress address() throws IOException {
        return (InetSocketAddress) listener.getLocalAddress();
    }

    Client connect() throws IOException {
        return new Client((InetSocketAddress) listener.getLocalAddress());
    }

    int open() {
        return open;
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
    boolean ended() throws InterruptedException {
        thread.join(10_000);
        return !thread.isAlive() && failure.get() == null;
    }

    @Override
    public void close() throws IOException {
        if (!stopping) {
            stop(false);
        }
        try {
            if (!ended()) {
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
                return -1;
            }

            @Override
            public String address() {
                return "127.0.0.1:0";
            }

            @Override
            public boolean unix() {
                return false;
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
            public void end(int number, long bodyBytes) {}

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
