package org.jcorn.logging;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import org.jcorn.config.SyslogAddress;
import org.jspecify.annotations.Nullable;

/** By UDP, which does not tell whether anybody listens. */
final class SyslogDatagrams implements SyslogTransport {

    private final SyslogAddress address;
    private @Nullable DatagramSocket socket;
    private @Nullable SocketAddress server;

    SyslogDatagrams(SyslogAddress address) {
        this.address = address;
    }

    @Override
    public void send(byte[] message) throws IOException {
        DatagramSocket open = socket;
        SocketAddress to = server;
        if (open == null || to == null) {
            to = new InetSocketAddress(InetAddress.getByName(address.host()), address.port());
            open = new DatagramSocket();
            server = to;
            socket = open;
        }
        open.send(new DatagramPacket(message, message.length, to));
    }

    @Override
    public void close() {
        if (socket != null) {
            socket.close();
            socket = null; // the name is looked up again: the server may have moved
        }
    }
}
