package org.jcorn;

import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * One end of an open WebSocket (RFC 6455), the server's. {@link Request#upgrade} makes it, and a
 * {@link WebSocketListener} hears what comes in.
 *
 * <p>Any thread may send, as long as the socket is open; messages of several threads are not mixed. A send waits while
 * the client is slow; a client that takes nothing for as long as the setting {@code timeout} is cut off. On an event
 * loop a send does not wait, and fails when more than a megabyte is unsent.
 *
 * @since 0.1
 */
public interface WebSocket {

    /**
     * Send a text message.
     *
     * @param message the text, without lone surrogates
     * @throws IOException if the socket is closed, or the client does not read
     * @throws IllegalArgumentException if there is a lone surrogate: UTF-8 cannot express it
     */
    void sendText(String message) throws IOException;

    /**
     * Send a binary message.
     *
     * @param message what remains of it is sent; it may be reused afterwards
     * @throws IOException if the socket is closed, or the client does not read
     */
    void sendBinary(ByteBuffer message) throws IOException;

    /**
     * Send a ping. The answer reaches {@link WebSocketListener#onPong}.
     *
     * @param payload what the answer will carry, 125 bytes at most
     * @throws IOException if the socket is closed, or the client does not read
     * @throws IllegalArgumentException if the payload is too long
     */
    void ping(ByteBuffer payload) throws IOException;

    /**
     * Start the closing handshake (RFC 6455 §7.1.2): nothing can be sent afterwards, and of what the client sends only
     * its answer is heard, by {@link WebSocketListener#onClose}. A client that does not answer is cut off after five
     * seconds. Does nothing when the socket is closed already.
     *
     * @param code 1000, 1001, 1003, 1007 to 1011, or 3000 to 4999
     * @param reason why, at most 123 bytes as UTF-8, may be empty
     * @throws IllegalArgumentException if code or reason cannot stand in a close frame
     */
    void close(int code, String reason);

    /** {@return whether messages can be sent} */
    boolean isOpen();

    /** {@return the subprotocol agreed upon (RFC 6455 §1.9), or empty} */
    String subprotocol();

    /** {@return the client's IP address as {@link Request#remoteHost} had it} */
    String remoteHost();
}
