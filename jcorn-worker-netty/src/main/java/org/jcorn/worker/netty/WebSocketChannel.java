package org.jcorn.worker.netty;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelOutboundBuffer;
import io.netty.channel.EventLoopGroup;
import io.netty.handler.codec.http.websocketx.BinaryWebSocketFrame;
import io.netty.handler.codec.http.websocketx.PingWebSocketFrame;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import io.netty.util.concurrent.EventExecutor;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jcorn.WebSocket;

/** A WebSocket over a channel, as the application has it. A message is one frame, so those of several threads do not mix. */
final class WebSocketChannel implements WebSocket {

    /** Starts the closing handshake. */
    interface Closer {
        void close(int code, String reason);
    }

    /** How much may be unsent before sending fails on an event loop, where it cannot wait. */
    private static final int MOST_UNSENT = 1_048_576;

    private static final int PING_BYTES = 125;

    private final Channel channel;
    private final Closer closer;
    private final String subprotocol;
    private final String remoteHost;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private volatile boolean open = true;
    private volatile boolean closedHere;

    /** @param closer called on the event loop */
    WebSocketChannel(Channel channel, WebSocketAgreement agreed, Closer closer) {
        this.channel = channel;
        this.closer = closer;
        this.subprotocol = agreed.subprotocol();
        this.remoteHost = agreed.remoteHost();
    }

    @Override
    public void sendText(String message) throws IOException {
        ByteBuffer bytes;
        try {
            bytes = StandardCharsets.UTF_8.newEncoder().encode(CharBuffer.wrap(message));
        } catch (CharacterCodingException e) {
            throw new IllegalArgumentException("the message has a lone surrogate, which UTF-8 cannot express", e);
        }
        send(new TextWebSocketFrame(Unpooled.wrappedBuffer(bytes)));
    }

    @Override
    public void sendBinary(ByteBuffer message) throws IOException {
        send(new BinaryWebSocketFrame(copy(message)));
    }

    @Override
    public void ping(ByteBuffer payload) throws IOException {
        if (payload.remaining() > PING_BYTES) {
            throw new IllegalArgumentException(
                    "the payload of a ping has " + payload.remaining() + " bytes: must be " + PING_BYTES + " at most");
        }
        send(new PingWebSocketFrame(copy(payload)));
    }

    private static ByteBuf copy(ByteBuffer bytes) {
        byte[] copied = new byte[bytes.remaining()];
        bytes.get(copied);
        return Unpooled.wrappedBuffer(copied);
    }

    private void send(WebSocketFrame frame) throws IOException {
        if (onEventLoop()) {
            checkUnsent();
        } else {
            awaitWritable();
        }
        checkOpen();
        channel.writeAndFlush(frame).addListener(ChannelFutureListener.FIRE_EXCEPTION_ON_FAILURE);
    }

    /** Any of the worker's loops: one that waits for another would keep all its own clients waiting. */
    private boolean onEventLoop() {
        EventLoopGroup loops = channel.eventLoop().parent();
        for (EventExecutor loop : loops == null ? channel.eventLoop() : loops) {
            if (loop.inEventLoop()) {
                return true;
            }
        }
        return false;
    }

    private void checkUnsent() throws IOException {
        ChannelOutboundBuffer buffer = channel.unsafe().outboundBuffer();
        if (buffer != null && buffer.totalPendingWriteBytes() > MOST_UNSENT) {
            throw new WebSocketSendException(this, "more than " + MOST_UNSENT + " bytes are unsent");
        }
    }

    private void awaitWritable() throws IOException {
        if (channel.isWritable()) {
            return;
        }
        lock.lock();
        try {
            while (open && channel.isActive() && !channel.isWritable()) {
                changed.await();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while the client did not read");
        } finally {
            lock.unlock();
        }
    }

    private void checkOpen() throws IOException {
        if (!open || !channel.isActive()) {
            throw new WebSocketSendException(this, "the WebSocket is closed");
        }
    }

    @Override
    public void close(int code, String reason) {
        WebSocketCloseCode.check(code, reason);
        shut(code, reason);
    }

    /** Close it because the worker leaves. */
    void goAway() {
        shut(WebSocketCloseCode.GOING_AWAY, "going away");
    }

    /** Close it because the listener failed. */
    void giveUp() {
        shut(WebSocketCloseCode.INTERNAL_ERROR, "");
    }

    private void shut(int code, String reason) {
        if (open) {
            closedHere = true;
            ended();
            if (channel.eventLoop().inEventLoop()) {
                closer.close(code, reason);
            } else {
                channel.eventLoop().execute(() -> closer.close(code, reason));
            }
        }
    }

    /** {@return whether this end has closed it: messages that came before have not to be heard any more} */
    boolean closedHere() {
        return closedHere;
    }

    /** Nothing can be sent any more. */
    void ended() {
        open = false;
        changed();
    }

    /** Make threads that wait look again. */
    void changed() {
        lock.lock();
        try {
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public boolean isOpen() {
        return open && channel.isActive();
    }

    @Override
    public String subprotocol() {
        return subprotocol;
    }

    @Override
    public String remoteHost() {
        return remoteHost;
    }
}
