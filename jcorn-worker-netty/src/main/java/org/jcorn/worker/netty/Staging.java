package org.jcorn.worker.netty;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.channel.unix.Socket;
import java.io.IOException;
import java.nio.ByteBuffer;

/** Bytes on their way out, gathered where the kernel can take them from. Used by one thread at a time. */
final class Staging {

    /** Also what is kept in memory at most for a client that does not read. */
    static final int SIZE = 32_768;

    private final ByteBuffer bytes = ByteBuffer.allocateDirect(SIZE);
    private int sent;

    boolean isEmpty() {
        return sent == bytes.position();
    }

    boolean isFull() {
        return !bytes.hasRemaining();
    }

    /** {@return how many bytes wait here} */
    int length() {
        return bytes.position() - sent;
    }

    /** Take as much of a buffer as there is room for. */
    void put(ByteBuffer source) {
        int end = source.limit();
        source.limit(source.position() + Math.min(source.remaining(), bytes.remaining()));
        bytes.put(source);
        source.limit(end);
    }

    /** Send as much as the socket takes. {@return whether that was all} */
    boolean send(Socket socket) throws IOException {
        while (sent < bytes.position()) {
            int count = socket.send(bytes, sent, bytes.position());
            if (count <= 0) {
                return false;
            }
            sent += count;
        }
        clear();
        return true;
    }

    /** Hand what waits here over, for the loop to send. */
    ByteBuf take(ByteBufAllocator allocator) {
        int count = length();
        ByteBuf rest = allocator.directBuffer(count);
        rest.writeBytes(bytes.flip().position(sent));
        clear();
        return rest;
    }

    void clear() {
        bytes.clear();
        sent = 0;
    }
}
