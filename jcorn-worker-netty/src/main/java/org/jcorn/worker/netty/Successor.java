package org.jcorn.worker.netty;

import io.netty.channel.ChannelHandlerContext;
import java.nio.ByteBuffer;
import org.jcorn.http.Upgrader;

/** Takes a channel over from a {@link Connection} whose request switched it to another protocol. */
interface Successor extends Upgrader {

    /**
     * Put other handlers into the place of the connection's. Called on the event loop, after the response that
     * switched; the channel is open or was open just now. The successor decides when it is read from.
     *
     * @param http the context of the connection's handler, which hears nothing of the channel any more
     * @param received what has arrived since, and is not HTTP
     */
    void takeOver(ChannelHandlerContext http, ByteBuffer received);
}
