package org.jcorn.worker.netty;

import java.util.concurrent.Executor;
import java.util.concurrent.LinkedTransferQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jcorn.config.WorkerProcessesSettings;
import org.jcorn.spi.VirtualThreads;
import org.jcorn.spi.WorkerContext;

/**
 * The threads on which handlers may block: a virtual one for each request, where the JDK has them; else a pool that
 * grows to {@code threads} when that is more than 1, or to 200.
 *
 * <p>So many because handlers of this worker class are expected to wait, not to compute: a thread that waits costs
 * memory only, one too few makes a client wait for the database of another. They are made as they are needed and end
 * when they are not.
 */
final class HandlerThreads {

    private static final int DEFAULT_MOST = 200;
    private static final String NAME = "jcorn-netty-";

    private HandlerThreads() {}

    /** {@return what runs each task on a thread of its own, as long as there are enough} */
    static Executor of(WorkerContext context) {
        int threads = context.config().get(WorkerProcessesSettings.THREADS);
        return VirtualThreads.factory(NAME)
                .map(HandlerThreads::virtual)
                .orElseGet(() -> pool(threads > 1 ? threads : DEFAULT_MOST));
    }

    private static Executor virtual(ThreadFactory factory) {
        return task -> factory.newThread(task).start();
    }

    static Executor pool(int most) {
        AtomicInteger number = new AtomicInteger();
        ThreadPoolExecutor pool = new ThreadPoolExecutor(
                0,
                most,
                30,
                TimeUnit.SECONDS,
                new Handover(),
                task -> new Thread(task, NAME + number.incrementAndGet()));
        // No idle thread took it and there may be no more: now it waits.
        pool.setRejectedExecutionHandler((task, full) -> ((Handover) full.getQueue()).put(task));
        return pool;
    }

    /** A queue that lets the pool grow: it takes a task only when a thread waits for one. */
    private static final class Handover extends LinkedTransferQueue<Runnable> {
        private static final long serialVersionUID = 1;

        @Override
        public boolean offer(Runnable task) {
            return tryTransfer(task);
        }
    }
}
