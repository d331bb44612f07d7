package org.jcorn.worker.netty;

import io.netty.channel.Channel;
import io.netty.channel.ChannelOutboundBuffer;
import io.netty.util.concurrent.ScheduledFuture;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Watches a client that does not read as fast as it is sent to. Used on the event loop only. */
final class WebSocketPatience {

    /** How often to look during the time it has. */
    private static final int LOOKS = 4;

    private final Channel channel;
    private final Duration patience;
    private final Runnable exhausted;
    private @Nullable ScheduledFuture<?> watch;
    private long seen;
    private int unchanged;

    /**
     * @param patience how long the client may make no move, zero = for ever
     * @param exhausted what to do then
     */
    WebSocketPatience(Channel channel, Duration patience, Runnable exhausted) {
        this.channel = channel;
        this.patience = patience;
        this.exhausted = exhausted;
    }

    /** The channel has become writable, or ceased to be. */
    void changed() {
        if (channel.isWritable()) {
            end();
        } else if (watch == null && !patience.isZero()) {
            long pause = Math.max(1, patience.toMillis() / LOOKS);
            seen = unsent();
            unchanged = 0;
            watch = channel.eventLoop().scheduleWithFixedDelay(this::look, pause, pause, TimeUnit.MILLISECONDS);
        }
    }

    /** Watch no longer. */
    void end() {
        if (watch != null) {
            watch.cancel(false);
            watch = null;
        }
    }

    private void look() {
        long now = unsent();
        unchanged = now == seen ? unchanged + 1 : 0;
        seen = now;
        if (unchanged >= LOOKS) {
            end();
            exhausted.run();
        }
    }

    /** {@return a number that changes when a byte is taken} A long message counts as unsent to its last byte. */
    private long unsent() {
        ChannelOutboundBuffer buffer = channel.unsafe().outboundBuffer();
        return buffer == null ? -1 : buffer.totalPendingWriteBytes() - buffer.currentProgress();
    }
}
