package org.jcorn.http;

import java.net.SocketTimeoutException;
import java.util.ArrayList;
import java.util.List;

/** A listener that remembers. */
final class Recorder implements ExchangeListener {
    private final List<String> events = new ArrayList<>();
    private final List<Throwable> causes = new ArrayList<>();

    List<String> events() {
        return events;
    }

    List<Throwable> causes() {
        return causes;
    }

    @Override
    public void started(HttpRequest request) {
        RequestHead head = request.head();
        events.add("started " + Octets.string(head.bytes(), head.lineStart(), head.lineEnd()));
    }

    @Override
    public void refused(Refusal refusal) {
        events.add("refused " + refusal.status());
        causes.add(refusal.cause());
    }

    @Override
    public void malformed(HttpRequest request, HttpViolation violation) {
        events.add("malformed " + violation.violation());
        causes.add(violation);
    }

    @Override
    public void timedOut(HttpRequest request, SocketTimeoutException cause) {
        events.add("timed out");
        causes.add(cause);
    }

    @Override
    public void overdue(HttpRequest request, @org.jspecify.annotations.Nullable Thread thread) {
        events.add("overdue " + request.target());
    }

    @Override
    public void lost(HttpRequest request, Thread thread) {
        events.add("lost " + request.target());
    }

    @Override
    public void failed(HttpRequest request, Throwable cause) {
        events.add("failed");
        causes.add(cause);
    }

    @Override
    public void ended(HttpRequest request, HttpResponse response, Outcome outcome) {
        events.add("ended " + response.status() + " " + response.bodyBytes() + " " + outcome.label());
    }
}
