package org.jcorn.http;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Bytes on their way out: a head, chunk framing and small bodies gather here and leave in one write. */
final class OutputBuffer {
    private static final int INITIAL = 4096;
    private static final int KEEP = 65_536;

    private byte[] bytes = new byte[INITIAL];
    private ByteBuffer window = ByteBuffer.wrap(bytes);
    private int length;

    int length() {
        return length;
    }

    void clear() {
        length = 0;
        if (bytes.length > KEEP) {
            replace(new byte[INITIAL]);
        }
    }

    void put(byte[] source) {
        put(source, 0, source.length);
    }

    void put(byte[] source, int offset, int count) {
        ensure(count);
        System.arraycopy(source, offset, bytes, length, count);
        length += count;
    }

    /** Append text whose characters are all below U+0100, one byte each. */
    @SuppressWarnings("deprecation") // this is the one encoder of the JDK that copies Latin-1 without garbage
    void put(String text) {
        int count = text.length();
        ensure(count);
        text.getBytes(0, count, bytes, length);
        length += count;
    }

    void decimal(long value) {
        ensure(20);
        int digits = 1;
        for (long rest = value / 10; rest > 0; rest /= 10) {
            digits++;
        }
        long rest = value;
        for (int i = length + digits - 1; i >= length; i--) {
            bytes[i] = (byte) ('0' + rest % 10);
            rest /= 10;
        }
        length += digits;
    }

    void hex(long value) {
        ensure(16);
        int shift = 60;
        while (shift > 0 && value >>> shift == 0) {
            shift -= 4;
        }
        for (; shift >= 0; shift -= 4) {
            bytes[length++] = (byte) Character.forDigit((int) (value >>> shift & 15), 16);
        }
    }

    void crlf() {
        ensure(2);
        bytes[length++] = '\r';
        bytes[length++] = '\n';
    }

    /** {@return a view of what is here, valid until the next append; it empties this buffer} */
    ByteBuffer take() {
        window.limit(length).position(0);
        length = 0;
        return window;
    }

    /** Write what is here. */
    void flush(Wire wire) throws IOException {
        if (length > 0) {
            wire.write(take());
        }
    }

    @Override
    public String toString() {
        return new String(bytes, 0, length, StandardCharsets.ISO_8859_1);
    }

    private void ensure(int count) {
        if (bytes.length - length < count) {
            replace(Arrays.copyOf(bytes, Math.max(bytes.length * 2, length + count)));
        }
    }

    private void replace(byte[] other) {
        bytes = other;
        window = ByteBuffer.wrap(other);
    }
}
