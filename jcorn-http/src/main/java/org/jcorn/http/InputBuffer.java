package org.jcorn.http;

import java.io.IOException;

/**
 * The bytes received on a connection and not yet used up: a head that stays in place while its request is served, and
 * what follows it.
 *
 * <pre>
 *   0      base           headEnd      position        end        capacity
 *   | free | request head  | used body  | unread input  | free     |
 * </pre>
 *
 * <p>While a head is incomplete, {@code base == position}, and making room may move the bytes down to index 0. Once
 * {@linkplain #pin pinned} the head keeps its indexes; only the array may be replaced by a larger one.
 */
public final class InputBuffer {
    private static final int PIECE = 8192;
    private static final int MIN_ROOM = 2048;
    private static final int KEEP = 65_536;

    private final int limit;
    private final int initial;
    private byte[] bytes;
    private int base;
    private int position;
    private int end;
    private int headEnd = -1;

    /**
     * Make an empty buffer.
     *
     * @param limit bytes an incomplete head may grow to; the parser refuses it before
     * @param initial bytes to start with
     */
    InputBuffer(int limit, int initial) {
        this.limit = Math.max(limit, initial);
        this.initial = initial;
        this.bytes = new byte[initial];
    }

    /** Forget everything, for the next connection. */
    public void clear() {
        base = 0;
        position = 0;
        end = 0;
        headEnd = -1;
        if (bytes.length > KEEP) {
            bytes = new byte[initial];
        }
    }

    byte[] bytes() {
        return bytes;
    }

    int base() {
        return base;
    }

    int position() {
        return position;
    }

    int end() {
        return end;
    }

    /** {@return how many bytes are received and unread} */
    public int available() {
        return end - position;
    }

    /** {@return how many bytes the array holds} */
    int capacity() {
        return bytes.length;
    }

    /** {@return what there is of the first line of a head that is incomplete, a byte for each character} */
    String line(int most) {
        int to = base;
        while (to < end && to < base + most && bytes[to] != '\r' && bytes[to] != '\n') {
            to++;
        }
        return Octets.string(bytes, base, to);
    }

    void skip(int count) {
        position += count;
    }

    /** Drop bytes before a head, such as a PROXY prefix. */
    void discard(int count) {
        base += count;
        position = base;
    }

    /** Keep the first bytes in place until {@link #release}: they are the head of the request being served. */
    void pin(int length) {
        headEnd = base + length;
        position = headEnd;
    }

    /** Let go of the head; what is unread becomes the start of the next one. */
    void release() {
        headEnd = -1;
        base = position;
        if (base == end) {
            base = 0;
            position = 0;
            end = 0;
            if (bytes.length > KEEP) {
                bytes = new byte[initial];
            }
        }
    }

    /**
     * Append bytes.
     *
     * @param source the bytes
     * @param from the first
     * @param to behind the last
     */
    public void append(byte[] source, int from, int to) {
        while (bytes.length - end < to - from) {
            makeRoom(to - from);
        }
        System.arraycopy(source, from, bytes, end, to - from);
        end += to - from;
    }

    /** Read once from the wire. {@return what it returned: how many bytes came, 0 for none yet, −1 at the end} */
    int fill(Wire wire) throws IOException {
        if (headEnd >= 0 && position == end) {
            position = headEnd;
            end = headEnd;
        }
        if (bytes.length - end < MIN_ROOM) {
            makeRoom(MIN_ROOM);
        }
        int count = wire.read(bytes, end, bytes.length - end);
        if (count > 0) {
            end += count;
        }
        return count;
    }

    private void makeRoom(int wanted) {
        boolean pinned = headEnd >= 0;
        int used = end - base;
        if (!pinned && base > 0 && bytes.length - used >= wanted) {
            System.arraycopy(bytes, base, bytes, 0, used);
        } else {
            int from = pinned ? 0 : base;
            int kept = end - from;
            int ceiling = Math.max(limit, kept) + Math.max(wanted, PIECE);
            int size = Math.min(Math.max(bytes.length * 2, kept + wanted), ceiling);
            byte[] larger = new byte[size];
            System.arraycopy(bytes, from, larger, 0, kept);
            bytes = larger;
        }
        if (!pinned) {
            end = used;
            base = 0;
            position = 0;
        }
    }
}
