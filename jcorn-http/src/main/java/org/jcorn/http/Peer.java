package org.jcorn.http;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.nio.channels.SocketChannel;
import org.jcorn.config.IpAddress;

/**
 * The two ends of a connection.
 *
 * @param remoteHost the client's IP address, or empty on a Unix socket
 * @param remotePort the client's port, or 0
 * @param serverName the address of the listener, or empty on a Unix socket
 * @param serverPort the port of the listener, or 0
 * @param tls whether the connection speaks TLS
 */
public record Peer(String remoteHost, int remotePort, String serverName, int serverPort, boolean tls) {
    private static final Peer UNIX = new Peer("", 0, "", 0, false);

    /** {@return the peer of a Unix socket, which is trusted everywhere} */
    public static Peer unix() {
        return UNIX;
    }

    /**
     * Name the ends of a channel.
     *
     * @param channel a connected channel
     * @param tls whether it speaks TLS
     * @return the peer
     * @throws IOException if the channel is closed
     */
    public static Peer of(SocketChannel channel, boolean tls) throws IOException {
        return of(channel.getRemoteAddress(), channel.getLocalAddress(), tls);
    }

    /**
     * Name the ends of a connection.
     *
     * @param remote the client's address
     * @param local the listener's address
     * @param tls whether it speaks TLS
     * @return the peer
     */
    public static Peer of(SocketAddress remote, SocketAddress local, boolean tls) {
        if (remote instanceof InetSocketAddress client && local instanceof InetSocketAddress server) {
            return new Peer(host(client), client.getPort(), host(server), server.getPort(), tls);
        }
        return tls ? new Peer("", 0, "", 0, true) : UNIX;
    }

    private static String host(InetSocketAddress address) {
        return address.getAddress() == null
                ? address.getHostString()
                : IpAddress.format(address.getAddress().getAddress());
    }
}
