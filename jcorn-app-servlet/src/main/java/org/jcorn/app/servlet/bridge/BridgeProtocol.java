package org.jcorn.app.servlet.bridge;

import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledExecutorService;
import org.apache.coyote.Adapter;
import org.apache.coyote.ProtocolHandler;
import org.apache.coyote.UpgradeProtocol;
import org.apache.tomcat.util.net.SSLHostConfig;
import org.jspecify.annotations.Nullable;

/** A protocol handler without an endpoint: it only holds what the connector gives it. */
final class BridgeProtocol implements ProtocolHandler {
    private @Nullable Adapter adapter;
    private @Nullable Executor executor;
    private @Nullable ScheduledExecutorService utilityExecutor;

    @Override
    public @Nullable Adapter getAdapter() {
        return adapter;
    }

    @Override
    public void setAdapter(Adapter given) {
        adapter = given;
    }

    @Override
    public @Nullable Executor getExecutor() {
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
    public void stop() {}

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
