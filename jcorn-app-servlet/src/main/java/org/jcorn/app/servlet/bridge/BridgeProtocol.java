package org.jcorn.app.servlet.bridge;

import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.coyote.Adapter;
import org.apache.coyote.ProtocolHandler;
import org.apache.coyote.UpgradeProtocol;
import org.apache.tomcat.util.collections.SynchronizedStack;
import org.apache.tomcat.util.net.SSLHostConfig;
import org.apache.tomcat.util.threads.TaskQueue;
import org.apache.tomcat.util.threads.TaskThreadFactory;
import org.apache.tomcat.util.threads.ThreadPoolExecutor;
import org.jspecify.annotations.Nullable;

/** A protocol handler without a server socket. Holds what requests share: idle processors, the clock, threads. */
final class BridgeProtocol implements ProtocolHandler {
    private static final int IDLE_PROCESSORS = 256;
    private static final int ASYNC_THREADS = 200;

    private final SynchronizedStack<BridgeProcessor> idle = new SynchronizedStack<>(16, IDLE_PROCESSORS);
    private final AsyncTimeouts timeouts = new AsyncTimeouts();
    private final UpgradeEndpoint endpoint = new UpgradeEndpoint();
    private @Nullable Adapter adapter;

    /** Runs what an application gives to {@code AsyncContext.start}, beside the request. */
    private Executor executor = new ThreadPoolExecutor(
            0,
            ASYNC_THREADS,
            60,
            TimeUnit.SECONDS,
            new TaskQueue(),
            new TaskThreadFactory("jcorn-servlet-", true, Thread.NORM_PRIORITY));

    private @Nullable ScheduledExecutorService utilityExecutor;

    /** {@return a processor for one request} */
    BridgeProcessor acquire() {
        BridgeProcessor processor = idle.pop();
        if (processor != null) {
            return processor;
        }
        Adapter to = adapter;
        if (to == null) {
            throw new IllegalStateException("the servlet container is not started");
        }
        return new BridgeProcessor(to);
    }

    /** Take a processor back; one that another thread may still know is not used again. */
    void release(ServletExchange exchange, BridgeProcessor processor) {
        if (exchange.wasSuspended()) {
            processor.detach();
        } else {
            processor.recycle();
            idle.push(processor);
        }
    }

    AsyncTimeouts timeouts() {
        return timeouts;
    }

    UpgradeEndpoint endpoint() {
        return endpoint;
    }

    @Override
    public @Nullable Adapter getAdapter() {
        return adapter;
    }

    @Override
    public void setAdapter(Adapter given) {
        adapter = given;
    }

    @Override
    public Executor getExecutor() {
        return executor;
    }

    @Override
    public void setExecutor(Executor given) {
        executor = given;
    }

    @Override
    public @Nullable ScheduledExecutorService getUtilityExecutor() {
        return utilityExecutor;
    }

    @Override
    public void setUtilityExecutor(ScheduledExecutorService given) {
        utilityExecutor = given;
    }

    /** {@return what stands for the port, which a connector without one wants} */
    @Override
    public String getId() {
        return "jcorn";
    }

    @Override
    public void init() {}

    @Override
    public void start() {}

    @Override
    public void pause() {}

    @Override
    public void resume() {}

    @Override
    public void stop() {
        timeouts.stop();
    }

    @Override
    public void destroy() {}

    @Override
    public void closeServerSocketGraceful() {}

    @Override
    public long awaitConnectionsClose(long waitMillis) {
        return 0;
    }

    @Override
    public void addSslHostConfig(SSLHostConfig sslHostConfig) {}

    @Override
    public void addSslHostConfig(SSLHostConfig sslHostConfig, boolean replace) {}

    @Override
    public SSLHostConfig[] findSslHostConfigs() {
        return new SSLHostConfig[0];
    }

    @Override
    public void addUpgradeProtocol(UpgradeProtocol upgradeProtocol) {}

    @Override
    public UpgradeProtocol[] findUpgradeProtocols() {
        return new UpgradeProtocol[0];
    }

    @Override
    public boolean isSendfileSupported() {
        return true;
    }
}
