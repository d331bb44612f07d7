package org.jcorn.worker.gthread;

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

/** The sessions of a worker: lent to connections while they have a request, so that an idle connection costs little. */
final class Sessions {

    /** Beyond so many idle ones they are left to the collector. */
    private static final int KEPT = 256;

    private final WorkerContext context;
    private final HttpContext http;
    private final AccessLog accessLog;
    private final BooleanSupplier keepAlive;

    // Guarded by itself.
    private final Deque<Session> idle = new ArrayDeque<>();

    Sessions(WorkerContext context) {
        this.context = context;
        this.http = HttpContext.of(context);
        this.accessLog = AccessLog.direct(context);
        Duration limit = context.config().get(WorkerProcessesSettings.KEEPALIVE);
        this.keepAlive = () -> !limit.isZero() && !context.stopping();
    }

    Session lend() {
        synchronized (idle) {
            Session session = idle.pollLast();
            if (session != null) {
                return session;
            }
        }
        ExchangeReporter reporter = new ExchangeReporter(context, accessLog, 0);
        return new Session(new HttpConnection(http, keepAlive, reporter), reporter);
    }

    void takeBack(Session session) {
        synchronized (idle) {
            if (idle.size() < KEPT) {
                idle.addLast(session);
            }
        }
    }
}
