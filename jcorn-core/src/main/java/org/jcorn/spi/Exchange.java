package org.jcorn.spi;

import java.io.IOException;
import java.util.Map;
import javax.net.ssl.SSLSession;
import org.jcorn.Request;
import org.jspecify.annotations.Nullable;

/**
 * What an {@link AppLoader} that bridges to another programming model, such as servlets, needs of a request besides
 * {@link Request} and {@link org.jcorn.Response}: that it outlives the handler, that nobody waits for the client, that
 * the connection changes its protocol.
 *
 * <p>Everything that is done with a request is done by one thread at a time: first the handler's, then, once the handler
 * has returned, that of each task given to {@link #execute}, {@link #whenReadable} or {@link #whenWritable}, in that
 * order. Tasks may block. What a task throws ends the request as if the handler had thrown it.
 *
 * <p>In a worker class that gives each request a thread, a suspended one keeps it; in one with an event loop it has none
 * while there is nothing to do.
 *
 * @since 0.1
 */
public interface Exchange {

    /**
     * {@return the exchange that a request belongs to}
     *
     * @param request as the worker class gave it to {@link org.jcorn.Application#handle}
     * @throws IllegalArgumentException if it was not made by a worker class
     */
    static Exchange of(Request request) {
        if (request instanceof Owner owner) {
            return owner.exchange();
        }
        throw new IllegalArgumentException(
                "a " + request.getClass().getName() + " is not the request of a connection, nothing can be suspended");
    }

    /** A request that belongs to an exchange. */
    interface Owner {

        /** {@return the exchange, one object for each request: when that is over, its calls have no effect} */
        Exchange exchange();
    }

    /**
     * Let the request go on when the handler has returned, until {@link #end}. Only the handler may say so.
     *
     * @throws IllegalStateException if the request has ended or is suspended already
     */
    void suspend();

    /**
     * End a suspended request: its response is completed when the task or handler that runs has returned. May be called
     * by any thread; the first call counts.
     */
    void end();

    /**
     * Have it known that the request is over, however that came: by {@link #end}, because it failed, took too long, or the
     * connection broke. Nothing that was got from it reaches the client any more.
     *
     * @param action called once, by the thread that ends the request; must not block. It takes the place of one set before
     */
    void whenOver(Runnable action);

    /**
     * Run a task for a suspended request. May be called by any thread.
     *
     * @param task runs when the handler and the tasks before it have returned; never, if the request ends before
     */
    void execute(Runnable task);

    /** {@return whether it is known that reading the body does not wait for the client: something is there, or its end, or a failure} False at the beginning of a body may only mean that nobody has looked: {@link #whenReadable} does. */
    boolean readable();

    /**
     * Run a task as soon as the body is {@link #readable}.
     *
     * @param task as in {@link #execute}
     */
    void whenReadable(Runnable task);

    /** {@return whether what is written to the body is not waited for: little is under way to the client} */
    boolean writable();

    /**
     * Run a task as soon as the response is {@link #writable}.
     *
     * @param task as in {@link #execute}
     */
    void whenWritable(Runnable task);

    /**
     * Change the protocol of the connection (RFC 9110 §7.8): send {@code 101 Switching Protocols}. From then on the
     * request's body is what arrives on the connection, whatever it is, until the peer ends it, and what is written to the
     * response's body goes out as it is. The connection closes when the request ends.
     *
     * @param fields of the response, {@code Upgrade} among them
     * @throws IOException if the client is gone
     * @throws IllegalStateException if the response is committed
     */
    void switchProtocol(Map<String, String> fields) throws IOException;

    /**
     * Send fields after the body (RFC 9110 §6.5), when it is chunked; else they are left out.
     *
     * @param fields names and values
     * @throws IllegalArgumentException if a name or value cannot stand in a field line
     */
    void trailers(Map<String, String> fields);

    /** {@return what was agreed upon in the TLS handshake with the client, or null where jcorn did not make one} */
    @Nullable
    SSLSession tlsSession();
}
