package org.jcorn.http;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jcorn.WebSocketListener;
import org.jspecify.annotations.Nullable;

/** The switch of a connection to another protocol, by the request being served (RFC 9110 §7.8). */
final class ProtocolSwitch {
    private final HttpResponse response;
    private @Nullable Wire wire;
    private boolean made;
    private boolean tunneled;

    ProtocolSwitch(HttpResponse response) {
        this.response = response;
    }

    /** Start with a request. */
    void open(Wire connection) {
        wire = connection;
        made = false;
        tunneled = false;
    }

    /** End it: it is too late for a switch. */
    void end() {
        wire = null;
    }

    /** {@return whether the 101 response was sent} */
    boolean made() {
        return made;
    }

    /** The request itself goes on with what the connection carries now. */
    void tunnel() {
        tunneled = true;
    }

    /** {@return whether it does} */
    boolean tunneled() {
        return tunneled;
    }

    /** Switch to WebSocket if the request asks for it. {@return whether it does; then it is answered} */
    boolean webSocket(HttpRequest request, WebSocketListener listener, List<String> spoken) throws IOException {
        WebSocketHandshake handshake = WebSocketHandshake.of(request);
        if (handshake == null) {
            return false;
        }
        response.checkUncommitted();
        if (handshake.status() != 101) {
            response.status(handshake.status())
                    .header("Sec-WebSocket-Version", WebSocketHandshake.VERSION)
                    .send(handshake.text() + "\n");
            return true;
        }
        Upgrader upgrader = wire == null ? null : wire.upgrader();
        if (upgrader == null) {
            throw new UnsupportedOperationException("this worker class has no WebSockets, 'netty' has");
        }
        String subprotocol = WebSocketHandshake.subprotocol(request, spoken);
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put("Upgrade", "websocket");
        fields.put("Connection", "Upgrade");
        fields.put("Sec-WebSocket-Accept", handshake.accept());
        if (!subprotocol.isEmpty()) {
            fields.put("Sec-WebSocket-Protocol", subprotocol);
        }
        fields.putAll(upgrader.webSocket(request, listener, subprotocol));
        response.switchProtocol(fields, true);
        made = true;
        return true;
    }
}
