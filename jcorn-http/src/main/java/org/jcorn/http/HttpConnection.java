package org.jcorn.http;

import java.io.IOException;
import java.net.SocketTimeoutException;
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

    private final BooleanSupplier keepAlive;
    private final ExchangeListener listener;
    private final RequestParser parser;
    private final RequestBody body;
    private final HttpRequest request;
    private final HttpResponse response;

    private @Nullable Wire wire;
    private Peer peer = Peer.unix();
    private Progress progress = Progress.PARTIAL;
    private @Nullable HttpViolation violation;
    private boolean unreadInput;
    private boolean failure;

    /**
     * Make a connection, to be opened.
     *
     * @param context what the worker's connections share
     * @param keepAlive asked for each response: may its connection be kept
     * @param listener told what happens
     */
    public HttpConnection(HttpContext context, BooleanSupplier keepAlive, ExchangeListener listener) {
        this.keepAlive = keepAlive;
        this.listener = listener;
        parser = new RequestParser(context.options());
        response = new HttpResponse(context, this::mayPersist);
        ChunkedDecoder decoder = new ChunkedDecoder(context.options(), parser);
        body = new RequestBody(parser.input(), decoder, response::sendContinue);
        request = new HttpRequest(parser.head(), body);
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
        failure = false;
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
        parser.resume(proxy);
    }

    /** {@return how far the next request has arrived} After {@link #serve} it may be ready already: pipelining. */
    public Progress progress() {
        return progress;
    }

    /** {@return whether nothing of a request has arrived: the connection may be closed without an answer} */
    public boolean idle() {
        return parser.idle();
    }

    /**
     * Read from the wire once and parse. On a wire in non-blocking mode this does not wait.
     *
     * @return how far the next request has arrived
     * @throws IOException if the connection failed or the read timed out
     */
    public Progress receive() throws IOException {
        if (progress == Progress.PARTIAL) {
            int count = parser.input().fill(wire());
            if (count > 0) {
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
                listener.refused(peer, cause.violation().status(), cause);
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
            listener.refused(peer, 408, cause);
        }
    }

    private void answer(int status, String text) {
        unreadInput = true;
        Wire to = wire;
        if (to == null) {
            return;
        }
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
        RequestHead head = parser.head();
        Wire to = wire;
        if (to == null) {
            return false;
        }
        body.open(head, to);
        request.reset(peer);
        response.open(to, head.modern(), head.isHead());
        listener.started(request);
        boolean kept = false;
        Outcome outcome = Outcome.APP_ERROR;
        try {
            outcome = run(application);
            kept = outcome == Outcome.OK && response.keepAlive() && body.drain(DRAIN_BYTES);
        } finally {
            boolean silent = outcome == Outcome.CLIENT_GONE || outcome == Outcome.TIMED_OUT;
            unreadInput = !silent && (!body.exhausted() || parser.input().available() > 0);
            failure = outcome != Outcome.OK && response.endsByClose();
            listener.ended(request, response, outcome);
            body.end();
            response.end();
        }
        if (kept) {
            parser.next();
            progress = Progress.PARTIAL;
            parse();
        }
        return kept;
    }

    private Outcome run(Application application) {
        Throwable cause;
        try {
            handle(application);
            response.finish();
            return Outcome.OK;
        } catch (StackOverflowError e) {
            cause = e;
        } catch (VirtualMachineError e) {
            throw e; // Out of memory and the like concern the process, not the request.
        } catch (Throwable e) {
            cause = e;
        }
        return blame(cause);
    }

    private void handle(Application application) throws Exception {
        try {
            application.handle(request, response);
        } finally {
            // An interrupt that a handler leaves behind would close the next channel it meets: perhaps the listener.
            Thread.interrupted();
        }
    }

    /** Tell whose fault it was, and answer if that is still possible. */
    private Outcome blame(Throwable cause) {
        if (response.clientGone() || body.fault() == RequestBody.Fault.CLIENT_GONE) {
            return Outcome.CLIENT_GONE;
        }
        HttpViolation broken = body.violation();
        if (broken != null) {
            listener.malformed(request, broken);
            return fail(broken.violation().status(), broken.violation().text(), Outcome.MALFORMED);
        }
        if (body.fault() == RequestBody.Fault.TIMED_OUT) {
            return fail(408, "The request did not arrive in time", Outcome.TIMED_OUT);
        }
        listener.failed(request, cause);
        return fail(500, "", Outcome.APP_ERROR);
    }

    private Outcome fail(int status, String text, Outcome outcome) {
        if (response.committed()) {
            return outcome;
        }
        try {
            response.fail(status, text, request.header("Accept"));
            return outcome;
        } catch (IOException e) {
            return outcome == Outcome.APP_ERROR ? outcome : Outcome.CLIENT_GONE;
        }
    }

    private boolean mayPersist(boolean last) {
        return parser.head().persistent() && keepAlive.getAsBoolean() && (!last || body.drainable(DRAIN_BYTES));
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
        if (failure) {
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
