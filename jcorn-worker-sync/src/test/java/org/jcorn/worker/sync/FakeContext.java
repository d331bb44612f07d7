package org.jcorn.worker.sync;

import java.io.IOException;
import java.nio.channels.ServerSocketChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.jcorn.Application;
import org.jcorn.config.Config;
import org.jcorn.spi.Activity;
import org.jcorn.spi.Listener;
import org.jcorn.spi.Logger;
import org.jcorn.spi.WorkerContext;

/** The process around a worker, as far as the worker can tell. */
final class FakeContext implements WorkerContext, Activity {

    private final Loopback loopback;
    private final Config config;
    private final Application application;
    private final RecordingLogger log = new RecordingLogger();
    private final CountDownLatch ready = new CountDownLatch(1);
    private final List<Runnable> stopActions = new CopyOnWriteArrayList<>();
    private final List<String> lines = new CopyOnWriteArrayList<>();
    private final List<Long> ends = new CopyOnWriteArrayList<>();
    private final AtomicInteger beats = new AtomicInteger();
    private volatile boolean stopping;

    FakeContext(Loopback loopback, Application application) {
        this(loopback, application, Map.of());
    }

    FakeContext(Loopback loopback, Application application, Map<String, String> settings) {
        this.loopback = loopback;
        this.config = Config.of(settings);
        this.application = application;
    }

    void awaitReady() throws InterruptedException {
        ready.await();
    }

    boolean isReady() {
        return ready.getCount() == 0;
    }

    /** Ask the worker to stop, the whole server with it. */
    void stop() {
        stopping = true;
        for (Runnable action : stopActions) {
            action.run();
        }
    }

    List<String> records() {
        return log.records();
    }

    /** {@return the request lines of requests that began} */
    List<String> lines() {
        return lines;
    }

    /** {@return the body bytes of requests that ended} */
    List<Long> ends() {
        return ends;
    }

    int beats() {
        return beats.get();
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
        List<Listener> listeners = new ArrayList<>();
        for (ServerSocketChannel channel : loopback.listeners()) {
            listeners.add(new Listener() {
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
                public ServerSocketChannel open() throws IOException {
                    return channel;
                }

                @Override
                public ServerSocketChannel openAgain() throws IOException {
                    return channel;
                }
            });
        }
        return listeners;
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
    public void onStop(Runnable action) {
        stopActions.add(action);
    }

    @Override
    public boolean stopping() {
        return stopping;
    }

    @Override
    public boolean abandoned(Listener listener) {
        return stopping;
    }

    @Override
    public void beat() {
        beats.incrementAndGet();
    }

    @Override
    public void begin(int thread, byte[] bytes, int offset, int length) {
        lines.add(new String(bytes, offset, length, java.nio.charset.StandardCharsets.ISO_8859_1));
    }

    @Override
    public void end(int thread, long bodyBytes) {
        ends.add(bodyBytes);
    }

    @Override
    public void connections(int open) {}
}
