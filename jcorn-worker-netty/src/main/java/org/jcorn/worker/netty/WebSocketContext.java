package org.jcorn.worker.netty;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import org.jcorn.config.Config;
import org.jcorn.config.WorkerProcessesSettings;
import org.jcorn.spi.Logger;

/** What the WebSockets of a worker share. Safe for use by any thread. */
final class WebSocketContext {

    private final WebSocketLimits limits;
    private final Duration patience;
    private final Logger log;
    private final Executor executor;
    private final Set<WebSocketChannel> sockets = ConcurrentHashMap.newKeySet();
    private volatile boolean stopping;

    /** @param executor runs listeners that block */
    WebSocketContext(Config config, Logger log, Executor executor) {
        this.limits = WebSocketLimits.of(config);
        this.patience = config.get(WorkerProcessesSettings.TIMEOUT);
        this.log = log;
        this.executor = executor;
    }

    /** {@return what makes one connection a WebSocket, if it is asked to} */
    Successor successor() {
        return new WebSocketUpgrader(this);
    }

    WebSocketLimits limits() {
        return limits;
    }

    /** {@return how long to wait for a client that does not read, zero = for ever} */
    Duration patience() {
        return patience;
    }

    Logger log() {
        return log;
    }

    Executor executor() {
        return executor;
    }

    /** A socket is open. */
    void opened(WebSocketChannel socket) {
        sockets.add(socket);
        if (stopping) {
            socket.goAway();
        }
    }

    /** The connection of a socket is closed, and its listener has heard of that. */
    void closed(WebSocketChannel socket) {
        sockets.remove(socket);
        synchronized (this) {
            notifyAll();
        }
    }

    /** {@return how many sockets are open, or have listeners that do not know yet that they are not} */
    int open() {
        return sockets.size();
    }

    /** Close all sockets, with code 1001, and those that are opened later. Their clients get 5 seconds to answer. */
    void stop() {
        stopping = true;
        sockets.forEach(WebSocketChannel::goAway);
    }

    /** Wait until no socket is open, and no listener runs any more. */
    synchronized void awaitEnd() throws InterruptedException {
        while (!sockets.isEmpty()) {
            wait();
        }
    }
}
