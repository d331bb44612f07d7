package org.jcorn.http;

import java.io.IOException;
import java.io.InputStream;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jcorn.Headers;
import org.jcorn.Request;
import org.jcorn.WebSocketListener;
import org.jcorn.spi.Exchange;
import org.jspecify.annotations.Nullable;

/** The request of an {@link HttpConnection}, reused for each of its requests. */
public final class HttpRequest implements Request, Exchange.Owner {
    private final RequestHead head;
    private final RequestBody body;
    private final ProtocolSwitch protocolSwitch;
    private final SuspensionMaker suspensions;
    private @Nullable Wire wire;

    /** Read by the worker's clock too. */
    private volatile @Nullable Suspension suspension;

    private Peer peer = Peer.unix();
    private @Nullable String path;
    private @Nullable Map<String, Object> attributes;

    HttpRequest(RequestHead head, RequestBody body, ProtocolSwitch protocolSwitch, SuspensionMaker suspensions) {
        this.head = head;
        this.body = body;
        this.protocolSwitch = protocolSwitch;
        this.suspensions = suspensions;
    }

    void reset(Peer connectionPeer, Wire connection) {
        wire = connection;
        peer = connectionPeer;
        path = null;
        attributes = null;
    }

    /** The request is over. */
    void end() {
        wire = null;
        Suspension last = suspension;
        if (last != null) {
            suspension = null;
            last.close();
        }
    }

    @Override
    public Exchange exchange() {
        Suspension own = suspension;
        if (own == null) {
            Wire connection = wire;
            if (connection == null) {
                throw new IllegalStateException("the request is over");
            }
            own = suspensions.make(connection);
            suspension = own;
        }
        return own;
    }

    /** {@return what {@link #exchange} made, or null} */
    @Nullable
    Suspension suspension() {
        return suspension;
    }

    /** {@return the parsed head} */
    public RequestHead head() {
        return head;
    }

    /** {@return the ends of the connection} */
    public Peer peer() {
        return peer;
    }

    @Override
    public String method() {
        return head.method();
    }

    @Override
    public String target() {
        return head.target();
    }

    @Override
    public String path() {
        String decoded = path;
        if (decoded == null) {
            decoded = head.path();
            path = decoded;
        }
        return decoded;
    }

    @Override
    public String query() {
        return head.query();
    }

    @Override
    public String protocol() {
        return head.protocol();
    }

    @Override
    public String scheme() {
        return head.scheme();
    }

    @Override
    public String scriptName() {
        return head.scriptName();
    }

    @Override
    public String remoteHost() {
        ProxyAddress proxy = head.proxy();
        return proxy != null && proxy.named() ? proxy.clientHost() : peer.remoteHost();
    }

    @Override
    public int remotePort() {
        ProxyAddress proxy = head.proxy();
        return proxy != null && proxy.named() ? proxy.clientPort() : peer.remotePort();
    }

    @Override
    public String serverName() {
        if (!peer.serverName().isEmpty()) {
            return peer.serverName();
        }
        String authority = head.authority();
        int colon = portColon(authority);
        String host = authority.substring(0, colon);
        return host.startsWith("[") && host.endsWith("]") ? host.substring(1, host.length() - 1) : host;
    }

    @Override
    public int serverPort() {
        if (peer.serverPort() > 0) {
            return peer.serverPort();
        }
        String authority = head.authority();
        int colon = portColon(authority);
        // The parser has checked that only digits follow, of a number that is a port.
        return colon < authority.length() - 1
                ? Integer.parseInt(authority.substring(colon + 1))
                : head.scheme().equals("https") ? 443 : 80;
    }

    private static int portColon(String authority) {
        int colon = authority.lastIndexOf(':');
        return colon > authority.lastIndexOf(']') ? colon : authority.length();
    }

    @Override
    public @Nullable String header(String name) {
        return head.table().joined(name);
    }

    @Override
    public Headers headers() {
        return head.fields();
    }

    @Override
    public InputStream body() {
        return body;
    }

    @Override
    public Headers trailers() {
        return body.trailers();
    }

    @Override
    public Map<String, Object> attributes() {
        Map<String, Object> map = attributes;
        if (map == null) {
            map = new HashMap<>();
            attributes = map;
        }
        return map;
    }

    @Override
    public boolean upgrade(WebSocketListener listener, String... subprotocols) throws IOException {
        return protocolSwitch.webSocket(this, listener, List.of(subprotocols));
    }

    @Override
    public Map<String, Object> environ() {
        return Environ.of(this);
    }
}
