package org.jcorn.worker.netty;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOption;
import io.netty.channel.ChannelPromise;
import io.netty.channel.socket.DuplexChannel;
import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import io.netty.handler.codec.http.websocketx.CorruptedWebSocketFrameException;
import io.netty.handler.codec.http.websocketx.PingWebSocketFrame;
import io.netty.handler.codec.http.websocketx.PongWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import io.netty.util.ReferenceCountUtil;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.jcorn.NonBlocking;
import org.jcorn.WebSocketListener;
import org.jcorn.spi.Logger;
import org.jspecify.annotations.Nullable;

/**
 * The last handler of a WebSocket's channel: hands messages to the listener, answers pings, and reads no faster than the
 * listener hears.
 */
@SuppressWarnings("FutureReturnValueIgnored") // what fails to be written shows as the end of the channel
final class WebSocketHandler extends ChannelDuplexHandler {

    private final Channel channel;
    private final WebSocketContext shared;
    private final WebSocketListener listener;
    private final WebSocketFrames frames;
    private final String target;
    private final boolean inline;
    private final WebSocketChannel socket;
    private final WebSocketCalls calls;
    private final WebSocketClosing closing;
    private final WebSocketMessage message;
    private final @Nullable WebSocketInflater inflater;
    private final WebSocketPatience patience;

    /** What to answer the last ping that could not be answered at once. */
    private @Nullable ByteBuf pong;

    WebSocketHandler(Channel channel, WebSocketContext shared, WebSocketAgreement agreed, WebSocketFrames frames) {
        this.channel = channel;
        this.shared = shared;
        this.listener = agreed.listener();
        this.frames = frames;
        this.target = agreed.target();
        this.inline = listener.getClass().isAnnotationPresent(NonBlocking.class);
        this.calls = new WebSocketCalls(inline ? Runnable::run : shared.executor(), this::readOnSoon, this::failed);
        this.socket = new WebSocketChannel(channel, agreed, this::close);
        this.closing = new WebSocketClosing(channel, this::closed);
        WebSocketDeflate deflate = agreed.deflate();
        this.inflater = deflate == null ? null : deflate.inflater();
        this.message = new WebSocketMessage(shared.limits().message(), inflater);
        this.patience = new WebSocketPatience(channel, shared.patience(), this::cut);
    }

    /** The handlers are in place. */
    void open() {
        calls.add(0, () -> listener.onOpen(socket));
        shared.opened(socket);
    }

    /** What was received before has been seen: read on. */
    void start() {
        if (!channel.isActive()) {
            closing.broken(); // before anyone was there to be told
        } else if (channel instanceof DuplexChannel duplex && duplex.isInputShutdown()) {
            channel.close(); // the client's end came before it could close the channel
        } else {
            patience.changed();
            channel.config().setAutoRead(!frames.paused());
        }
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object received) {
        try {
            if (received instanceof CloseWebSocketFrame close) {
                int code = close.statusCode();
                closing.heardClose(
                        code < 0 ? WebSocketCloseCode.NO_CODE : code, close.reasonText(), this::settleInTurn);
            } else if (received instanceof WebSocketFrame frame && closing.listening()) {
                hear(frame);
            }
        } finally {
            ReferenceCountUtil.release(received);
        }
        if (mustPause()) {
            frames.pause();
        }
    }

    private void hear(WebSocketFrame frame) {
        ByteBuf content = frame.content();
        if (frame instanceof PingWebSocketFrame) {
            answer(content);
        } else if (frame instanceof PongWebSocketFrame) {
            ByteBuffer payload = ByteBuffer.allocate(content.readableBytes());
            content.getBytes(content.readerIndex(), payload);
            payload.flip();
            call(payload.remaining(), () -> listener.onPong(socket, payload));
        } else if (message.add(frame)) {
            if (message.isText()) {
                String text = message.takeText();
                call(message.length(), () -> listener.onText(socket, text));
            } else {
                ByteBuffer bytes = message.takeBytes();
                call(message.length(), () -> listener.onBinary(socket, bytes));
            }
        }
    }

    private void call(int bytes, WebSocketCalls.Call call) {
        calls.add(bytes, () -> {
            if (!socket.closedHere()) {
                call.run();
            }
        });
    }

    /** A client that does not read gets one pong in the end, for its last ping (RFC 6455 §5.5.3). */
    private void answer(ByteBuf payload) {
        dropPong();
        if (channel.isWritable()) {
            channel.writeAndFlush(new PongWebSocketFrame(payload.retain()));
        } else {
            pong = payload.retain();
        }
    }

    private void dropPong() {
        if (pong != null) {
            pong.release();
            pong = null;
        }
    }

    private void settleInTurn() {
        calls.add(0, () -> channel.eventLoop().execute(closing::settle));
    }

    /** A client that does not read what an inline listener sends is not read from, as it is with one that blocks. */
    private boolean mustPause() {
        return closing.listening() && (calls.full() || (inline && !channel.isWritable()));
    }

    private void readOnSoon() {
        channel.eventLoop().execute(this::readOn);
    }

    private void readOn() {
        ChannelHandlerContext decoder = channel.pipeline().context(frames);
        if (decoder == null || !frames.paused() || mustPause()) {
            return;
        }
        try {
            frames.resume(decoder);
        } catch (Exception e) {
            exceptionCaught(decoder, e);
        }
    }

    @Override
    public void write(ChannelHandlerContext context, Object sent, ChannelPromise promise) {
        if (closing.sent()) {
            ReferenceCountUtil.release(sent);
            promise.setFailure(new WebSocketSendException(socket, "the WebSocket is closed"));
        } else {
            context.write(sent, promise);
        }
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext context) {
        patience.changed();
        if (channel.isWritable()) {
            socket.changed();
            ByteBuf payload = pong;
            if (payload != null) {
                pong = null;
                channel.writeAndFlush(new PongWebSocketFrame(payload));
            }
            if (frames.paused()) {
                readOnSoon();
            }
        }
        context.fireChannelWritabilityChanged();
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        dropPong();
        patience.end();
        if (inflater != null) {
            inflater.end();
        }
        closing.broken();
        context.fireChannelInactive();
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        if (cause instanceof CorruptedWebSocketFrameException corrupted) {
            WebSocketFault fault = WebSocketFault.of(corrupted);
            frames.end();
            if (closing.listening()) {
                shared.log().warning("Invalid WebSocket frame from ip=" + socket.remoteHost() + ": " + fault.text());
            }
            closing.heardFault(fault, this::settleInTurn);
        } else if (cause instanceof IOException || cause.getCause() instanceof IOException) {
            if (!(cause instanceof WebSocketSendException)) {
                channel.close(); // the client is gone
            }
        } else {
            failed(cause);
        }
    }

    /** The listener has thrown something. Called on the listener's thread. */
    private void failed(Throwable cause) {
        if (!(cause instanceof WebSocketSendException unsent) || unsent.socket() != socket) {
            shared.log().log(Logger.Level.ERROR, "Error handling WebSocket " + target, cause);
        } else if (socket.isOpen()) {
            shared.log().warning(slow(String.valueOf(cause.getMessage())));
        }
        socket.giveUp();
    }

    private void cut() {
        shared.log().warning(slow("no move for " + shared.patience().toSeconds() + " s"));
        socket.ended();
        channel.config().setOption(ChannelOption.SO_LINGER, 0); // what is unsent is not worth waiting for
        channel.close();
    }

    private String slow(String how) {
        return "Slow client ip=" + socket.remoteHost() + ", WebSocket " + target + ": " + how;
    }

    private void close(int code, String reason) {
        closing.close(code, reason);
        readOn(); // to see the answer
    }

    private void closed(int code, String reason) {
        socket.ended();
        calls.add(0, () -> {
            try {
                listener.onClose(socket, code, reason);
            } finally {
                channel.closeFuture().addListener(closed -> shared.closed(socket));
            }
        });
        readOnSoon(); // to see the end
    }
}
