package org.jcorn.worker.netty;

import io.netty.channel.Channel;
import io.netty.channel.ServerChannel;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** A listening socket, adopted by netty. */
interface Door {

    /** {@return the channel that accepts} */
    ServerChannel channel();

    /** {@return a connection that waits to be accepted, or null if there is none} */
    @Nullable
    Channel accept() throws IOException;

    /** Close the descriptor, but shut nothing down and remove no file: other processes have the socket too. */
    void close();
}
