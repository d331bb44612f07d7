package org.jcorn.http;

import java.io.EOFException;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.FileChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * A {@link Wire} over a socket channel in blocking mode, TCP or Unix. The JDK copies through a direct buffer that it
 * keeps per thread, so none is held per connection.
 *
 * <p>Calls wait for the client as long as it takes. Another thread may keep the time, by {@link #waiting}, and end the
 * wait, by {@link #giveUp}.
 */
public final class ChannelWire implements Wire {
    /** A call writes so much at most: the client has to take that in time, however long the response is. */
    private static final int PIECE = 131_072;

    private static final int COPIED = 16_384;
    private static final int LOOK_MILLIS = 1000;

    private static final byte[] NONE = {};
    private static final ByteBuffer EMPTY = ByteBuffer.wrap(NONE);

    private final SocketChannel channel;
    private byte[] array = NONE;
    private ByteBuffer window = EMPTY;

    /** Since when a call waits, in {@link System#nanoTime}; 0 when none does. */
    private volatile long waitingSince;

    private volatile boolean reading;
    private volatile boolean givenUp;
    private volatile boolean idle;
    private volatile boolean unhurried;

    /** Whether the channel does not block, so that the calls here have to wait for it. */
    private volatile boolean polled;

    /**
     * Wrap a channel.
     *
     * @param channel a connected channel, closed by {@link #close}
     */
    public ChannelWire(SocketChannel channel) {
        this.channel = channel;
    }

    /** Let go of the array that was read into last: the caller uses it for something else. */
    public void forget() {
        array = NONE;
        window = EMPTY;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        if (array != target) {
            array = target;
            window = ByteBuffer.wrap(target);
        }
        window.limit(offset + length).position(offset);
        reading = true;
        beginReading();
        try {
            int count = channel.read(window);
            while (count == 0 && polled) {
                await(SelectionKey.OP_READ);
                count = channel.read(window);
            }
            if (count < 0 && givenUp) {
                throw new SocketTimeoutException("the request did not arrive in time");
            }
            return count;
        } finally {
            waitingSince = 0;
            idle = false;
        }
    }

    private void beginReading() {
        if (unhurried) {
            idle = true;
        } else {
            begin();
        }
    }

    /** Wait for a channel that does not block; look now and then whether somebody has closed it. */
    private void await(int operation) throws IOException {
        try (Selector selector = channel.provider().openSelector()) {
            channel.register(selector, operation);
            while (selector.select(LOOK_MILLIS) == 0 && !Thread.currentThread().isInterrupted()) {
                if (!channel.isOpen()) {
                    throw new ClosedChannelException();
                }
            }
            if (Thread.currentThread().isInterrupted()) {
                throw new ClosedByInterruptException();
            }
        }
    }

    @Override
    public void write(ByteBuffer bytes) throws IOException {
        reading = false;
        int end = bytes.limit();
        try {
            while (bytes.position() < end) {
                bytes.limit(Math.min(end, bytes.position() + PIECE));
                begin();
                writeSome(bytes);
            }
        } catch (ClosedChannelException e) {
            throw stalled(e);
        } finally {
            waitingSince = 0;
        }
    }

    private void writeSome(ByteBuffer bytes) throws IOException {
        if (channel.write(bytes) == 0 && polled && bytes.hasRemaining()) {
            await(SelectionKey.OP_WRITE);
        }
    }

    private void begin() {
        waitingSince = System.nanoTime() | 1;
    }

    private IOException stalled(ClosedChannelException cause) {
        return givenUp ? new SocketTimeoutException("it does not read its response") : cause;
    }

    /** {@return for how long a call has waited for the client, in nanoseconds, or 0 if none does} For any thread. */
    public long waiting() {
        long since = waitingSince;
        return since == 0 ? 0 : System.nanoTime() - since;
    }

    /**
     * End the wait of the thread that uses this wire: a read times out, and an answer may still be written; a write times
     * out and the connection is closed. For any other thread.
     */
    public void giveUp() {
        givenUp = true;
        if (!reading) {
            close();
            return;
        }
        try {
            // Reading ends as if the client had closed; unlike close() this leaves the way out open.
            channel.shutdownInput();
        } catch (IOException e) {
            close();
        }
    }

    @Override
    public void write(ByteBuffer[] bytes) throws IOException {
        long total = 0;
        for (ByteBuffer each : bytes) {
            total += each.remaining();
        }
        if (total > PIECE) {
            for (ByteBuffer each : bytes) {
                write(each);
            }
            return;
        }
        reading = false;
        begin();
        try {
            while (total > 0) {
                long count = channel.write(bytes);
                total -= count;
                if (count == 0 && polled) {
                    await(SelectionKey.OP_WRITE);
                }
            }
        } catch (ClosedChannelException e) {
            throw stalled(e);
        } finally {
            waitingSince = 0;
        }
    }

    @Override
    public void transfer(FileChannel file, long offset, long length) throws IOException {
        reading = false;
        long done = 0;
        try {
            while (done < length) {
                begin();
                long count = file.transferTo(offset + done, Math.min(length - done, PIECE), channel);
                // A virtual thread's socket does not block in sendfile(2), but in write.
                done += count > 0 ? count : copy(file, offset + done, length - done);
            }
        } catch (ClosedChannelException e) {
            throw stalled(e);
        } finally {
            waitingSince = 0;
        }
    }

    private int copy(FileChannel file, long offset, long length) throws IOException {
        ByteBuffer piece = ByteBuffer.allocate((int) Math.min(length, COPIED));
        if (file.read(piece, offset) <= 0) {
            throw new EOFException("file ends " + length + " bytes early");
        }
        int count = piece.flip().remaining();
        while (piece.hasRemaining()) {
            writeSome(piece);
        }
        return count;
    }

    @Override
    public void offer(ByteBuffer bytes) {
        try {
            channel.configureBlocking(false);
            channel.write(bytes);
        } catch (IOException e) {
            // The client is gone, or does not listen.
        }
    }

    @Override
    public void drain(int bytes, Duration time) {
        try {
            channel.shutdownOutput();
            channel.configureBlocking(false);
            try (Selector selector = channel.provider().openSelector()) {
                channel.register(selector, SelectionKey.OP_READ);
                dropInput(selector, bytes, System.nanoTime() + time.toNanos());
            }
        } catch (IOException e) {
            // The client is gone, which is all that this waits for.
        }
    }

    private void dropInput(Selector selector, int bytes, long deadline) throws IOException {
        ByteBuffer dropped = ByteBuffer.allocate(Math.min(bytes, 8192));
        int left = bytes;
        while (left > 0) {
            long millis = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
            if (millis <= 0 || selector.select(millis) == 0) {
                return;
            }
            selector.selectedKeys().clear();
            dropped.clear();
            int count = channel.read(dropped);
            if (count < 0) {
                return;
            }
            left -= count;
        }
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            // Nothing is lost: whatever was written is on its way or never will be.
        }
    }

    @Override
    public void abort() {
        try {
            // A zero linger time sends RST. Unix sockets know no such thing and refuse the option.
            channel.setOption(StandardSocketOptions.SO_LINGER, 0);
        } catch (IOException | UnsupportedOperationException e) {
            // Then an ordinary close has to do.
        }
        close();
    }

    @Override
    public SocketChannel selectable() throws IOException {
        if (!polled) {
            channel.configureBlocking(false);
            polled = true;
        }
        return channel;
    }

    @Override
    public void idle(boolean now) {
        idle = now;
    }

    /** {@return whether a thread waits for a client that may take its time} For any thread. */
    public boolean idle() {
        return idle;
    }

    @Override
    public void unhurried() {
        unhurried = true;
    }
}
