package org.jcorn.http;

/**
 * What a worker wants to know of its connections, for scoreboard, logs and counters. Called on the thread that serves.
 *
 * <p>Order for each request: {@link #started}, then perhaps one of {@link #failed} and {@link #malformed}, then
 * {@link #ended}. A head that cannot be parsed, or does not arrive in time, is reported by {@link #refused} alone.
 */
public interface ExchangeListener {

    /**
     * A request is about to be handed to the application.
     *
     * @param request the request; {@link HttpRequest#head()} has its line as bytes, without making a string
     */
    void started(HttpRequest request);

    /**
     * A head was refused and answered.
     *
     * @param peer whose it was
     * @param status the status the client got
     * @param cause the violation with its detail, or a {@link java.net.SocketTimeoutException}
     */
    void refused(Peer peer, int status, Exception cause);

    /**
     * The client broke the framing of the body, and the application let the exception pass.
     *
     * @param request the request
     * @param violation the rule
     */
    void malformed(HttpRequest request, HttpViolation violation);

    /**
     * The application failed: it threw, or its response is shorter than announced.
     *
     * @param request the request
     * @param cause what it threw
     */
    void failed(HttpRequest request, Throwable cause);

    /**
     * An exchange is over.
     *
     * @param request the request, valid during this call
     * @param response the response as it was sent, valid during this call
     * @param outcome how it ended
     */
    void ended(HttpRequest request, HttpResponse response, Outcome outcome);
}
