package org.jcorn.worker.netty;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelOutboundBuffer;
import io.netty.util.concurrent.Future;
import java.io.EOFException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** What the loop has still to send for a connection, because the client did not take it at once. */
final class Outbox {

    private static final int PIECE = 65_536;

    private final Channel channel;
    private final Waiter waiter;
    private final Runnable emptied;
    private final AtomicLong unsent = new AtomicLong();
    private volatile @Nullable IOException failure;

    // Used by the loop only.
    private long mark;
    private long markSince;

    /** @param emptied called by the loop when all is sent */
    Outbox(Channel channel, Waiter waiter, Runnable emptied) {
        this.channel = channel;
        this.waiter = waiter;
        this.emptied = emptied;
    }

    /** Leave a buffer or a region of a file to the loop, that long. */
    void add(Object message, long bytes) {
        unsent.addAndGet(bytes);
        channel.writeAndFlush(message).addListener(done -> sent(done, bytes));
    }

    /** Leave a region of a file to the loop, as buffers, and its closing. Called by the loop. */
    void addFile(FileChannel file, long offset, long length) {
        unsent.addAndGet(length);
        feed(file, offset, length);
    }

    /** Send the next piece, and the others when that has been taken. */
    private void feed(FileChannel file, long offset, long left) {
        ByteBuf piece = channel.alloc().buffer((int) Math.min(left, PIECE));
        int count = 0;
        try {
            while (failure == null && piece.isWritable() && count >= 0) {
                count = piece.writeBytes(file, offset + piece.readableBytes(), piece.writableBytes());
            }
            if (failure == null && count < 0) {
                throw new EOFException("file ends " + (left - piece.readableBytes()) + " bytes early");
            }
        } catch (IOException e) {
            fail(e);
        }
        int length = piece.readableBytes();
        boolean last = failure != null || length == left;
        if (last) {
            close(file);
        }
        if (failure != null) {
            piece.release();
            sent(channel.newFailedFuture(failure), left);
            return;
        }
        channel.writeAndFlush(piece).addListener(done -> {
            if (last) {
                sent(done, length);
            } else if (done.isSuccess()) {
                feed(file, offset + length, left - length); // before this one is counted as sent: that would be all
                sent(done, length);
            } else {
                close(file);
                sent(done, left);
            }
        });
    }

    private void close(FileChannel file) {
        try {
            file.close();
        } catch (IOException e) {
            fail(e);
        }
    }

    private void sent(Future<?> done, long bytes) {
        Throwable cause = done.cause();
        if (cause != null) {
            fail(cause instanceof IOException e ? e : new IOException(cause));
        }
        if (unsent.addAndGet(-bytes) == 0) {
            emptied.run();
        }
        waiter.wake();
    }

    /** The connection broke, or its time is over. Called by the loop. */
    void fail(IOException cause) {
        if (failure == null) {
            failure = cause;
        }
        waiter.wake();
    }

    /** {@return why nothing more can be sent, or null} */
    @Nullable
    IOException failure() {
        return failure;
    }

    /** {@return how many bytes are left} */
    long unsent() {
        return unsent.get();
    }

    boolean isEmpty() {
        return unsent.get() == 0;
    }

    /**
     * {@return for how long the client has taken nothing of what waits here, in nanoseconds} Called by the loop, a few
     * times a second.
     */
    long stalled(long now) {
        ChannelOutboundBuffer buffer = channel.unsafe().outboundBuffer();
        if (buffer == null || isEmpty()) {
            markSince = now;
            return 0;
        }
        // Parts of the first message count as well; a region of a file may be gigabytes.
        long position = buffer.currentProgress() - unsent.get();
        if (position != mark) {
            mark = position;
            markSince = now;
        }
        return now - markSince;
    }
}
