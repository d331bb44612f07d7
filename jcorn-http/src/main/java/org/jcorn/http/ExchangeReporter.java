package org.jcorn.http;

import java.net.SocketTimeoutException;
import org.jcorn.spi.Activity;
import org.jcorn.spi.Logger;
import org.jcorn.spi.WorkerContext;
import org.jspecify.annotations.Nullable;

/** Carries what happens on connections to the scoreboard, the error log and the access log. */
public final class ExchangeReporter implements ExchangeListener {

    private final WorkerContext context;
    private final Activity activity;
    private final Logger log;
    private final AccessLog accessLog;
    private final boolean metered;
    private final AccessRecord record = new AccessRecord();
    private final AccessLine line;
    private int thread;
    private long begun;

    /**
     * Report for one thread of a worker.
     *
     * @param context the worker
     * @param accessLog its access log
     * @param thread the thread's number, from 0
     */
    public ExchangeReporter(WorkerContext context, AccessLog accessLog, int thread) {
        this.accessLog = accessLog;
        this.line = accessLog.newLine();
        this.thread = thread;
        this.context = context;
        this.activity = context.activity();
        this.log = context.log();
        this.metered = log.metered();
    }

    /**
     * Report for another thread from now on, where a connection is not always served by the same.
     *
     * @param number the thread's number, from 0
     */
    public void thread(int number) {
        thread = number;
    }

    @Override
    public void started(HttpRequest request) {
        if (recording()) {
            begun = System.nanoTime();
        }
        RequestHead head = request.head();
        activity.begin(thread, head.bytes(), head.lineStart(), head.lineEnd() - head.lineStart());
    }

    @Override
    public void refused(Refusal refusal) {
        invalid(refusal.remoteHost(), refusal.cause());
        if (recording()) {
            record.refusal(refusal);
            writeRecord();
        }
    }

    @Override
    public void malformed(HttpRequest request, HttpViolation violation) {
        invalid(request.remoteHost(), violation);
    }

    /** A client that goes away in the middle is none of the operator's business, one that breaks the rules may be. */
    private void invalid(String address, Exception cause) {
        boolean gone = cause instanceof HttpViolation violation
                && (violation.violation() == Violation.HEAD_CUT_SHORT
                        || violation.violation() == Violation.BODY_CUT_SHORT);
        log.log(
                gone ? Logger.Level.DEBUG : Logger.Level.WARNING,
                "Invalid request from ip=" + address + ": " + cause.getMessage());
    }

    @Override
    public void timedOut(HttpRequest request, SocketTimeoutException cause) {
        log.warning("Slow client ip=" + request.remoteHost() + ", " + line(request) + ": " + cause.getMessage());
    }

    @Override
    public void overdue(HttpRequest request, @Nullable Thread serving) {
        if (serving == null) {
            log.error("REQUEST TIMEOUT " + line(request) + ", which was suspended and is not completed");
            return;
        }
        StringBuilder text = new StringBuilder("REQUEST TIMEOUT " + line(request) + ", interrupting its thread:");
        for (StackTraceElement frame : serving.getStackTrace()) {
            text.append("\n    at ").append(frame);
        }
        log.error(text.toString());
    }

    @Override
    public void lost(HttpRequest request, Thread serving) {
        log.error("REQUEST TIMEOUT " + line(request) + ": its thread " + serving.getName()
                + " does not stop; this worker is to be replaced");
        context.retire();
    }

    private static String line(HttpRequest request) {
        return request.method() + " " + request.target();
    }

    @Override
    public void failed(HttpRequest request, Throwable cause) {
        log.log(Logger.Level.ERROR, "Error handling request " + line(request), cause);
    }

    @Override
    public void ended(HttpRequest request, HttpResponse response, Outcome outcome) {
        activity.end(thread, response.bodyBytes());
        if (recording()) {
            record.exchange(request, response, outcome, System.nanoTime() - begun);
            writeRecord();
        }
    }

    private boolean recording() {
        return metered || accessLog.enabled();
    }

    private void writeRecord() {
        try {
            if (metered) {
                log.request(record.status(), record.nanos());
            }
            if (accessLog.enabled()) {
                accessLog.write(record, line);
            }
        } finally {
            record.clear();
        }
    }
}
