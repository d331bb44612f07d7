package org.jcorn.worker.netty;

import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.util.concurrent.FastThreadLocalThread;
import java.io.IOException;
import java.util.concurrent.Executor;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import org.jcorn.spi.Worker;
import org.jcorn.spi.WorkerContext;

/**
 * The {@code netty} worker: one event loop holds up to {@code worker_connections} connections. Applications that say
 * {@link org.jcorn.NonBlocking} run on it; all others on a virtual thread for each request, or on a pool of threads
 * before JDK 21.
 */
public final class NettyWorker implements Worker {

    private static final long TICK_MILLIS = 250;

    private static final ThreadFactory LOOP_THREAD = task -> new FastThreadLocalThread(task, "jcorn-netty-loop");

    /** Make one; for {@link java.util.ServiceLoader}. */
    public NettyWorker() {}

    @Override
    public String name() {
        return "netty";
    }

    @SuppressWarnings("FutureReturnValueIgnored") // the clock reports its failures itself
    @Override
    public void run(WorkerContext context) throws IOException, InterruptedException {
        NettyProperties.set();
        Transport transport = Transport.best();
        Executor threads = HandlerThreads.of(context);
        WebSocketContext webSockets = new WebSocketContext(context.config(), context.log(), threads);
        EventLoopGroup group = new MultiThreadIoEventLoopGroup(1, LOOP_THREAD, transport.ioHandlers());
        EventLoop loop = group.next();
        NettyServer server = new NettyServer(context, loop, Shared.of(context, threads, webSockets::successor));
        try {
            loop.submit(() -> server.listen(transport)).syncUninterruptibly();
            loop.scheduleWithFixedDelay(server::tick, 0, TICK_MILLIS, TimeUnit.MILLISECONDS);
            context.onStop(() -> loop.execute(() -> {
                server.stop();
                webSockets.stop();
            }));
            context.ready();
            server.awaitEnd();
            webSockets.awaitEnd();
        } finally {
            group.shutdownGracefully(0, 0, TimeUnit.SECONDS).syncUninterruptibly();
            server.release();
        }
    }
}
