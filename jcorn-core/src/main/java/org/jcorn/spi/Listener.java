package org.jcorn.spi;

import java.io.IOException;
import java.nio.channels.ServerSocketChannel;

/**
 * A listening socket that the arbiter opened and workers inherit: all of them, or with {@code reuse_port} a worker and its
 * successor.
 *
 * <p>The open file description is shared between processes: {@code O_NONBLOCK} set here is set for all, and a worker
 * must never shut the socket down, only close it.
 *
 * @since 0.1
 */
public interface Listener {

    /** {@return the file descriptor in this process, for transports that adopt descriptors themselves} */
    int fd();

    /** {@return the address as the setting {@code bind} spells it, with the port it really has} */
    String address();

    /** {@return whether it is a Unix domain socket} */
    boolean unix();

    /**
     * Adopt the descriptor as a channel. To be called at most once.
     *
     * @return the channel, in blocking mode as far as the JDK is concerned; closing it closes the descriptor
     * @throws IOException if the JDK does not let the descriptor be adopted
     */
    ServerSocketChannel open() throws IOException;

    /**
     * Adopt a second descriptor of the same socket. Closing a channel is the only way to get a thread out of a blocking
     * {@code accept}, and a closed channel cannot be emptied: who blocks on the one empties the queue through the other.
     * To be called at most once, before {@link WorkerContext#ready}.
     *
     * @return another channel; both have to be closed
     * @throws IOException if the JDK does not let the descriptor be adopted
     */
    ServerSocketChannel openAgain() throws IOException;
}
