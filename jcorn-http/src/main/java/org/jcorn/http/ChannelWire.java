package org.jcorn.http;

import java.io.EOFException;
import java.io.IOException;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * A {@link Wire} over a socket channel in blocking mode, TCP or Unix. The JDK copies through a direct buffer that it
 * keeps per thread, so none is held per connection.
 */
public final class ChannelWire implements Wire {
    private final SocketChannel channel;
    private byte[] array = new byte[0];
    private ByteBuffer window = ByteBuffer.wrap(array);

    /**
     * Wrap a channel.
     *
     * @param channel a connected channel, closed by {@link #close}
     */
    public ChannelWire(SocketChannel channel) {
        this.channel = channel;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        if (array != target) {
            array = target;
            window = ByteBuffer.wrap(target);
        }
        window.limit(offset + length).position(offset);
        return channel.read(window);
    }

    @Override
    public void write(ByteBuffer bytes) throws IOException {
        while (bytes.hasRemaining()) {
            channel.write(bytes);
        }
    }

    @Override
    public void write(ByteBuffer[] bytes) throws IOException {
        int last = bytes.length - 1;
        while (last >= 0 && !bytes[last].hasRemaining()) {
            last--;
        }
        while (last >= 0 && bytes[last].hasRemaining()) {
            channel.write(bytes, 0, last + 1);
        }
    }

    @Override
    public void transfer(FileChannel file, long offset, long length) throws IOException {
        long done = 0;
        while (done < length) {
            long count = file.transferTo(offset + done, length - done, channel);
            if (count <= 0) {
                throw new EOFException("file ends " + (length - done) + " bytes early");
            }
            done += count;
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
}
