package org.jcorn.tls;

import java.nio.ByteBuffer;
import tlschannel.BufferAllocator;

/**
 * The buffers of one connection. They are given back as soon as they are empty, so the number in use tells whether bytes
 * are left in them, and an idle connection has none.
 */
final class Buffers implements BufferAllocator {

    private int used;

    @Override
    public ByteBuffer allocate(int size) {
        used++;
        return ByteBuffer.allocate(size);
    }

    @Override
    public void free(ByteBuffer buffer) {
        used--;
    }

    /** {@return whether bytes may be left: received and not handed on, or to be sent} */
    boolean used() {
        return used > 0;
    }
}
