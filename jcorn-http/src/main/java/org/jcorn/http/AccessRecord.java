package org.jcorn.http;

import org.jspecify.annotations.Nullable;

/** What there is to tell of one request in the access log. Reused for one after another. */
final class AccessRecord {

    /** What nginx calls a request whose client did not wait for an answer. */
    private static final int CLIENT_CLOSED_REQUEST = 499;

    private @Nullable HttpRequest request;
    private @Nullable HttpResponse response;
    private String remoteHost = "";
    private String line = "";
    private int status;
    private long bodyBytes;
    private long nanos;
    private Outcome outcome = Outcome.OK;

    /** Tell of an exchange. */
    void exchange(HttpRequest asked, HttpResponse answer, Outcome end, long duration) {
        request = asked;
        response = answer;
        remoteHost = asked.remoteHost();
        status = end == Outcome.CLIENT_GONE && !answer.committed() ? CLIENT_CLOSED_REQUEST : answer.status();
        bodyBytes = answer.bodyBytes();
        nanos = duration;
        outcome = end;
    }

    /** Tell of a head that did not become a request. */
    void refusal(Refusal refusal) {
        request = null;
        response = null;
        remoteHost = refusal.remoteHost();
        line = refusal.line();
        status = refusal.status();
        bodyBytes = refusal.bodyBytes();
        nanos = refusal.nanos();
        outcome = refusal.outcome();
    }

    /** Let go of the exchange. */
    void clear() {
        request = null;
        response = null;
        line = "";
    }

    /** {@return the request, or null of a head that was refused} */
    @Nullable
    HttpRequest request() {
        return request;
    }

    /** {@return the response, or null of a head that was refused} */
    @Nullable
    HttpResponse response() {
        return response;
    }

    /** {@return the client's address, empty on a Unix socket} */
    String remoteHost() {
        return remoteHost;
    }

    /** {@return the first line of a head that was refused, a byte for each character} */
    String line() {
        return line;
    }

    int status() {
        return status;
    }

    long bodyBytes() {
        return bodyBytes;
    }

    long nanos() {
        return nanos;
    }

    Outcome outcome() {
        return outcome;
    }
}
