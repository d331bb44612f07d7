package org.jcorn.worker.netty;

import io.netty.channel.IoHandlerFactory;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.nio.NioIoHandler;
import java.io.IOException;
import org.jcorn.spi.Listener;

/** How the loop hears of what happens on sockets. */
enum Transport {
    /** Linux's own way, through netty's native library. */
    EPOLL {
        @Override
        IoHandlerFactory ioHandlers() {
            return EpollIoHandler.newFactory();
        }

        @Override
        Door open(Listener listener) throws IOException {
            return EpollDoor.open(listener);
        }
    },
    /** The JDK's selectors, where there is no such library for the platform. */
    NIO {
        @Override
        IoHandlerFactory ioHandlers() {
            return NioIoHandler.newFactory();
        }

        @Override
        Door open(Listener listener) throws IOException {
            return NioDoor.open(listener);
        }
    };

    /** A system property that asks for {@code nio} even where epoll is available. */
    static final String PROPERTY = "jcorn.netty.transport";

    /** {@return the best there is on this platform} */
    static Transport best() {
        boolean refused = "nio".equals(System.getProperty(PROPERTY));
        return !refused && Epoll.isAvailable() ? EPOLL : NIO;
    }

    abstract IoHandlerFactory ioHandlers();

    /** {@return a listener, adopted} */
    abstract Door open(Listener listener) throws IOException;
}
