package org.jcorn.http;

import java.nio.charset.StandardCharsets;

/** Classes of bytes by RFC 9110 §5.6 and RFC 3986 §2, and comparisons of byte ranges with text, case aside. */
final class Octets {
    private static final byte TOKEN = 1;
    private static final byte VALUE = 2;
    private static final byte TARGET = 4;
    private static final byte HOST = 8;

    private static final byte[] CLASSES = new byte[256];
    private static final byte[] HEX = new byte[256];

    static {
        for (int b = 0; b < 256; b++) {
            boolean alphanumeric = (b >= '0' && b <= '9') || (b >= 'A' && b <= 'Z') || (b >= 'a' && b <= 'z');
            int bits = 0;
            if (alphanumeric || "!#$%&'*+-.^_`|~".indexOf(b) >= 0) {
                bits |= TOKEN;
            }
            if (b == '\t' || (b >= 0x20 && b != 0x7f)) {
                bits |= VALUE;
            }
            if (b > 0x20 && b != 0x7f) {
                bits |= TARGET;
            }
            if (alphanumeric || "-._~!$&'()*+,;=".indexOf(b) >= 0) {
                bits |= HOST;
            }
            CLASSES[b] = (byte) bits;
            HEX[b] = (byte) Character.digit(b < 128 ? b : ' ', 16);
        }
    }

    private Octets() {}

    static boolean isToken(byte b) {
        return (CLASSES[b & 0xff] & TOKEN) != 0;
    }

    /** {@return whether the byte may stand in a field value: no control but HTAB} */
    static boolean isValue(byte b) {
        return (CLASSES[b & 0xff] & VALUE) != 0;
    }

    /** {@return whether the byte may stand in a request target: neither control nor space} */
    static boolean isTarget(byte b) {
        return (CLASSES[b & 0xff] & TARGET) != 0;
    }

    /** {@return whether the byte is unreserved or a sub-delimiter (RFC 3986 §2.2)} */
    static boolean isHost(byte b) {
        return (CLASSES[b & 0xff] & HOST) != 0;
    }

    static boolean isDigit(byte b) {
        return b >= '0' && b <= '9';
    }

    static boolean isLower(byte b) {
        return b >= 'a' && b <= 'z';
    }

    static boolean isBlank(byte b) {
        return b == ' ' || b == '\t';
    }

    /** {@return the value of a hexadecimal digit, or −1} */
    static int hex(byte b) {
        return HEX[b & 0xff];
    }

    /** {@return the index of the first line feed, or −1} */
    static int lineFeed(byte[] bytes, int from, int to) {
        for (int i = from; i < to; i++) {
            if (bytes[i] == '\n') {
                return i;
            }
        }
        return -1;
    }

    /** {@return the first index at or after {@code from} that is no blank} */
    static int skipBlanks(byte[] bytes, int from, int to) {
        int at = from;
        while (at < to && isBlank(bytes[at])) {
            at++;
        }
        return at;
    }

    /** {@return the end of the range without its trailing blanks} */
    static int trimBlanks(byte[] bytes, int from, int to) {
        int end = to;
        while (end > from && isBlank(bytes[end - 1])) {
            end--;
        }
        return end;
    }

    /** {@return whether the range is that text, byte by byte} */
    static boolean equal(byte[] bytes, int from, int to, String text) {
        if (to - from != text.length()) {
            return false;
        }
        for (int i = 0; i < text.length(); i++) {
            if ((bytes[from + i] & 0xff) != text.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    /** {@return whether the range is that text when the case of ASCII letters is ignored} */
    static boolean equalIgnoreCase(byte[] bytes, int from, int to, String text) {
        if (to - from != text.length()) {
            return false;
        }
        for (int i = 0; i < text.length(); i++) {
            if (lower(bytes[from + i] & 0xff) != lower(text.charAt(i))) {
                return false;
            }
        }
        return true;
    }

    static int lower(int c) {
        return c >= 'A' && c <= 'Z' ? c | 0x20 : c;
    }

    static String string(byte[] bytes, int from, int to) {
        return new String(bytes, from, to - from, StandardCharsets.ISO_8859_1);
    }
}
