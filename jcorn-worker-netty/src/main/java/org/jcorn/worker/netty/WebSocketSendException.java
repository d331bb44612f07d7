package org.jcorn.worker.netty;

import java.io.IOException;

/** A message cannot be sent, which is no fault of the application's. */
final class WebSocketSendException extends IOException {

    private static final long serialVersionUID = 1;

    private final transient WebSocketChannel socket;

    WebSocketSendException(WebSocketChannel socket, String message) {
        super(message);
        this.socket = socket;
    }

    /** {@return the socket it was to be sent on} */
    WebSocketChannel socket() {
        return socket;
    }
}
