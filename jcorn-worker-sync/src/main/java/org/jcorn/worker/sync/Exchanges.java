package org.jcorn.worker.sync;

import org.jcorn.http.ExchangeListener;
import org.jcorn.http.HttpRequest;
import org.jcorn.http.HttpResponse;
import org.jcorn.http.HttpViolation;
import org.jcorn.http.Outcome;
import org.jcorn.http.Peer;
import org.jcorn.http.RequestHead;
import org.jcorn.spi.Activity;
import org.jcorn.spi.Logger;
import org.jcorn.spi.WorkerContext;

/** Carries what happens on connections to the scoreboard and the error log. */
final class Exchanges implements ExchangeListener {

    private static final int THREAD = 0;

    private final Activity activity;
    private final Logger log;

    Exchanges(WorkerContext context) {
        this.activity = context.activity();
        this.log = context.log();
    }

    @Override
    public void started(HttpRequest request) {
        RequestHead head = request.head();
        activity.begin(THREAD, head.bytes(), head.lineStart(), head.lineEnd() - head.lineStart());
    }

    @Override
    public void refused(Peer peer, int status, Exception cause) {
        log.warning("Invalid request from ip=" + peer.remoteHost() + ": " + cause.getMessage());
    }

    @Override
    public void malformed(HttpRequest request, HttpViolation violation) {
        log.warning("Invalid request from ip=" + request.remoteHost() + ": " + violation.getMessage());
    }

    @Override
    public void failed(HttpRequest request, Throwable cause) {
        log.log(Logger.Level.ERROR, "Error handling request " + request.method() + " " + request.target(), cause);
    }

    @Override
    public void ended(HttpRequest request, HttpResponse response, Outcome outcome) {
        activity.end(THREAD, response.bodyBytes());
    }
}
