package org.jcorn.http;

import java.util.Map;
import org.jcorn.WebSocketListener;

/**
 * Takes a connection over when it switches to another protocol (RFC 9110 §7.8). A worker class that can do so offers one
 * through {@link Wire#upgrader}.
 *
 * <p>Order: {@link #webSocket} during the request; then the {@code 101} response is written; the application returns,
 * {@link HttpConnection#serve} returns false and {@link HttpConnection#upgraded} true; the worker then makes the switch
 * with what {@link HttpConnection#release} hands over.
 */
public interface Upgrader {

    /**
     * Agree on a WebSocket. The opening handshake was found to be in order.
     *
     * @param request the request, valid during this call; its {@code Sec-WebSocket-Extensions} are up to the callee
     * @param listener the application's
     * @param subprotocol what was agreed upon, or empty
     * @return fields of the response besides {@code Upgrade}, {@code Connection}, {@code Sec-WebSocket-Accept} and
     *     {@code Sec-WebSocket-Protocol}, such as {@code Sec-WebSocket-Extensions}
     */
    Map<String, String> webSocket(HttpRequest request, WebSocketListener listener, String subprotocol);
}
