package org.jcorn.worker.netty;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.BooleanSupplier;
import org.jcorn.config.WorkerProcessesSettings;
import org.jcorn.http.AccessLog;
import org.jcorn.http.ExchangeReporter;
import org.jcorn.http.HttpConnection;
import org.jcorn.http.HttpContext;
import org.jcorn.spi.WorkerContext;

/**
 * The sessions of a worker: lent to connections while they have a request. The one given back last is lent first, so
 * that the loop finds its buffers in the processor's cache; those not needed for a while are dropped.
 */
final class Sessions {

    private final WorkerContext context;
    private final HttpContext http;
    private final AccessLog accessLog;
    private final BooleanSupplier keepAlive;

    // Guarded by itself.
    private final Deque<Session> idle = new ArrayDeque<>();
    private int leastIdle;

    Sessions(WorkerContext context, AccessLog accessLog) {
        this.context = context;
        this.accessLog = accessLog;
        this.http = HttpContext.of(context);
        Duration limit = context.config().get(WorkerProcessesSettings.KEEPALIVE);
        this.keepAlive = () -> !limit.isZero() && !context.stopping();
    }

    Session lend() {
        synchronized (idle) {
            Session session = idle.pollLast();
            leastIdle = Math.min(leastIdle, idle.size());
            if (session != null) {
                return session;
            }
        }
        ExchangeReporter reporter = new ExchangeReporter(context, accessLog, 0);
        return new Session(new HttpConnection(http, keepAlive, reporter), reporter);
    }

    void takeBack(Session session) {
        synchronized (idle) {
            idle.addLast(session);
        }
    }

    /** Drop some of those that nobody needed since the last call. */
    void trim() {
        synchronized (idle) {
            for (int i = (leastIdle + 1) / 2; i > 0; i--) {
                idle.pollFirst();
            }
            leastIdle = idle.size();
        }
    }
}
