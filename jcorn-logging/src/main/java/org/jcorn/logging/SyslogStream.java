package org.jcorn.logging;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import org.jcorn.config.SyslogAddress;
import org.jspecify.annotations.Nullable;

/** By a connection, each message ended by a line feed (RFC 6587 §3.4.2). */
final class SyslogStream implements SyslogTransport {

    private static final int PATIENCE_MILLIS = 5_000;

    private final SyslogAddress address;
    private @Nullable SocketChannel channel;

    SyslogStream(SyslogAddress address) {
        this.address = address;
    }

    @Override
    public void send(byte[] message) throws IOException {
        SocketChannel open = channel;
        // The server says nothing, so what can be read is its farewell: what is sent to it then would be lost unseen.
        if (open != null && ended(open)) {
            close();
            open = null;
        }
        if (open == null) {
            open = connect();
            channel = open;
        }
        ByteBuffer bytes = ByteBuffer.allocate(message.length + 1);
        bytes.put(message).put((byte) '\n').flip();
        while (bytes.hasRemaining()) {
            if (open.write(bytes) == 0) {
                await(open, SelectionKey.OP_WRITE);
            }
        }
    }

    private static boolean ended(SocketChannel channel) {
        try {
            return channel.read(ByteBuffer.allocate(64)) < 0;
        } catch (IOException e) {
            return true; // it was reset
        }
    }

    private SocketChannel connect() throws IOException {
        boolean unix = address.transport() == SyslogAddress.Transport.UNIX_STREAM;
        if (unix) {
            SocketChannel connected = SocketChannel.open(UnixDomainSocketAddress.of(address.host()));
            connected.configureBlocking(false);
            return connected;
        }
        SocketChannel connecting = SocketChannel.open();
        try {
            connecting.configureBlocking(false);
            connecting.setOption(StandardSocketOptions.SO_KEEPALIVE, true);
            connecting.connect(new InetSocketAddress(InetAddress.getByName(address.host()), address.port()));
            while (!connecting.finishConnect()) {
                await(connecting, SelectionKey.OP_CONNECT);
            }
            return connecting;
        } catch (IOException e) {
            connecting.close();
            throw e;
        }
    }

    private static void await(SocketChannel channel, int operation) throws IOException {
        try (Selector selector = Selector.open()) {
            channel.register(selector, operation);
            if (selector.select(PATIENCE_MILLIS) == 0) {
                throw new IOException("the server does not answer");
            }
        }
    }

    @Override
    public void close() {
        SocketChannel open = channel;
        channel = null;
        if (open != null) {
            try {
                open.close();
            } catch (IOException e) {
                return; // it is given up anyway
            }
        }
    }
}
