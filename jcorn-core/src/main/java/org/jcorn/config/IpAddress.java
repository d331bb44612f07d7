package org.jcorn.config;

/** Reads IP addresses without ever asking a name server, which {@link java.net.InetAddress} may do. */
final class IpAddress {

    private static final byte[] NONE = {};

    private IpAddress() {}

    /** {@return the 4 or 16 bytes of an address, or none if the text is not one} */
    static byte[] parse(String text) {
        return text.indexOf(':') >= 0 ? parseV6(text) : parseV4(text);
    }

    private static byte[] parseV4(String text) {
        byte[] bytes = new byte[4];
        int at = 0;
        for (int i = 0; i < 4; i++) {
            int end = text.indexOf('.', at);
            if ((end < 0) != (i == 3)) {
                return NONE;
            }
            String part = text.substring(at, end < 0 ? text.length() : end);
            // 010 is eight to some and ten to others.
            int value = part.length() > 1 && part.startsWith("0") ? -1 : number(part, 10, 3);
            if (value < 0 || value > 255) {
                return NONE;
            }
            bytes[i] = (byte) value;
            at = end + 1;
        }
        return bytes;
    }

    /** RFC 4291 §2.2: eight groups, one run of which may be "::", the last two of which may be an IPv4 address. */
    private static byte[] parseV6(String text) {
        int gap = text.indexOf("::");
        if (gap < 0) {
            byte[] all = groups(text);
            return all.length == 16 ? all : NONE;
        }
        if (text.indexOf("::", gap + 1) >= 0) {
            return NONE;
        }
        byte[] before = groups(text.substring(0, gap));
        byte[] after = groups(text.substring(gap + 2));
        boolean bad = (before.length == 0 && gap > 0) || (after.length == 0 && gap + 2 < text.length());
        if (bad || before.length + after.length > 14 || text.lastIndexOf('.', gap) >= 0) {
            return NONE;
        }
        byte[] bytes = new byte[16];
        System.arraycopy(before, 0, bytes, 0, before.length);
        System.arraycopy(after, 0, bytes, 16 - after.length, after.length);
        return bytes;
    }

    private static byte[] groups(String text) {
        byte[] bytes = new byte[16];
        int count = 0;
        int at = 0;
        while (at <= text.length()) {
            int colon = text.indexOf(':', at);
            String group = text.substring(at, colon < 0 ? text.length() : colon);
            byte[] value = group.indexOf('.') >= 0 && colon < 0 ? parseV4(group) : group(group);
            if (value.length == 0 || count + value.length > 16) {
                return NONE;
            }
            System.arraycopy(value, 0, bytes, count, value.length);
            count += value.length;
            if (colon < 0) {
                break;
            }
            at = colon + 1;
        }
        byte[] result = new byte[count];
        System.arraycopy(bytes, 0, result, 0, count);
        return result;
    }

    private static byte[] group(String text) {
        int value = number(text, 16, 4);
        return value < 0 ? NONE : new byte[] {(byte) (value >> 8), (byte) value};
    }

    private static int number(String text, int radix, int maxDigits) {
        if (text.isEmpty() || text.length() > maxDigits) {
            return -1;
        }
        int value = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            int digit = c < 128 ? Character.digit(c, radix) : -1;
            if (digit < 0) {
                return -1;
            }
            value = value * radix + digit;
        }
        return value;
    }
}
