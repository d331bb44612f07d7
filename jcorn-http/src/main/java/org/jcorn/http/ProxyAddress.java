package org.jcorn.http;

/**
 * What a PROXY prefix said about the connection behind the proxy.
 *
 * @param protocol {@code TCP4} or {@code TCP6}; {@code UNKNOWN} when the proxy speaks for itself, then the rest is empty
 * @param clientHost the client's address
 * @param clientPort the client's port
 * @param proxyHost the address the client connected to
 * @param proxyPort the port the client connected to
 */
public record ProxyAddress(String protocol, String clientHost, int clientPort, String proxyHost, int proxyPort) {
    static final ProxyAddress UNKNOWN = new ProxyAddress("UNKNOWN", "", 0, "", 0);

    /** {@return whether it names a client, which then stands in for the socket's peer} */
    public boolean named() {
        return !clientHost.isEmpty();
    }
}
