package org.jcorn.http;

import java.util.function.BooleanSupplier;
import org.jcorn.Application;
import org.jspecify.annotations.Nullable;

/** One request after another of a connection, from the end of its head to the end of its response. */
final class HttpExchange {

    private static final int DRAIN_BYTES = 65_536;

    private final BooleanSupplier keepAlive;
    private final ExchangeListener listener;
    private final RequestParser parser;
    private final RequestBody body;
    private final HttpRequest request;
    private final HttpResponse response;
    private final ProtocolSwitch protocolSwitch;
    private final ApplicationCall call;

    private boolean suspended;
    private boolean shared;
    private boolean switched;
    private boolean unreadInput;
    private boolean failure;

    /**
     * @param keepAlive asked for each response: may its connection be kept
     * @param listener told what happens
     */
    HttpExchange(HttpContext context, RequestParser parser, BooleanSupplier keepAlive, ExchangeListener listener) {
        this.keepAlive = keepAlive;
        this.listener = listener;
        this.parser = parser;
        response = new HttpResponse(context, this::mayPersist);
        ChunkedDecoder decoder = new ChunkedDecoder(context.options(), parser);
        body = new RequestBody(context.options(), parser.input(), decoder, response::sendContinue);
        protocolSwitch = new ProtocolSwitch(response);
        SuspensionMaker suspensions = wire -> new Suspension(
                body, response, protocolSwitch, wire, context.options().patience());
        request = new HttpRequest(parser.head(), body, protocolSwitch, suspensions);
        RequestTimer timer = new RequestTimer(context.options().requestTimeout());
        call = new ApplicationCall(request, response, body, listener, timer, context.requestHooks());
    }

    /** Forget the connection before. */
    void reset() {
        suspended = false;
        switched = false;
        unreadInput = false;
        failure = false;
    }

    /** {@return the response, also to what never became a request} */
    HttpResponse response() {
        return response;
    }

    /**
     * Serve the request whose head was parsed.
     *
     * @return whether the connection is kept, if the request is not {@link #suspended}
     */
    boolean run(Application application, Wire wire, Peer peer) {
        RequestHead head = parser.head();
        body.open(head, wire);
        request.reset(peer, wire);
        response.open(wire, head.modern(), head.isHead());
        protocolSwitch.open(wire);
        listener.started(request);
        return go(application);
    }

    /** Go on with a suspended request. {@return as {@link #run} does} */
    boolean proceed() {
        return go(null);
    }

    private boolean go(@Nullable Application application) {
        boolean kept = false;
        Outcome outcome = Outcome.APP_ERROR;
        suspended = false;
        try {
            Outcome how = application == null ? call.proceed() : call.run(application);
            suspended = how == null;
            outcome = how == null ? Outcome.OK : how;
            switched = protocolSwitch.made();
            kept = how == Outcome.OK && !switched && response.keepAlive() && body.drain(DRAIN_BYTES);
        } finally {
            if (!suspended) {
                end(outcome);
            }
        }
        return kept;
    }

    private void end(Outcome outcome) {
        boolean silent = outcome == Outcome.CLIENT_GONE || outcome == Outcome.TIMED_OUT;
        boolean http = !switched && !protocolSwitch.tunneled();
        unreadInput = !silent && http && (!body.exhausted() || parser.input().available() > 0);
        failure = outcome != Outcome.OK && response.endsByClose();
        listener.ended(request, response, outcome);
        shared = request.suspension() != null;
        body.end();
        response.end();
        protocolSwitch.end();
        request.end();
    }

    /** {@return whether others than the thread that served the last request may know it} */
    boolean shared() {
        return shared;
    }

    private boolean mayPersist(boolean last) {
        return parser.head().persistent() && keepAlive.getAsBoolean() && (!last || body.drainable(DRAIN_BYTES));
    }

    /** {@return whether the last request goes on without a thread} */
    boolean suspended() {
        return suspended;
    }

    /** Have it known when {@link #proceed} is to be called, which may be at once. */
    void sleep(Runnable action) {
        Suspension suspension = request.suspension();
        if (suspension != null) {
            suspension.sleep(action);
        }
    }

    /** {@return whether the last request switched the connection to another protocol} */
    boolean switched() {
        return switched;
    }

    /** {@return whether closing the connection at once could take the response with it} */
    boolean unreadInput() {
        return unreadInput;
    }

    /** {@return whether the client is to see that the response is not whole} */
    boolean failure() {
        return failure;
    }

    /** Look at the time. {@return whether the connection is to be cut} Called on another thread. */
    boolean lost(long now) {
        Suspension suspension = request.suspension();
        if (suspension != null) {
            suspension.tick(now);
            if (protocolSwitch.tunneled()) {
                return false;
            }
        }
        return call.lost(now);
    }
}
