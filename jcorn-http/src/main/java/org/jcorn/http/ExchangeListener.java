package org.jcorn.http;

import java.net.SocketTimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * What a worker wants to know of its connections, for scoreboard, logs and counters. Called on the thread that serves.
 *
 * <p>Order for each request: {@link #started}, then perhaps one of {@link #failed}, {@link #malformed} and
 * {@link #timedOut}, then
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
     * @param refusal what there is to tell of it
     */
    void refused(Refusal refusal);

    /**
     * The client broke the framing of the body, and the application let the exception pass.
     *
     * @param request the request
     * @param violation the rule
     */
    void malformed(HttpRequest request, HttpViolation violation);

    /**
     * The client did not get on: its body came too slowly, or it did not read the response.
     *
     * @param request the request
     * @param cause what was waited for
     */
    void timedOut(HttpRequest request, SocketTimeoutException cause);

    /**
     * The application took longer than {@code request_timeout}, and its thread was interrupted. Called on another thread
     * than the others.
     *
     * @param request the request, which is being served still
     * @param thread the thread that serves it, or null if it is suspended without one
     */
    void overdue(HttpRequest request, @Nullable Thread thread);

    /**
     * The application went on after it was interrupted; the connection was cut. The thread may never come back. Called on
     * another thread than the others.
     *
     * @param request the request, which is being served still
     * @param thread the thread that serves it
     */
    void lost(HttpRequest request, Thread thread);

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
