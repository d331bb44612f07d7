package org.jcorn.it.kit;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ByteChannel;
import java.nio.channels.SocketChannel;

/**
 * A channel that does not hear that nobody listens any more: what cannot be sent is dropped, for TLS above it would give
 * up, and could not read the answer that is there.
 */
final class DeafChannel implements ByteChannel {

    private final SocketChannel channel;

    DeafChannel(SocketChannel channel) {
        this.channel = channel;
    }

    @Override
    public int read(ByteBuffer target) throws IOException {
        return channel.read(target);
    }

    @Override
    public int write(ByteBuffer source) {
        try {
            return channel.write(source);
        } catch (IOException e) {
            int count = source.remaining();
            source.position(source.limit());
            return count;
        }
    }

    @Override
    public boolean isOpen() {
        return channel.isOpen();
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
