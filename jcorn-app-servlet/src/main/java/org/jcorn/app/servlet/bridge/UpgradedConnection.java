package org.jcorn.app.servlet.bridge;

import jakarta.servlet.http.HttpUpgradeHandler;
import jakarta.servlet.http.WebConnection;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.coyote.UpgradeToken;
import org.apache.coyote.http11.upgrade.InternalHttpUpgradeHandler;
import org.apache.coyote.http11.upgrade.UpgradeProcessorBase;
import org.apache.coyote.http11.upgrade.UpgradeProcessorExternal;
import org.apache.coyote.http11.upgrade.UpgradeProcessorInternal;
import org.apache.juli.logging.Log;
import org.apache.juli.logging.LogFactory;
import org.apache.tomcat.util.ExceptionUtils;
import org.apache.tomcat.util.net.AbstractEndpoint.Handler.SocketState;
import org.apache.tomcat.util.net.SocketEvent;
import org.jspecify.annotations.Nullable;

/**
 * A connection that speaks another protocol than HTTP by now: a WebSocket, or what an {@link HttpUpgradeHandler} of the
 * application makes of it. It lasts until the handler closes it or the client goes.
 */
final class UpgradedConnection implements AsyncTimeouts.Waiting {
    private static final Log LOG = LogFactory.getLog(UpgradedConnection.class);

    private final ServletExchange exchange;
    private final UpgradeToken token;
    private final HttpUpgradeHandler handler;
    private final UpgradeSocket socket;
    private final UpgradeProcessorBase processor;
    private final AtomicBoolean destroyed = new AtomicBoolean();

    UpgradedConnection(ServletExchange exchange, UpgradeToken token) {
        this.exchange = exchange;
        this.token = token;
        handler = token.httpUpgradeHandler();
        socket = new UpgradeSocket(this, exchange);
        processor = handler instanceof InternalHttpUpgradeHandler
                ? new UpgradeProcessorInternal(socket, token, null)
                : new UpgradeProcessorExternal(socket, token, null);
    }

    /** Hand the connection to its handler. */
    void start() {
        try {
            bound(() -> handler.init((WebConnection) processor));
        } catch (Throwable e) {
            ExceptionUtils.handleThrowable(e);
            LOG.error("the upgrade has failed", e);
            socket.close();
            return;
        }
        exchange.protocol().timeouts().add(this);
        if (handler instanceof InternalHttpUpgradeHandler) {
            socket.registerReadInterest();
        } else {
            advance(SocketEvent.OPEN_READ); // which finds out whether it is closed already
        }
    }

    /** Tell the handler of an event, once what runs for this connection has returned. */
    void event(SocketEvent event) {
        exchange.exchange().execute(() -> advance(event));
    }

    @Override
    public void timeoutAsync(long now) {
        processor.timeoutAsync(now);
        if (!socket.listened()) {
            // A handler that reads for itself tells nobody that it has closed the connection.
            event(SocketEvent.OPEN_READ);
        }
    }

    void advance(SocketEvent event) {
        if (destroyed.get()) {
            return;
        }
        SocketState state = SocketState.CLOSED;
        try {
            state = processor.process(socket, event);
        } catch (Throwable e) {
            ExceptionUtils.handleThrowable(e);
            LOG.debug("the upgraded connection has failed", e);
        }
        if (state == SocketState.CLOSED) {
            socket.close();
        } else if (event != SocketEvent.OPEN_WRITE && socket.listened()) {
            socket.registerReadInterest();
        }
    }

    /** Release the handler. The socket closes, whoever asked for it. */
    void destroy() {
        if (!destroyed.compareAndSet(false, true)) {
            return;
        }
        exchange.protocol().timeouts().remove(this);
        try {
            bound(() -> {
                handler.destroy();
                if (token.instanceManager() != null) {
                    token.instanceManager().destroyInstance(handler);
                }
            });
        } catch (Throwable e) {
            ExceptionUtils.handleThrowable(e);
            LOG.error("the upgraded connection was not released", e);
        }
    }

    private interface Action {
        void run() throws Exception;
    }

    private void bound(Action action) throws Exception {
        @Nullable
        ClassLoader before =
                token.contextBind() == null ? null : token.contextBind().bind(null);
        try {
            action.run();
        } finally {
            if (token.contextBind() != null) {
                token.contextBind().unbind(before);
            }
        }
    }
}
