package org.jcorn.worker.netty;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** Sees a connection's bytes before TLS does: refuses plain HTTP, and drops what comes after the end. */
@SuppressWarnings("FutureReturnValueIgnored") // a channel tells of its failures by closing
final class TlsGuard extends ChannelInboundHandlerAdapter {

    private final TlsLayer layer;
    private @Nullable ChannelHandlerContext context;
    private boolean begun;
    private boolean dropping;
    private int left;
    private volatile boolean undecrypted;

    TlsGuard(TlsLayer layer) {
        this.layer = layer;
    }

    boolean hasUndecrypted() {
        return undecrypted;
    }

    void decrypted() {
        undecrypted = false;
    }

    /** Drop what comes from here on, and close after that many bytes. */
    void drop(int bytes) {
        dropping = true;
        left = bytes;
    }

    void close() {
        ChannelHandlerContext own = context;
        if (own != null) {
            own.close(); // from here, so that TLS does not hear of it
        }
    }

    @Override
    public void handlerAdded(ChannelHandlerContext handler) {
        context = handler;
    }

    @Override
    public void channelRead(ChannelHandlerContext handler, Object message) {
        ByteBuf bytes = (ByteBuf) message;
        if (!begun && bytes.isReadable()) {
            begun = true;
            begin(handler, bytes.getByte(bytes.readerIndex()));
        }
        if (dropping) {
            left -= bytes.readableBytes();
            bytes.release();
            if (left <= 0) {
                handler.close();
            }
        } else {
            undecrypted = true;
            handler.fireChannelRead(bytes);
        }
    }

    private void begin(ChannelHandlerContext handler, byte first) {
        ByteBuffer answer = layer.context().refusal(layer.peer(), first);
        if (answer == null) {
            handler.pipeline().addAfter(handler.name(), null, layer.handler());
        } else {
            drop(Integer.MAX_VALUE);
            handler.writeAndFlush(Unpooled.wrappedBuffer(answer)).addListener(sent -> handler.close());
        }
    }
}
