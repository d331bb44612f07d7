package org.jcorn.worker.netty;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * What has arrived on a connection and was not read yet: put here by the loop, taken by whoever has the connection.
 * Reading from the socket stops while much of it lies here.
 */
final class Inbox {

    private static final int MUCH = 65_536;
    private static final int LITTLE = 16_384;
    private static final byte[] NOTHING = {};

    private final Channel channel;
    private final Waiter waiter;

    /** Made when first needed: most requests are read off as they come. */
    private volatile @Nullable Queue<byte[]> pieces;

    /** How many bytes are in the queue, counted after they are put there: who sees the number finds the bytes. */
    private final AtomicInteger queued = new AtomicInteger();

    private volatile boolean muted;
    private volatile boolean ended;
    private volatile @Nullable IOException failure;

    /** What the loop has read just now, while it has the connection itself. */
    private @Nullable ByteBuf current;

    // Used by the owner only.
    private byte[] piece = NOTHING;
    private int offset;

    Inbox(Channel channel, Waiter waiter) {
        this.channel = channel;
        this.waiter = waiter;
    }

    /** Offer bytes to be read without queueing them, until {@link #keepOffered}. Called by the loop, as the owner. */
    void offer(ByteBuf bytes) {
        if (queued.get() == 0) {
            current = bytes;
        } else {
            keep(bytes);
        }
    }

    /** Put what is left of what was offered into the queue. */
    void keepOffered() {
        ByteBuf offered = current;
        current = null;
        if (offered != null && offered.isReadable()) {
            keep(offered);
        }
    }

    /** Put bytes into the queue. Called by the loop. */
    void keep(ByteBuf bytes) {
        Queue<byte[]> queue = pieces;
        if (queue == null) {
            queue = new ConcurrentLinkedQueue<>();
            pieces = queue;
        }
        byte[] copy = new byte[bytes.readableBytes()];
        bytes.readBytes(copy);
        queue.add(copy);
        if (queued.addAndGet(copy.length) > MUCH && !muted) {
            muted = true;
            channel.config().setAutoRead(false);
            unmute(); // all may have been taken before the owner could see that
        }
        waiter.wake();
    }

    private void unmute() {
        if (muted && queued.get() < LITTLE) {
            muted = false;
            channel.config().setAutoRead(true);
        }
    }

    /** The client sends no more. Called by the loop. */
    void end() {
        ended = true;
        waiter.wake();
    }

    /** The connection broke. Called by the loop. */
    void fail(IOException cause) {
        failure = cause;
        waiter.wake();
    }

    /** {@return whether {@link #end} or {@link #fail} was called} */
    boolean ended() {
        return ended || failure != null;
    }

    /** {@return whether {@link #read} has something to say: bytes, or the end} */
    boolean readable() {
        ByteBuf offered = current;
        return queued.get() > 0 || (offered != null && offered.isReadable()) || ended();
    }

    /** {@return how many bytes were read, 0 when there are none yet, −1 at the end} Called by the owner. */
    int read(byte[] target, int from, int length) throws IOException {
        if (queued.get() > 0) {
            return readQueued(target, from, length);
        }
        ByteBuf offered = current;
        if (offered != null && offered.isReadable()) {
            int count = Math.min(length, offered.readableBytes());
            offered.readBytes(target, from, count);
            return count;
        }
        IOException broken = failure;
        if (broken != null) {
            throw new IOException(broken.getMessage(), broken);
        }
        // Looked at again, in this order: the last bytes came before the end.
        return ended ? queued.get() > 0 ? readQueued(target, from, length) : -1 : 0;
    }

    /** {@return bytes and behind them all that is here} Called by the loop when nobody reads here any more. */
    ByteBuffer takeAll(ByteBuffer first) throws IOException {
        ByteBuf offered = current;
        int more = queued.get() + (offered == null ? 0 : offered.readableBytes());
        if (more == 0) {
            return first;
        }
        ByteBuffer all = ByteBuffer.allocate(first.remaining() + more).put(first);
        while (all.hasRemaining()) {
            all.position(all.position() + read(all.array(), all.position(), all.remaining()));
        }
        return all.flip();
    }

    private int readQueued(byte[] target, int from, int length) {
        if (offset == piece.length) {
            Queue<byte[]> queue = pieces;
            piece = queue == null ? NOTHING : Objects.requireNonNullElse(queue.poll(), NOTHING);
            offset = 0;
        }
        int count = Math.min(length, piece.length - offset);
        System.arraycopy(piece, offset, target, from, count);
        offset += count;
        if (offset == piece.length) {
            piece = NOTHING;
            offset = 0;
        }
        if (queued.addAndGet(-count) < LITTLE && muted) {
            channel.eventLoop().execute(this::unmute);
        }
        return count;
    }
}
