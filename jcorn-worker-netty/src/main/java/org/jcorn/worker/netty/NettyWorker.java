package org.jcorn.worker.netty;

import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.util.concurrent.FastThreadLocalThread;
import java.io.IOException;
import java.util.concurrent.Executor;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import org.jcorn.config.Config;
import org.jcorn.config.SslSettings;
import org.jcorn.http.AccessLog;
import org.jcorn.spi.Worker;
import org.jcorn.spi.WorkerContext;
import org.jcorn.tls.TlsContext;
import org.jspecify.annotations.Nullable;

/**
 * The {@code netty} worker: one event loop holds up to {@code worker_connections} connections. Applications that say
 * {@link org.jcorn.NonBlocking} run on it; all others on a virtual thread for each request, or on a pool of threads
 * before JDK 21.
 */
public final class NettyWorker implements Worker {

    private static final long TICK_MILLIS = 250;

    private static final ThreadFactory LOOP_THREAD = task -> new FastThreadLocalThread(task, "jcorn-netty-loop");

    private @Nullable TlsContext tls;

    /** Make one; for {@link java.util.ServiceLoader}. */
    public NettyWorker() {}

    @Override
    public String name() {
        return "netty";
    }

    @Override
    public void check(Config config) {
        tls = SslSettings.enabled(config) ? TlsContext.of(config) : null;
    }

    @SuppressWarnings("FutureReturnValueIgnored") // the clock reports its failures itself
    @Override
    public void run(WorkerContext context) throws IOException, InterruptedException {
        NettyProperties.set();
        TlsContext secure = tls;
        if (secure != null) {
            secure.open(context);
        }
        Transport transport = Transport.best();
        Executor threads = HandlerThreads.of(context);
        WebSocketContext webSockets = new WebSocketContext(context.config(), context.log(), threads);
        EventLoopGroup group = new MultiThreadIoEventLoopGroup(1, LOOP_THREAD, transport.ioHandlers());
        EventLoop loop = group.next();
        LoopCarrier carrier = loop.submit(() -> LoopCarrier.here(context.log()))
                .syncUninterruptibly()
                .getNow()
                .orElse(null);
        AccessLog accessLog = AccessLog.queued(context); // neither the loop nor what it carries may wait for a disk
        Shared shared = Shared.of(context, accessLog, threads, carrier, webSockets::successor);
        NettyServer server = new NettyServer(context, loop, shared, secure, threads);
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
            accessLog.close();
        }
    }
}
