package org.jcorn.worker.netty;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http.websocketx.BinaryWebSocketFrame;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocket13FrameDecoder;
import io.netty.handler.codec.http.websocketx.WebSocketDecoderConfig;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import io.netty.handler.codec.http.websocketx.extensions.WebSocketExtension;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Netty's frame decoder, stricter where that is lax, and with a pause: what it has read and may not deliver yet stays in
 * its buffer as bytes, where compressed frames are small and a fault is found in its turn.
 */
final class WebSocketFrames extends WebSocket13FrameDecoder {

    private final boolean compressed;
    private boolean paused;
    private boolean ended;

    /**
     * @param compressed whether permessage-deflate was agreed upon
     * @param limit the most bytes of a frame's payload
     */
    WebSocketFrames(boolean compressed, int limit) {
        super(WebSocketDecoderConfig.newBuilder()
                .expectMaskedFrames(true)
                .allowMaskMismatch(false)
                .allowExtensions(compressed)
                .maxFramePayloadLength(limit)
                .closeOnProtocolViolation(false)
                .build());
        this.compressed = compressed;
        setCumulator(WebSocketFrames::cumulate);
    }

    /** Keep a copy of what is not decoded yet: the loop reads all connections into one buffer, and wants it back. */
    private static ByteBuf cumulate(ByteBufAllocator allocator, ByteBuf kept, ByteBuf in) {
        if (kept.isReadable()) {
            return MERGE_CUMULATOR.cumulate(allocator, kept, in);
        }
        try {
            return allocator.buffer(in.readableBytes()).writeBytes(in);
        } finally {
            kept.release();
            in.release();
        }
    }

    /** Deliver no more frames, not even those received already, and read no more. */
    void pause() {
        paused = true;
    }

    /** {@return whether it is paused} */
    boolean paused() {
        return paused;
    }

    /** Deliver frames again, those received already at once. Must not be called by whom a frame is delivered to. */
    void resume(ChannelHandlerContext own) throws Exception {
        paused = false;
        channelRead(own, Unpooled.EMPTY_BUFFER);
        own.channel().config().setAutoRead(!paused);
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) throws Exception {
        super.channelRead(context, message);
        if (paused) {
            context.channel().config().setAutoRead(false);
        }
    }

    /** Drop all that comes from here on. */
    void end() {
        ended = true;
    }

    @Override
    protected void decode(ChannelHandlerContext context, ByteBuf in, List<Object> out) throws Exception {
        if (ended) {
            in.skipBytes(actualReadableBytes());
        } else if (!paused) {
            super.decode(context, in, out);
            if (!out.isEmpty() && out.get(out.size() - 1) instanceof WebSocketFrame frame) {
                checkReservedBits(frame, out);
            }
        }
    }

    /** With an extension agreed upon netty lets all reserved bits pass; RFC 7692 §6 uses one, on the first frame. */
    private void checkReservedBits(WebSocketFrame frame, List<Object> out) {
        boolean first = frame instanceof TextWebSocketFrame || frame instanceof BinaryWebSocketFrame;
        int allowed = compressed && first ? WebSocketExtension.RSV1 : 0;
        if ((frame.rsv() & ~allowed) != 0) {
            int bits = frame.rsv();
            out.remove(out.size() - 1);
            frame.release();
            throw WebSocketFault.violation("RSV != 0 where no extension uses it, RSV:" + bits)
                    .exception(null);
        }
    }

    /** In place of netty's: that takes the code for a signed number, and a reason that ends within a character. */
    @Override
    protected void checkCloseFrameBody(ChannelHandlerContext context, ByteBuf body) {
        if (!body.isReadable()) {
            return;
        }
        int code = body.getUnsignedShort(body.readerIndex());
        if (!WebSocketCloseCode.receivable(code)) {
            throw WebSocketFault.violation("invalid code in a close frame: " + code)
                    .exception(null);
        }
        try {
            StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(body.nioBuffer(body.readerIndex() + 2, body.readableBytes() - 2));
        } catch (CharacterCodingException e) {
            throw WebSocketFault.notUtf8("the reason in a close frame").exception(e);
        }
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext context) throws Exception {
        if (paused) {
            // Netty would read more from the network, because no frame was delivered.
            context.fireChannelReadComplete();
        } else {
            super.channelReadComplete(context);
        }
    }
}
