package org.jcorn.app.servlet.bridge;

import java.net.InetSocketAddress;
import org.apache.juli.logging.Log;
import org.apache.juli.logging.LogFactory;
import org.apache.tomcat.util.net.AbstractEndpoint;
import org.apache.tomcat.util.net.SocketEvent;
import org.apache.tomcat.util.net.SocketProcessorBase;
import org.apache.tomcat.util.net.SocketWrapperBase;
import org.jspecify.annotations.Nullable;

/** The endpoint that Tomcat wants behind upgraded connections: it only passes on what concerns one of them. */
final class UpgradeEndpoint extends AbstractEndpoint<UpgradedConnection, UpgradedConnection> {
    private static final Log LOG = LogFactory.getLog(UpgradeEndpoint.class);

    UpgradeEndpoint() {
        setUseAsyncIO(false); // else WebSockets write by a way that needs a channel
        setHandler(new Connections());
    }

    @Override
    public boolean processSocket(SocketWrapperBase<UpgradedConnection> socket, SocketEvent event, boolean dispatch) {
        socket.getSocket().event(event);
        return true;
    }

    /** What becomes of connections. */
    private static final class Connections implements Handler<UpgradedConnection> {
        @Override
        public SocketState process(SocketWrapperBase<UpgradedConnection> socket, SocketEvent event) {
            throw new UnsupportedOperationException("processSocket sees to every event");
        }

        @Override
        public @Nullable Object getGlobal() {
            return null;
        }

        @Override
        public void release(SocketWrapperBase<UpgradedConnection> socket) {
            socket.getSocket().destroy();
        }

        @Override
        public void pause() {}

        @Override
        public void recycle() {}
    }

    @Override
    protected SocketProcessorBase<UpgradedConnection> createSocketProcessor(
            SocketWrapperBase<UpgradedConnection> socket, SocketEvent event) {
        throw new UnsupportedOperationException("processSocket sees to every event");
    }

    @Override
    protected @Nullable InetSocketAddress getLocalAddress() {
        return null;
    }

    @Override
    public void bind() {}

    @Override
    public void startInternal() {}

    @Override
    public void stopInternal() {}

    @Override
    protected void doCloseServerSocket() {}

    @Override
    protected UpgradedConnection serverSocketAccept() {
        throw new UnsupportedOperationException("jcorn's workers accept connections");
    }

    @Override
    protected boolean setSocketOptions(UpgradedConnection socket) {
        return false;
    }

    @Override
    protected void destroySocket(UpgradedConnection socket) {}

    @Override
    protected Log getLog() {
        return LOG;
    }
}
