package org.jcorn;

import java.nio.ByteBuffer;

/**
 * Hears what happens on a {@link WebSocket}. Of one socket there is one call at a time, in order: {@link #onOpen} first,
 * {@link #onClose} once and last. Calls block as they like, unless the class says {@link NonBlocking}; while one does,
 * what the client sends waits in the network.
 *
 * <p>An exception closes the socket with code 1011 and is logged; not logged is that of a send on this very socket when
 * the client is gone. Pings are answered without asking.
 *
 * @since 0.1
 */
public interface WebSocketListener {

    /**
     * The socket is open.
     *
     * @param socket the server's end
     * @throws Exception whatever went wrong
     */
    default void onOpen(WebSocket socket) throws Exception {}

    /**
     * A text message has arrived, whole. It is valid UTF-8 and no longer than the setting
     * {@code websocket_max_message_size}.
     *
     * @param socket the server's end
     * @param message the text
     * @throws Exception whatever went wrong
     */
    default void onText(WebSocket socket, String message) throws Exception {}

    /**
     * A binary message has arrived, whole.
     *
     * @param socket the server's end
     * @param message the bytes, for the listener to keep
     * @throws Exception whatever went wrong
     */
    default void onBinary(WebSocket socket, ByteBuffer message) throws Exception {}

    /**
     * A pong has arrived, asked for or not.
     *
     * @param socket the server's end
     * @param payload what it carries
     * @throws Exception whatever went wrong
     */
    default void onPong(WebSocket socket, ByteBuffer payload) throws Exception {}

    /**
     * The socket is closed. Nothing can be sent any more. A close of the client's has its turn behind its messages, and
     * the answers to them.
     *
     * @param socket the server's end
     * @param code why, by the client or this end (RFC 6455 §7.4); 1005 = no reason was given, 1006 = the connection
     *     ended without a closing handshake
     * @param reason the text that came with it, perhaps empty
     * @throws Exception whatever went wrong
     */
    default void onClose(WebSocket socket, int code, String reason) throws Exception {}
}
