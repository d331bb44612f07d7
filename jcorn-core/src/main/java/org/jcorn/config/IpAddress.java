package org.jcorn.config;

import org.jspecify.annotations.Nullable;

/** IP addresses as text and as 4 or 16 bytes, without ever asking a name server. */
public final class IpAddress {
    private IpAddress() {}

    /**
     * {@return the bytes of a strict dotted-decimal or RFC 4291 address without zone, or null}
     *
     * @param text what may be an address
     */
    public static byte @Nullable [] parse(String text) {
        return text.indexOf(':') >= 0 ? parse6(text) : parse4(text, 0);
    }

    /** {@return the four bytes of a mapped IPv4 address ({@code ::ffff:1.2.3.4}), or the bytes as they are} */
    static byte[] unmapped(byte[] address) {
        if (!mapped(address)) {
            return address;
        }
        byte[] four = new byte[4];
        System.arraycopy(address, 12, four, 0, 4);
        return four;
    }

    /**
     * {@return the text of an address, IPv6 as RFC 5952 has it}
     *
     * @param address its 4 or 16 bytes
     */
    public static String format(byte[] address) {
        return format(address, 0, address.length);
    }

    /**
     * {@return the text of the address at an offset}
     *
     * @param bytes hold the address
     * @param offset where it begins
     * @param length 4 or 16
     */
    public static String format(byte[] bytes, int offset, int length) {
        StringBuilder text = new StringBuilder(40);
        if (length == 4) {
            return dotted(text, bytes, offset).toString();
        }
        int groups = 8;
        byte[] address = new byte[16];
        System.arraycopy(bytes, offset, address, 0, 16);
        if (mapped(address)) {
            return dotted(text.append("::ffff:"), address, 12).toString();
        }
        int zeros = -1;
        int zerosLength = 1; // a single zero group is not shortened, RFC 5952 §4.2.2
        for (int i = 0; i < groups; i++) {
            int run = 0;
            while (i + run < groups && group(address, i + run) == 0) {
                run++;
            }
            if (run > zerosLength) {
                zeros = i;
                zerosLength = run;
            }
            i += run;
        }
        for (int i = 0; i < groups; i++) {
            if (i == zeros) {
                text.append("::");
                i += zerosLength - 1;
                continue;
            }
            if (i > 0 && text.charAt(text.length() - 1) != ':') {
                text.append(':');
            }
            text.append(Integer.toHexString(group(address, i)));
        }
        return text.toString();
    }

    private static boolean mapped(byte[] address) {
        if (address.length != 16 || address[10] != -1 || address[11] != -1) {
            return false;
        }
        for (int i = 0; i < 10; i++) {
            if (address[i] != 0) {
                return false;
            }
        }
        return true;
    }

    private static int group(byte[] address, int index) {
        return ((address[2 * index] & 0xff) << 8) | (address[2 * index + 1] & 0xff);
    }

    private static StringBuilder dotted(StringBuilder text, byte[] bytes, int offset) {
        for (int i = 0; i < 4; i++) {
            text.append(i == 0 ? "" : ".").append(bytes[offset + i] & 0xff);
        }
        return text;
    }

    private static byte @Nullable [] parse4(String text, int from) {
        byte[] address = new byte[4];
        int at = from;
        for (int i = 0; i < 4; i++) {
            int start = at;
            int value = 0;
            while (at < text.length() && at - start < 4 && isDigit(text.charAt(at))) {
                value = value * 10 + text.charAt(at++) - '0';
            }
            boolean leadingZero = at - start > 1 && text.charAt(start) == '0';
            if (at == start || value > 255 || leadingZero) {
                return null;
            }
            address[i] = (byte) value;
            if (i < 3 && (at >= text.length() || text.charAt(at++) != '.')) {
                return null;
            }
        }
        return at == text.length() ? address : null;
    }

    private static byte @Nullable [] parse6(String text) {
        byte[] address = new byte[16];
        int filled = 0;
        int gap = -1;
        int at = 0;
        int length = text.length();
        if (text.startsWith("::")) {
            gap = 0;
            at = 2;
        }
        while (at < length) {
            int start = at;
            int value = 0;
            while (at < length
                    && at - start < 5
                    && Character.digit(text.charAt(at), 16) >= 0
                    && text.charAt(at) < 128) {
                value = value << 4 | Character.digit(text.charAt(at++), 16);
            }
            if (at < length && text.charAt(at) == '.') {
                byte[] tail = filled <= 12 ? parse4(text, start) : null;
                if (tail == null) {
                    return null;
                }
                System.arraycopy(tail, 0, address, filled, 4);
                filled += 4;
                break;
            }
            if (at == start || at - start > 4 || filled > 14) {
                return null;
            }
            address[filled++] = (byte) (value >> 8);
            address[filled++] = (byte) value;
            if (at == length) {
                break;
            }
            if (text.charAt(at++) != ':' || at == length) {
                return null;
            }
            if (text.charAt(at) == ':') {
                if (gap >= 0) {
                    return null;
                }
                gap = filled;
                at++;
            }
        }
        if (gap < 0) {
            return filled == 16 ? address : null;
        }
        if (filled > 14) {
            return null;
        }
        byte[] spread = new byte[16];
        System.arraycopy(address, 0, spread, 0, gap);
        System.arraycopy(address, gap, spread, 16 - (filled - gap), filled - gap);
        return spread;
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }
}
