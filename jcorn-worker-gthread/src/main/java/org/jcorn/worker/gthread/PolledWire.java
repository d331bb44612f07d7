package org.jcorn.worker.gthread;

import java.io.EOFException;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import org.jcorn.http.ChannelWire;
import org.jcorn.http.Wire;

/**
 * A wire over a channel in non-blocking mode. While a request is served it waits, as long as the client makes progress;
 * in the poller it never does.
 */
final class PolledWire implements Wire {

    /** Each thread waits on a selector of its own, for slow clients only. */
    private static final ThreadLocal<Selector> OWN = new ThreadLocal<>();

    private final SocketChannel channel;
    private final ChannelWire plain;
    private Duration patience;
    private boolean waits;

    /**
     * @param channel in non-blocking mode
     * @param patience how long to wait for the client's next move, zero = for ever
     */
    PolledWire(SocketChannel channel, Duration patience) {
        this.channel = channel;
        this.plain = new ChannelWire(channel);
        this.patience = patience;
    }

    /** Say whether calls may wait from now on. */
    void waits(boolean may) {
        waits = may;
    }

    /** Let go of the buffer that was read into: it is somebody else's now. */
    void forget() {
        plain.forget();
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        int count = plain.read(target, offset, length);
        while (count == 0 && waits) {
            await(SelectionKey.OP_READ);
            count = plain.read(target, offset, length);
        }
        return count;
    }

    @Override
    public void write(ByteBuffer bytes) throws IOException {
        channel.write(bytes);
        while (bytes.hasRemaining()) {
            await(SelectionKey.OP_WRITE);
            channel.write(bytes);
        }
    }

    @Override
    public void write(ByteBuffer[] bytes) throws IOException {
        channel.write(bytes);
        for (ByteBuffer each : bytes) {
            while (each.hasRemaining()) {
                await(SelectionKey.OP_WRITE);
                channel.write(bytes);
            }
        }
    }

    @Override
    public void transfer(FileChannel file, long offset, long length) throws IOException {
        long done = 0;
        while (done < length) {
            long count = file.transferTo(offset + done, length - done, channel);
            if (count == 0) {
                if (offset + done >= file.size()) {
                    throw new EOFException("file ends " + (length - done) + " bytes early");
                }
                await(SelectionKey.OP_WRITE);
            }
            done += count;
        }
    }

    @Override
    public void offer(ByteBuffer bytes) {
        plain.offer(bytes);
    }

    @Override
    public void drain(int bytes, Duration time) {
        plain.drain(bytes, time);
    }

    @Override
    public void close() {
        plain.close();
    }

    @Override
    public void abort() {
        plain.abort();
    }

    @Override
    public SocketChannel selectable() {
        return channel;
    }

    @Override
    public void unhurried() {
        patience = Duration.ZERO;
    }

    private void await(int operation) throws IOException {
        Selector own = OWN.get();
        if (own == null) {
            own = Selector.open();
            OWN.set(own);
        }
        SelectionKey key = channel.register(own, operation);
        try {
            if (own.select(patience.toMillis()) == 0) {
                throw new SocketTimeoutException("the client made no move for " + patience.toSeconds() + " s");
            }
        } finally {
            key.cancel();
            own.selectNow();
        }
    }
}
