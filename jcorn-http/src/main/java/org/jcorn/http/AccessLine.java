package org.jcorn.http;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * A line of the access log in the making: printable ASCII, whatever clients send. Others are escaped as the format of
 * the log has it, so that nobody can end a line, or a value, but the log.
 */
final class AccessLine {

    private static final int INITIAL = 512;
    private static final int KEEP = 16_384;
    private static final byte[] HEX = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);

    /** The bytes that stand for themselves. */
    private static final boolean[] PLAIN = new boolean[256];

    static {
        for (int b = ' '; b < 0x7f; b++) {
            PLAIN[b] = b != '"' && b != '\\';
        }
    }

    private final boolean json;
    private byte[] bytes = new byte[INITIAL];
    private int length;

    /** @param json whether values are strings of JSON (RFC 8259 §7), else {@code \xHH} stands for a byte */
    AccessLine(boolean json) {
        this.json = json;
    }

    void clear() {
        length = 0;
        if (bytes.length > KEEP) {
            bytes = new byte[INITIAL];
        }
    }

    byte[] bytes() {
        return bytes;
    }

    int length() {
        return length;
    }

    /** Take back all behind that length. */
    void cut(int newLength) {
        length = newLength;
    }

    private void room(int count) {
        if (bytes.length - length < count) {
            bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, length + count));
        }
    }

    /** Append a byte as it is. */
    void put(char c) {
        room(1);
        bytes[length++] = (byte) c;
    }

    /** Append bytes as they are. */
    void put(byte[] source) {
        room(source.length);
        System.arraycopy(source, 0, bytes, length, source.length);
        length += source.length;
    }

    /** Append ASCII text as it is. */
    void put(String text) {
        room(text.length());
        for (int i = 0; i < text.length(); i++) {
            bytes[length++] = (byte) text.charAt(i);
        }
    }

    /** Append a number, not negative, with leading zeros up to that many digits. */
    void number(long number, int digits) {
        int count = digits;
        for (long rest = number, n = 1; rest > 0; rest /= 10, n++) {
            count = (int) Math.max(count, n);
        }
        room(count);
        long rest = number;
        for (int i = length + count - 1; i >= length; i--) {
            bytes[i] = (byte) ('0' + rest % 10);
            rest /= 10;
        }
        length += count;
    }

    /** Append bytes of a client. */
    void escaped(byte[] source, int from, int to) {
        room((to - from) * 6);
        for (int i = from; i < to; i++) {
            int b = source[i] & 0xff;
            if (PLAIN[b]) {
                bytes[length++] = (byte) b;
            } else if (json && b >= 0x80) {
                // Once is enough to look whether all that follows is UTF-8.
                escaped(text(source, i, to));
                return;
            } else {
                escaped(b);
            }
        }
    }

    private static String text(byte[] source, int from, int to) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(source, from, to - from))
                    .toString();
        } catch (CharacterCodingException e) {
            return Octets.string(source, from, to);
        }
    }

    /** Append text: in JSON each character, else as UTF-8. */
    void escaped(String text) {
        room(text.length() * 6);
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c < 0x80 && PLAIN[c]) {
                bytes[length++] = (byte) c;
            } else if (json || c < 0x80) {
                escaped(c);
            } else {
                byte[] rest = text.substring(i).getBytes(StandardCharsets.UTF_8);
                escaped(rest, 0, rest.length);
                return;
            }
        }
    }

    /** Append a blank that ends no value. */
    void blank() {
        room(6);
        escaped(' ');
    }

    /** Append a character that does not stand for itself; there is room. */
    private void escaped(int c) {
        bytes[length++] = '\\';
        if (c == '"' || c == '\\') {
            bytes[length++] = (byte) c;
            return;
        }
        bytes[length++] = (byte) (json ? 'u' : 'x');
        if (json) {
            bytes[length++] = HEX[c >> 12 & 15];
            bytes[length++] = HEX[c >> 8 & 15];
        }
        bytes[length++] = HEX[c >> 4 & 15];
        bytes[length++] = HEX[c & 15];
    }
}
