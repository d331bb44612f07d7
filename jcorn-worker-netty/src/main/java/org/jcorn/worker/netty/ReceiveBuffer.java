package org.jcorn.worker.netty;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.Unpooled;
import io.netty.channel.DefaultMaxMessagesRecvByteBufAllocator;

/**
 * Has all connections of a loop read into the same buffer: what it holds is used up, or copied, before the loop turns to
 * the next. Whoever keeps it instead, as a decoder may, makes the loop take another until it lets go.
 */
final class ReceiveBuffer extends DefaultMaxMessagesRecvByteBufAllocator {

    private static final int SIZE = 65_536;

    private final ByteBuf shared = Unpooled.directBuffer(SIZE, SIZE);
    private final Reading reading = new Reading();

    ByteBuf take(ByteBufAllocator allocator) {
        return shared.refCnt() == 1 ? shared.clear().retain() : allocator.directBuffer(SIZE, SIZE);
    }

    /** Free it, when the loop has ended. */
    void release() {
        shared.release();
    }

    /** One for all: its state is that of the read under way, and a loop does one at a time. */
    @Override
    public MaxMessageHandle newHandle() {
        return reading;
    }

    private final class Reading extends MaxMessageHandle {
        @Override
        public ByteBuf allocate(ByteBufAllocator allocator) {
            return take(allocator);
        }

        @Override
        public int guess() {
            return SIZE;
        }
    }
}
