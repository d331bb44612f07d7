package org.jcorn.worker.netty;

import io.netty.channel.Channel;
import io.netty.channel.socket.DuplexChannel;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * The end of a connection, on the loop: what is queued goes out; where the client may still be sending, it is told that
 * nothing more comes, and what it sends is dropped for a while (RFC 9112 §9.6); then the channel is closed.
 */
@SuppressWarnings("FutureReturnValueIgnored") // a channel tells of its failures by closing
final class Farewell {

    private final Channel channel;
    private final NettyWire wire;
    private final @Nullable TlsLayer tls;
    private int left;
    private long deadline;

    Farewell(Channel channel, NettyWire wire, @Nullable TlsLayer tls) {
        this.channel = channel;
        this.wire = wire;
        this.tls = tls;
    }

    /** Begin. */
    void begin() throws IOException {
        left = wire.lingerBytes();
        wire.flush();
        if (wire.outbox().isEmpty()) {
            drained();
        }
    }

    /** All is sent. */
    void drained() {
        if (left > 0 && !wire.inbox().ended() && channel instanceof DuplexChannel duplex) {
            deadline = System.nanoTime() + wire.lingerNanos();
            if (tls == null) {
                duplex.shutdownOutput();
            } else {
                tls.finish(duplex, left);
            }
            channel.config().setAutoRead(true);
        } else {
            wire.closeChannel();
        }
    }

    /** That many bytes have arrived, which nobody wants. */
    void arrived(int count) {
        if (left > 0) {
            left -= count;
            if (left <= 0 && wire.outbox().isEmpty()) {
                wire.closeChannel();
            }
        }
    }

    /** The client sends no more. */
    void inputEnded() {
        if (wire.outbox().isEmpty()) {
            wire.closeChannel();
        }
    }

    /** Look at the time. */
    void tick(long now) {
        if (wire.outbox().isEmpty() && now - deadline > 0) {
            wire.closeChannel();
        }
    }
}
