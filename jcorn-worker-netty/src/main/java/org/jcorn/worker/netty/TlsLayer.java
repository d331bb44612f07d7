package org.jcorn.worker.netty;

import io.netty.channel.Channel;
import io.netty.channel.socket.DuplexChannel;
import io.netty.handler.ssl.SslHandler;
import java.util.concurrent.Executor;
import javax.net.ssl.SSLSession;
import org.jcorn.http.Peer;
import org.jcorn.tls.TlsContext;
import org.jspecify.annotations.Nullable;

/**
 * The TLS of one connection: three handlers before its own. {@link TlsGuard} sees the bytes as they travel, netty's
 * {@link SslHandler} comes behind it with the first of them, {@link TlsObserver} sees what that makes of them.
 */
@SuppressWarnings("FutureReturnValueIgnored") // a channel tells of its failures by closing
final class TlsLayer {

    /** How long a closing alert may take to be sent, in milliseconds: whoever does not read gets none. */
    private static final long CLOSING = 1000;

    private final Channel channel;
    private final TlsContext tls;
    private final Executor threads;
    private final TlsGuard guard;
    private final TlsObserver observer;
    private final Peer peer;
    private boolean complained;

    private TlsLayer(Channel channel, TlsContext tls, Executor threads) {
        this.channel = channel;
        this.tls = tls;
        this.threads = threads;
        this.peer = Peer.of(channel.remoteAddress(), channel.localAddress(), true);
        this.guard = new TlsGuard(this);
        this.observer = new TlsObserver(this);
    }

    /**
     * {@return the layer, at the end of a channel's pipeline}
     *
     * @param threads where the expensive parts of a handshake are computed
     */
    static TlsLayer install(Channel channel, TlsContext tls, Executor threads) {
        TlsLayer layer = new TlsLayer(channel, tls, threads);
        channel.pipeline().addLast(layer.guard, layer.observer);
        return layer;
    }

    TlsContext context() {
        return tls;
    }

    Peer peer() {
        return peer;
    }

    /** {@return what speaks TLS} A connection that never says a word needs none. */
    SslHandler handler() {
        SslHandler handler = new SslHandler(tls.engine(), threads);
        handler.setHandshakeTimeoutMillis(0); // the server's clock has an eye on all connections
        handler.setCloseNotifyFlushTimeoutMillis(CLOSING);
        return handler;
    }

    /** {@return whether nothing has arrived but what was handed on} For any thread. */
    boolean quiet() {
        return !guard.hasUndecrypted();
    }

    /** What had arrived was decrypted, or some of it. */
    void decrypted() {
        guard.decrypted();
    }

    /** Log what is wrong with the client, once. */
    void complain(Exception cause) {
        if (!complained) {
            complained = true;
            tls.complain(peer, cause);
        }
    }

    /**
     * Say that nothing more comes, and drop what still does.
     *
     * @param bytes the most to drop before the channel is closed
     */
    void finish(DuplexChannel duplex, int bytes) {
        complained = true; // nobody reads on
        guard.drop(bytes);
        SslHandler ssl = speaker();
        if (ssl == null) {
            duplex.shutdownOutput();
        } else {
            ssl.closeOutbound().addListener(sent -> duplex.shutdownOutput());
        }
    }

    /** Close the channel without a closing alert. */
    void cut() {
        complained = true;
        guard.close();
    }

    /** {@return what was agreed upon with the client, or null before its first word} For any thread. */
    @Nullable
    SSLSession session() {
        SslHandler ssl = speaker();
        return ssl == null ? null : ssl.engine().getSession();
    }

    private @Nullable SslHandler speaker() {
        return channel.pipeline().get(SslHandler.class);
    }
}
