package org.jcorn.app.servlet.bridge;

import jakarta.servlet.ServletConnection;
import org.jcorn.Request;

/** The client's connection as a servlet may ask for it; its id is the client's address and port. */
record BridgeConnection(String id, boolean secure) implements ServletConnection {
    static BridgeConnection of(Request request) {
        return new BridgeConnection(
                request.remoteHost() + ":" + request.remotePort(),
                request.scheme().equals("https"));
    }

    @Override
    public String getConnectionId() {
        return id;
    }

    @Override
    public String getProtocol() {
        return "http/1.1";
    }

    @Override
    public String getProtocolConnectionId() {
        return "";
    }

    @Override
    public boolean isSecure() {
        return secure;
    }
}
