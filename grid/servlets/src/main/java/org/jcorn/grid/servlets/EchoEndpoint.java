package org.jcorn.grid.servlets;

import jakarta.websocket.OnMessage;
import jakarta.websocket.server.ServerEndpoint;

/** Sends back what it hears. */
@ServerEndpoint("/echo")
public final class EchoEndpoint {

    /** {@return the same text} */
    @OnMessage
    public String echo(String text) {
        return text;
    }
}
