package org.jcorn.worker.netty;

import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.socket.DuplexChannel;
import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import io.netty.handler.ssl.SslHandler;
import io.netty.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The closing handshake of a socket (RFC 6455 §7). Used on the event loop only.
 *
 * <pre>
 *   OPEN ── this end's Close ──→ CLOSING ── the client's Close, its end, or 5 s ──→ CLOSED
 *     └── the client's Close or fault, once its turn has come; or its end ────────────↑
 * </pre>
 *
 * <p>The client's Close, and a fault of its, have their turn behind the messages that came before: the application may
 * answer these.
 */
@SuppressWarnings("FutureReturnValueIgnored") // what fails to be written shows as the end of the channel
final class WebSocketClosing {

    /** Told how a socket has ended, once. */
    interface Ending {
        void closed(int code, String reason);
    }

    private enum State {
        OPEN,
        CLOSING,
        CLOSED
    }

    /** How the client's side has ended. */
    private record Heard(int code, String reason, boolean fault) {}

    /** How long a client has to answer a Close, or to read it and go. */
    static final int PATIENCE_SECONDS = 5;

    private final Channel channel;
    private final Ending ending;
    private State state = State.OPEN;
    private @Nullable Heard heard;
    private boolean sent;
    private int ownCode;
    private String ownReason = "";

    WebSocketClosing(Channel channel, Ending ending) {
        this.channel = channel;
        this.ending = ending;
    }

    /** {@return whether what the client sends is still listened to} */
    boolean listening() {
        return state == State.OPEN && heard == null;
    }

    /** {@return whether Close is sent: nothing may follow it} */
    boolean sent() {
        return sent;
    }

    /** Start the handshake from this end. */
    void close(int code, String reason) {
        if (state != State.OPEN) {
            return;
        }
        Heard client = heard;
        state = client == null ? State.CLOSING : State.CLOSED;
        ownCode = code;
        ownReason = reason;
        send(new CloseWebSocketFrame(code, reason), client);
        if (client != null) {
            ending.closed(code, reason);
        }
    }

    /**
     * The client has sent Close.
     *
     * @param turn run to make {@link #settle} be called in its turn
     */
    void heardClose(int code, String reason, Runnable turn) {
        if (state == State.OPEN && heard == null) {
            heard = new Heard(code, reason, false);
            turn.run();
        } else {
            if (state == State.CLOSING) {
                end(ownCode, ownReason);
            }
            channel.close();
        }
    }

    /**
     * The client has broken the protocol; what follows has no meaning.
     *
     * @param turn run to make {@link #settle} be called in its turn
     */
    void heardFault(WebSocketFault fault, Runnable turn) {
        if (state == State.OPEN && heard == null) {
            heard = new Heard(fault.code(), fault.text(), true);
            turn.run();
        } else if (state == State.CLOSING) {
            channel.close();
        }
    }

    /** Answer what was heard. */
    void settle() {
        Heard client = heard;
        if (state == State.OPEN && client != null) {
            state = State.CLOSED;
            boolean bare = client.code() == WebSocketCloseCode.NO_CODE;
            send(bare ? new CloseWebSocketFrame() : new CloseWebSocketFrame(client.code(), client.reason()), client);
            ending.closed(client.code(), client.reason());
        }
    }

    /** The connection has ended. */
    void broken() {
        Heard client = heard;
        if (state != State.CLOSED && client != null) {
            end(client.code(), client.reason());
        } else if (state != State.CLOSED) {
            end(WebSocketCloseCode.ABNORMAL, "");
        }
    }

    private void end(int code, String reason) {
        state = State.CLOSED;
        ending.closed(code, reason);
    }

    /** @param client how the client's side has ended, if it has: then the connection can be closed */
    private void send(CloseWebSocketFrame close, @Nullable Heard client) {
        Future<?> cut = channel.eventLoop().schedule(() -> channel.close(), PATIENCE_SECONDS, TimeUnit.SECONDS);
        channel.closeFuture().addListener(closed -> cut.cancel(false));
        ChannelFutureListener then = written -> {
            if (client != null && client.fault()) {
                // It may be sending still. Closing on unread bytes would be a reset, and could take the Close with it.
                closeOutput();
            } else if (client != null) {
                channel.close();
            }
        };
        channel.writeAndFlush(close).addListener(then);
        sent = true;
    }

    /** Tell the client that nothing more comes. What it still sends is read and dropped, until it closes as well. */
    private void closeOutput() {
        SslHandler tls = channel.pipeline().get(SslHandler.class);
        if (tls != null) {
            tls.closeOutbound();
        } else if (channel instanceof DuplexChannel duplex) {
            duplex.shutdownOutput();
        }
    }
}
