package org.jcorn.tls;

import java.io.IOException;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.channels.ByteChannel;
import java.time.Duration;
import java.util.function.BooleanSupplier;
import org.jcorn.http.Wire;
import org.jspecify.annotations.Nullable;

/** The plain wire as tls-channel wants to see it: a channel, where 0 bytes mean that it has to come again. */
final class EncryptedChannel implements ByteChannel {

    private final Wire plain;
    private final BooleanSupplier leisure;
    private final long patience;
    private long since;
    private int reads;
    private boolean begun;
    private boolean established;
    private boolean ended;
    private boolean leaving;
    private boolean open = true;
    private volatile boolean partial;
    private @Nullable SocketTimeoutException timeout;

    /** @param patience how long a client may take to send something that is not for TLS alone, zero = for ever */
    EncryptedChannel(Wire plain, BooleanSupplier leisure, Duration patience) {
        this.plain = plain;
        this.leisure = leisure;
        this.patience = patience.toNanos();
    }

    /** A call of the wire begins, which may take several of this channel. */
    void begin() {
        reads = 0;
    }

    /** The handshake is done. */
    void establish() {
        established = true;
    }

    boolean isEstablished() {
        return established;
    }

    /** {@return whether the client has ended the connection, with a closing alert or without} */
    boolean isEnded() {
        return ended;
    }

    /** {@return whether part of a handshake or a record has arrived, and the rest has not} For any thread. */
    boolean isPartial() {
        return partial;
    }

    void partial(boolean now) {
        partial = now;
    }

    /** From here on nothing waits: what is written is the end. */
    void leave() {
        leaving = true;
    }

    /** {@return that the last read waited too long, once} A time-out must not make the TLS above unusable: an answer follows. */
    @Nullable
    SocketTimeoutException takeTimeout() {
        SocketTimeoutException taken = timeout;
        timeout = null;
        return taken;
    }

    @Override
    public int read(ByteBuffer target) throws IOException {
        partial = target.position() > 0 || (begun && !established);
        if (!mayRead()) {
            return 0;
        }
        int count;
        try {
            count = plain.read(target.array(), target.arrayOffset() + target.position(), target.remaining());
        } catch (SocketTimeoutException e) {
            timeout = e;
            return 0;
        }
        if (count > 0) {
            partial = true;
            if (!begun && PlainTextException.begins(target.get(target.position()))) {
                throw new PlainTextException();
            }
            begun = true;
            target.position(target.position() + count);
        }
        ended |= count < 0;
        return count;
    }

    /**
     * Records without content, or bytes that come one at a time, make the TLS above read for ever without a result. A
     * thread that polls for all reads once, and comes again; another gives the client its time.
     */
    private boolean mayRead() {
        reads++;
        if (reads == 1) {
            since = System.nanoTime();
        } else if (!leisure.getAsBoolean()) {
            return false;
        } else if (patience > 0 && System.nanoTime() - since > patience) {
            timeout = new SocketTimeoutException("the client sent nothing for too long, but parts of TLS");
            return false;
        }
        return true;
    }

    @Override
    public int write(ByteBuffer source) throws IOException {
        int count = source.remaining();
        if (leaving) {
            plain.offer(source);
            source.position(source.limit());
        } else if (leisure.getAsBoolean()) {
            plain.write(source);
        } else {
            return 0;
        }
        return count;
    }

    @Override
    public boolean isOpen() {
        return open;
    }

    @Override
    public void close() {
        open = false;
        plain.close();
    }
}
