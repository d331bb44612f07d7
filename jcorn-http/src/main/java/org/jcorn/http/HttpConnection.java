package org.jcorn.http;

import java.io.IOException;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.function.BooleanSupplier;
import org.jcorn.Application;
import org.jspecify.annotations.Nullable;

/**
 * A connection: reads request heads, runs the application on each, and sees to it that the client gets a whole answer
 * or a visible failure. Reused for one connection after another; used by one thread at a time.
 *
 * <p>A worker calls {@link #open}, then {@link #serve} while that returns true, then {@link #close}. One that polls
 * calls {@link #receive} whenever bytes are there, and {@link #serve} when it says so.
 */
public final class HttpConnection {
    /** How far the next request has arrived. */
    public enum Progress {
        /** More bytes are needed. */
        PARTIAL,
        /** {@link #serve} will run the application without waiting for a head. */
        READY,
        /** {@link #serve} will answer the violation. */
        REFUSED,
        /** The client closed the connection where it may: close it. */
        CLOSED
    }

    private static final int DRAIN_BYTES = 65_536;
    private static final Duration DRAIN_TIME = Duration.ofSeconds(2);

    private final ExchangeListener listener;
    private final RequestParser parser;
    private final HttpContext context;
    private final BooleanSupplier keepAlive;

    /** Read by {@link #tick} too. Another takes its place when somebody may hold on to its request. */
    private volatile HttpExchange exchange;

    /** Read by {@link #tick} on another thread. */
    private volatile @Nullable Wire wire;

    private Peer peer = Peer.unix();
    private Progress progress = Progress.PARTIAL;
    private @Nullable HttpViolation violation;
    private boolean unreadInput;

    /** Since when the head of the next request is waited for, in {@link System#nanoTime}; 0 while one is served. */
    private volatile long waitingSince;

    private volatile boolean served;

    /**
     * Make a connection, to be opened.
     *
     * @param context what the worker's connections share
     * @param keepAlive asked for each response: may its connection be kept
     * @param listener told what happens
     */
    public HttpConnection(HttpContext context, BooleanSupplier keepAlive, ExchangeListener listener) {
        this.listener = listener;
        this.context = context;
        this.keepAlive = keepAlive;
        parser = new RequestParser(context.options());
        exchange = new HttpExchange(context, parser, keepAlive, listener);
    }

    /**
     * Start with a connection just accepted.
     *
     * @param transport its bytes; closed by {@link #close}
     * @param ends its addresses
     */
    public void open(Wire transport, Peer ends) {
        wire = transport;
        peer = ends;
        parser.open(ends.remoteHost(), ends.tls());
        progress = Progress.PARTIAL;
        violation = null;
        unreadInput = false;
        served = false;
        renew();
        exchange.reset();
        waitFromNow();
    }

    private void waitFromNow() {
        waitingSince = System.nanoTime() | 1;
    }

    /**
     * {@return what the PROXY prefix of this connection said, or null} An idle connection needs nothing else to be taken
     * up again by {@link #resume}, perhaps of another object.
     */
    public @Nullable ProxyAddress proxy() {
        return parser.proxy();
    }

    /**
     * Take up a kept connection that was idle.
     *
     * @param transport its bytes
     * @param ends its addresses
     * @param proxy what {@link #proxy} said of it
     */
    public void resume(Wire transport, Peer ends, @Nullable ProxyAddress proxy) {
        open(transport, ends);
        served = true;
        parser.resume(proxy);
    }

    /** {@return how far the next request has arrived} After {@link #serve} it may be ready already: pipelining. */
    public Progress progress() {
        return progress;
    }

    /**
     * {@return since when the head of the next request is waited for, in {@link System#nanoTime}: its first byte, or where
     * there is none the start of the connection or the end of the request before; 0 while a request is served} May be
     * called by any thread.
     */
    public long waitingSince() {
        return waitingSince;
    }

    /** {@return whether a request has been served on this connection} May be called by any thread. */
    public boolean served() {
        return served;
    }

    /**
     * {@return whether nothing of a request has arrived, nor part of what carries it: the connection may be closed without
     * an answer} May be called by any thread.
     */
    public boolean idle() {
        Wire from = wire;
        return parser.idle() && (from == null || from.quiet());
    }

    /**
     * Do what precedes the first request, such as a TLS handshake, waiting for the client; the time for the request begins
     * after it. Where it is left out, the first read does it.
     *
     * @throws IOException if the connection failed; then {@link #close}
     */
    public void handshake() throws IOException {
        wire().handshake();
        waitFromNow();
    }

    /**
     * Read from the wire once and parse. On a wire in non-blocking mode this does not wait.
     *
     * @return how far the next request has arrived
     * @throws IOException if the connection failed or the read timed out
     */
    public Progress receive() throws IOException {
        if (progress == Progress.PARTIAL) {
            boolean quiet = parser.idle();
            int count = parser.input().fill(wire());
            if (count > 0) {
                if (quiet) {
                    waitFromNow(); // the head has begun
                }
                parse();
            } else if (count < 0) {
                if (parser.idle()) {
                    progress = Progress.CLOSED;
                } else {
                    refuse(parser.cutShort());
                }
            }
        }
        return progress;
    }

    private void parse() {
        try {
            if (parser.parse()) {
                progress = Progress.READY;
            }
        } catch (HttpViolation e) {
            refuse(e);
        }
    }

    private void refuse(HttpViolation cause) {
        violation = cause;
        progress = Progress.REFUSED;
    }

    /** {@return the head of a request that is {@link Progress#READY}} */
    public RequestHead head() {
        return parser.head();
    }

    /**
     * {@return how many bytes of the body of a request that is {@link Progress#READY} have not arrived; −1 when that is not
     * known, or the client waits for leave to send them (RFC 9110 §10.1.1)}
     */
    public long bodyMissing() {
        RequestHead head = parser.head();
        if (head.framing().chunked()) {
            return -1;
        }
        long missing = head.framing().length() - parser.input().available();
        return missing > 0 && head.framing().continueExpected() ? -1 : Math.max(missing, 0);
    }

    /**
     * Read from the wire once, for the body of a request that is {@link Progress#READY}. What arrives is kept until the
     * application reads it.
     *
     * @return whether the input goes on
     * @throws IOException if the connection failed
     */
    public boolean receiveBody() throws IOException {
        return parser.input().fill(wire()) >= 0;
    }

    /**
     * Serve one request: wait for its head unless it is there, answer it, and be ready for the next.
     *
     * @param application the application
     * @return whether the connection is kept and {@link #serve} or {@link #receive} may be called again; if not, call
     *     {@link #close}
     */
    public boolean serve(Application application) {
        try {
            while (progress == Progress.PARTIAL) {
                receive();
            }
        } catch (SocketTimeoutException e) {
            timedOut(e);
            return false;
        } catch (IOException e) {
            return false;
        }
        if (progress == Progress.REFUSED) {
            HttpViolation cause = violation;
            if (cause != null) {
                answer(cause.violation().status(), cause.violation().text());
                listener.refused(refusal(cause.violation().status(), cause));
            }
            return false;
        }
        return progress == Progress.READY && exchange(application);
    }

    /**
     * Answer a head that did not arrive in time with {@code 408}; a client that sent nothing gets no answer. For a
     * worker that keeps the time itself.
     *
     * @param cause for the listener
     */
    public void timedOut(SocketTimeoutException cause) {
        if (!parser.idle()) {
            answer(408, "The request did not arrive in time");
            unreadInput = false; // Nothing came for long: do not wait for more.
            listener.refused(refusal(408, cause));
        }
    }

    private Refusal refusal(int status, Exception cause) {
        ProxyAddress proxy = parser.proxy();
        String host = proxy != null && proxy.named() ? proxy.clientHost() : peer.remoteHost();
        long waited = System.nanoTime() - waitingSince;
        return new Refusal(
                host,
                status,
                cause,
                parser.input().line(Refusal.LINE),
                exchange.response().bodyBytes(),
                waited);
    }

    private void answer(int status, String text) {
        unreadInput = true;
        Wire to = wire;
        if (to == null) {
            return;
        }
        HttpResponse response = exchange.response();
        try {
            response.open(to, true, false);
            response.fail(status, text, null);
        } catch (IOException e) {
            unreadInput = false; // The client did not wait for the answer.
        } finally {
            response.end();
        }
    }

    private boolean exchange(Application application) {
        Wire to = wire;
        if (to == null) {
            return false;
        }
        waitingSince = 0;
        renew();
        return served(exchange.run(application, to, peer));
    }

    /** Threads of the application may still use a request that was suspended: let them have it for good. */
    private void renew() {
        if (exchange.shared()) {
            exchange = new HttpExchange(context, parser, keepAlive, listener);
        }
    }

    private boolean served(boolean kept) {
        if (exchange.suspended()) {
            return true;
        }
        unreadInput = exchange.unreadInput();
        if (kept) {
            parser.next();
            served = true;
            waitFromNow();
            progress = Progress.PARTIAL;
            parse();
        }
        return kept;
    }

    /**
     * {@return whether the request that was served goes on without a thread} Only where the wire has a {@link Watch}. Then
     * {@link #sleep} is called, and nothing else until that calls back.
     */
    public boolean suspended() {
        return exchange.suspended();
    }

    /**
     * Have it known when {@link #proceed} is to be called for a suspended request, which may be at once.
     *
     * @param action called once, by any thread; must not block
     */
    public void sleep(Runnable action) {
        exchange.sleep(action);
    }

    /** Go on with a suspended request. {@return as {@link #serve} does} It may be suspended again. */
    public boolean proceed() {
        return served(exchange.proceed());
    }

    /**
     * {@return whether the last request switched the connection to another protocol} Then it is {@link #release released},
     * not closed.
     */
    public boolean upgraded() {
        return exchange.switched();
    }

    /** {@return what was received and is not HTTP any more} The connection belongs to the caller from here on. */
    public ByteBuffer release() {
        wire = null;
        InputBuffer input = parser.input();
        ByteBuffer rest = ByteBuffer.allocate(input.available());
        rest.put(input.bytes(), input.position(), input.available()).flip();
        input.skip(input.available());
        return rest;
    }

    /**
     * Look at the time of the request being served, which may have to be ended (setting {@code request_timeout}). Called
     * by the worker's clock a few times a second, on a thread that does not serve.
     *
     * @param now {@link System#nanoTime}
     */
    public void tick(long now) {
        Wire serving = wire;
        if (exchange.lost(now) && serving != null) {
            serving.abort();
        }
    }

    /**
     * Close the connection: with a failure when a body that ends by closing was not completed; after dropping unread
     * input, for 2 seconds at most, when there may be some; else at once.
     */
    public void close() {
        Wire to = wire;
        if (to == null) {
            return;
        }
        wire = null;
        if (exchange.failure()) {
            to.abort();
            return;
        }
        if (unreadInput) {
            to.drain(DRAIN_BYTES, DRAIN_TIME);
        }
        to.close();
    }

    private Wire wire() throws IOException {
        Wire to = wire;
        if (to == null) {
            throw new IOException("the connection is closed");
        }
        return to;
    }
}
