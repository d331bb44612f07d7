package org.jcorn;

import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An HTTP request as the application sees it.
 *
 * <p>Valid only while {@link Application#handle} runs, and only on one thread at a time. Strings of the head are
 * decoded as ISO 8859-1 (one character for one byte) unless said otherwise.
 */
public interface Request {

    /** {@return the method, case-sensitive, such as {@code GET} (RFC 9110 §9)} */
    String method();

    /** {@return the request target exactly as received, such as {@code /a%20b?c=d} (RFC 9112 §3.2)} */
    String target();

    /**
     * {@return the path of the target, percent-decoded as UTF-8 and without {@link #scriptName()}; {@code *} for the
     * asterisk form} An encoded slash decodes to a slash; {@link #target()} tells them apart.
     */
    String path();

    /** {@return the part of the target behind the {@code ?}, raw, or the empty string} */
    String query();

    /** {@return the protocol version, such as {@code HTTP/1.1}} */
    String protocol();

    /** {@return {@code http} or {@code https}; a trusted proxy may set it (setting {@code secure_scheme_headers})} */
    String scheme();

    /** {@return the mount point of the application, raw, without a trailing slash, or the empty string} */
    String scriptName();

    /** {@return the peer's IP address, or that of the client a PROXY prefix named; empty on Unix sockets} */
    String remoteHost();

    /** {@return the peer's port, 1 to 65535, or 0 on Unix sockets} */
    int remotePort();

    /** {@return the address of the listener the request came in by; on Unix sockets the host of the {@code Host} field} */
    String serverName();

    /** {@return the listener's port; on Unix sockets that of the {@code Host} field, else 80 or 443 by scheme} */
    int serverPort();

    /**
     * Look up a field by its name, whatever its case.
     *
     * @param name the field name
     * @return its value; the values joined by {@code ", "} ({@code "; "} for {@code Cookie}) when it is repeated; null
     *     when it is absent
     */
    @Nullable
    String header(String name);

    /** {@return the header section, in order, without fields dropped by the setting {@code header_map}} */
    Headers headers();

    /**
     * {@return the request's body, decoded from its transfer coding; at its end at once when there is none} Reading it
     * throws {@link java.io.IOException} when the client breaks the framing, is too slow or goes away. Bytes the
     * application leaves unread are discarded.
     */
    InputStream body();

    /** {@return the trailer section of a chunked body; empty until the body is read to its end} */
    Headers trailers();

    /** {@return values the application and its hooks attach to this request; mutable, never null} */
    Map<String, Object> attributes();

    /**
     * {@return the request as CGI variables (RFC 3875): {@code REQUEST_METHOD}, {@code SCRIPT_NAME}, {@code PATH_INFO},
     * {@code QUERY_STRING}, {@code HTTP_*} … and {@code RAW_URI}} A fresh map at each call.
     */
    Map<String, Object> environ();

    /**
     * Turn the connection into a {@link WebSocket}, if the client asks for one (RFC 6455 §4). The {@code 101} response is
     * sent at once, and the listener hears of the socket when the handler has returned. A request that asks for a
     * WebSocket in a way that is not acceptable is answered here too, with 400 or 426.
     *
     * @param listener hears what happens on the socket
     * @param subprotocols those the application speaks, the best first; the first that the client offers too is agreed
     *     upon
     * @return true if the request is answered; false if it does not ask for a WebSocket, and nothing was done
     * @throws IOException if the client is gone
     * @throws IllegalStateException if the response is committed
     * @throws UnsupportedOperationException if the worker class has no WebSockets
     */
    boolean upgrade(WebSocketListener listener, String... subprotocols) throws IOException;
}
