package org.jcorn.worker.gthread;

import java.io.IOException;
import java.util.concurrent.ThreadFactory;
import org.jcorn.config.Config;
import org.jcorn.config.SslSettings;
import org.jcorn.config.WorkerProcessesSettings;
import org.jcorn.spi.VirtualThreads;
import org.jcorn.spi.Worker;
import org.jcorn.spi.WorkerContext;
import org.jcorn.tls.TlsContext;
import org.jspecify.annotations.Nullable;

/**
 * The {@code gthread} worker: {@code threads} of them serve requests, up to {@code worker_connections} connections are
 * kept open, idle ones for {@code keepalive} seconds. A slow client costs a connection, not a thread. With 0 threads
 * each connection has a virtual thread of its own instead.
 */
public final class GthreadWorker implements Worker {

    private @Nullable TlsContext tls;

    /** Make one; for {@link java.util.ServiceLoader}. */
    public GthreadWorker() {}

    @Override
    public String name() {
        return "gthread";
    }

    @Override
    public void check(Config config) {
        if (config.get(WorkerProcessesSettings.THREADS) == 0) {
            virtualThreads();
        }
        tls = SslSettings.enabled(config) ? TlsContext.of(config) : null;
    }

    private static ThreadFactory virtualThreads() {
        return VirtualThreads.factory("jcorn-gthread-")
                .orElseThrow(
                        () -> new IllegalArgumentException("setting 'threads': \"0\" needs virtual threads, which JDK "
                                + Runtime.version().feature() + " does not have; JDK 21 does"));
    }

    @Override
    public void run(WorkerContext context) throws IOException, InterruptedException {
        TlsContext secure = tls;
        if (secure != null) {
            secure.open(context);
        }
        int threads = context.config().get(WorkerProcessesSettings.THREADS);
        if (threads == 0) {
            new VirtualServer(context, secure, virtualThreads()).run();
            return;
        }
        Poller poller = new Poller(context, secure);
        Thread[] pool = new Thread[threads];
        for (int i = 0; i < pool.length; i++) {
            pool[i] = new Thread(new Servant(context, poller, i), "jcorn-gthread-" + (i + 1));
            pool[i].start();
        }
        new Ticker(context, poller::tick).start();
        context.onStop(poller::stop);
        context.ready();
        for (Thread thread : pool) {
            thread.join();
        }
    }
}
