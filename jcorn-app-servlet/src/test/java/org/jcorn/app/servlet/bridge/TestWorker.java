package org.jcorn.app.servlet.bridge;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.nio.channels.ServerSocketChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jcorn.Application;
import org.jcorn.config.Config;
import org.jcorn.spi.Activity;
import org.jcorn.spi.Listener;
import org.jcorn.spi.Logger;
import org.jcorn.spi.Worker;
import org.jcorn.spi.WorkerContext;
import org.jcorn.worker.Inherited;
import org.jspecify.annotations.Nullable;

/** A worker of some class in this JVM, on a loopback port of its own. */
final class TestWorker implements WorkerContext, Listener, Activity, AutoCloseable {
    private final String name;
    private final Config config;
    private final Logger log;
    private final Application application;
    private final ServerSocketChannel listener;
    private final InetSocketAddress address;
    private final List<Runnable> stopActions = new ArrayList<>();
    private final CountDownLatch ready = new CountDownLatch(1);
    private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
    private final Thread thread;
    private volatile boolean stopping;

    TestWorker(String name, Map<String, String> settings, Logger log, Application application)
            throws IOException, InterruptedException {
        this.name = name;
        this.config = Config.of(settings);
        this.log = log;
        this.application = application;
        this.listener = ServerSocketChannel.open(StandardProtocolFamily.INET);
        listener.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        this.address = (InetSocketAddress) listener.getLocalAddress();
        this.thread = new Thread(this::run, "test-worker");
        thread.start();
        if (!ready.await(20, TimeUnit.SECONDS) || failure.get() != null) {
            throw new AssertionError("the worker is not ready", failure.get());
        }
    }

    private void run() {
        try {
            Worker worker = ServiceLoader.load(Worker.class).stream()
                    .map(ServiceLoader.Provider::get)
                    .filter(each -> each.name().equals(name))
                    .findFirst()
                    .orElseThrow();
            worker.check(config);
            worker.run(this);
        } catch (Exception e) {
            failure.set(e);
            ready.countDown();
        }
    }

    InetSocketAddress local() {
        return address;
    }

    @Override
    public void close() throws IOException {
        List<Runnable> actions;
        synchronized (this) {
            stopping = true;
            actions = List.copyOf(stopActions);
        }
        actions.forEach(Runnable::run);
        try {
            thread.join(20_000);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        if (thread.isAlive() || failure.get() != null) {
            throw new AssertionError("the worker does not end", failure.get());
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
        return List.of(this);
    }

    @Override
    public Activity activity() {
        return this;
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
        return false;
    }

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
        return "127.0.0.1:" + address.getPort();
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
    public ServerSocketChannel openAgain() throws IOException {
        // What a stopping worker would find in the accept queue of a listener that nobody else has.
        ServerSocketChannel empty = ServerSocketChannel.open(StandardProtocolFamily.INET);
        return empty.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
    }

    @Override
    public void beat() {}

    @Override
    public void begin(int number, byte[] bytes, int offset, int length) {}

    @Override
    public void end(int number, long bodyBytes) {}

    @Override
    public void connections(int count) {}
}
