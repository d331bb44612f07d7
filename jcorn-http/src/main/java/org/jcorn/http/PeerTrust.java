package org.jcorn.http;

/** Whether the peer of a connection is a trusted proxy; looked up at most once, and only when it matters. */
final class PeerTrust {
    private final HttpOptions options;
    private String address = "";
    private boolean known;
    private boolean forwarder;

    PeerTrust(HttpOptions options) {
        this.options = options;
    }

    /** Start with another peer: its address, or empty for a Unix socket. */
    void reset(String peerAddress) {
        address = peerAddress;
        known = false;
    }

    /** {@return whether its scheme and forwarder fields are believed} */
    boolean forwarder() {
        if (!known) {
            forwarder = options.forwardedAllowIps().contains(address);
            known = true;
        }
        return forwarder;
    }

    /** {@return whether it may send a PROXY prefix} */
    boolean proxy() {
        return options.proxyAllowIps().contains(address);
    }
}
