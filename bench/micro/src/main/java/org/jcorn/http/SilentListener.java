package org.jcorn.http;

import java.io.UncheckedIOException;
import java.net.SocketTimeoutException;

/** Hears everything and keeps nothing, except that a failure ends the benchmark. */
final class SilentListener implements ExchangeListener {
    @Override
    public void started(HttpRequest request) {}

    @Override
    public void refused(Refusal refusal) {
        throw new IllegalStateException("refused with " + refusal.status(), refusal.cause());
    }

    @Override
    public void malformed(HttpRequest request, HttpViolation violation) {
        throw violation;
    }

    @Override
    public void timedOut(HttpRequest request, SocketTimeoutException cause) {
        throw new UncheckedIOException(cause);
    }

    @Override
    public void overdue(HttpRequest request, Thread thread) {}

    @Override
    public void lost(HttpRequest request, Thread thread) {}

    @Override
    public void failed(HttpRequest request, Throwable cause) {
        throw new IllegalStateException(cause);
    }

    @Override
    public void ended(HttpRequest request, HttpResponse response, Outcome outcome) {}
}
