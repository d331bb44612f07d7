package org.jcorn.control;

import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** Cuts a stream of bytes into frames: four bytes of length, most significant first, and so many bytes. */
final class FrameReader {

    /** The longest reply. */
    static final int MOST_REPLY_BYTES = 16 << 20;

    /** The longest request: nobody needs more, and many may send one at once. */
    static final int MOST_REQUEST_BYTES = 64 << 10;

    private final int limit;
    private final ByteBuffer length = ByteBuffer.allocate(Integer.BYTES);
    private @Nullable ByteBuffer body;

    /** @param limit the longest frame, in bytes */
    FrameReader(int limit) {
        this.limit = limit;
    }

    /**
     * Go on reading.
     *
     * @param bytes what has come; what follows the frame stays in it
     * @return the next frame, or null if it is not whole yet
     * @throws ControlException if the frame is too long: nothing after it can be understood
     */
    byte @Nullable [] take(ByteBuffer bytes) throws ControlException {
        ByteBuffer frame = body;
        if (frame == null) {
            move(bytes, length);
            if (length.hasRemaining()) {
                return null;
            }
            int size = length.getInt(0);
            if (size < 0 || size > limit) {
                throw new ControlException("a message of " + Integer.toUnsignedString(size)
                        + " bytes is too long: at most " + limit + " are taken");
            }
            frame = ByteBuffer.allocate(size);
            body = frame;
        }
        move(bytes, frame);
        if (frame.hasRemaining()) {
            return null;
        }
        length.clear();
        body = null;
        return frame.array();
    }

    private static void move(ByteBuffer from, ByteBuffer to) {
        int count = Math.min(from.remaining(), to.remaining());
        to.put(from.slice(from.position(), count));
        from.position(from.position() + count);
    }

    /** {@return a frame, ready to be written} */
    static ByteBuffer frame(byte[] body) {
        return ByteBuffer.allocate(Integer.BYTES + body.length)
                .putInt(body.length)
                .put(body)
                .flip();
    }
}
