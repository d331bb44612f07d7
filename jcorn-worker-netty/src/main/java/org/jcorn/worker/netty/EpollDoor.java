package org.jcorn.worker.netty;

import io.netty.channel.Channel;
import io.netty.channel.ServerChannel;
import io.netty.channel.epoll.EpollDomainSocketChannel;
import io.netty.channel.epoll.EpollServerDomainSocketChannel;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.channel.unix.Socket;
import java.io.IOException;
import org.jcorn.spi.Listener;
import org.jspecify.annotations.Nullable;

/**
 * A listener polled by epoll.
 *
 * @param channel the channel that accepts
 * @param socket the same descriptor
 * @param unix whether it is a Unix socket
 */
@SuppressWarnings("FutureReturnValueIgnored") // a channel tells of its failures by closing
record EpollDoor(ServerChannel channel, Socket socket, boolean unix) implements Door {

    static EpollDoor open(Listener listener) throws IOException {
        // Netty takes an adopted descriptor to be in non-blocking mode. The JDK's channel is good for nothing else
        // here;
        // it closes its descriptor only when it is told to.
        listener.open().configureBlocking(false);
        if (listener.unix()) {
            EpollServerDomainSocketChannel channel = new EpollServerDomainSocketChannel(listener.fd(), true);
            return new EpollDoor(channel, (Socket) channel.fd(), true);
        }
        EpollServerSocketChannel channel = new EpollServerSocketChannel(listener.fd());
        return new EpollDoor(channel, (Socket) channel.fd(), false);
    }

    @Override
    public @Nullable Channel accept() throws IOException {
        int fd = socket.accept(new byte[25]); // where the peer's address goes, of which the channel asks again
        if (fd < 0) {
            return null;
        }
        return unix ? new EpollDomainSocketChannel(fd) : new EpollSocketChannel(fd);
    }

    @Override
    public void close() {
        channel.close();
    }
}
