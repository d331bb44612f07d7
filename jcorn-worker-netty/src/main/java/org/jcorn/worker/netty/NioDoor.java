package org.jcorn.worker.netty;

import io.netty.channel.Channel;
import io.netty.channel.ServerChannel;
import io.netty.channel.socket.nio.NioDomainSocketChannel;
import io.netty.channel.socket.nio.NioServerDomainSocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import java.io.IOException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import org.jcorn.spi.Listener;
import org.jspecify.annotations.Nullable;

/**
 * A listener polled by a selector of the JDK.
 *
 * @param channel the channel that accepts
 * @param socket the JDK's channel below it
 * @param unix whether it is a Unix socket
 */
@SuppressWarnings("FutureReturnValueIgnored") // a channel tells of its failures by closing
record NioDoor(ServerChannel channel, ServerSocketChannel socket, boolean unix) implements Door {

    static NioDoor open(Listener listener) throws IOException {
        ServerSocketChannel socket = listener.open();
        ServerChannel channel =
                listener.unix() ? new NioServerDomainSocketChannel(socket) : new NioServerSocketChannel(socket);
        return new NioDoor(channel, socket, listener.unix());
    }

    @Override
    public @Nullable Channel accept() throws IOException {
        SocketChannel client = socket.accept();
        if (client == null) {
            return null;
        }
        return unix ? new NioDomainSocketChannel(channel, client) : new NioSocketChannel(channel, client);
    }

    @Override
    public void close() {
        try {
            // Before netty does: that would remove the file of a Unix socket, which is the arbiter's.
            socket.close();
        } catch (IOException e) {
            // Nothing is lost with it.
        }
        channel.close();
    }
}
