package org.jcorn.http;

import org.jcorn.config.IpAddress;

/** A host with an optional port, as in {@code Host} (RFC 9110 §7.2) and in request targets (RFC 3986 §3.2). */
final class Authority {
    private static final int MAX_PORT = 65_535;

    private Authority() {}

    /**
     * {@return the index of the colon before the port, {@code to} when there is no port, or −1 when this is no
     * authority} An empty host is well-formed here; the caller may want more.
     */
    static int portColon(byte[] bytes, int from, int to) {
        int at = hostEnd(bytes, from, to);
        if (at < 0 || (at < to && (bytes[at] != ':' || port(bytes, at + 1, to) < 0))) {
            return -1;
        }
        return at;
    }

    /** {@return the port, 0 when the digits are missing, or −1 when it is none} */
    static int port(byte[] bytes, int from, int to) {
        int value = 0;
        for (int i = from; i < to; i++) {
            value = value * 10 + bytes[i] - '0';
            if (!Octets.isDigit(bytes[i]) || value > MAX_PORT) {
                return -1;
            }
        }
        return value;
    }

    private static int hostEnd(byte[] bytes, int from, int to) {
        if (from < to && bytes[from] == '[') {
            int close = from + 1;
            while (close < to && (Octets.isHost(bytes[close]) || bytes[close] == ':')) {
                close++;
            }
            boolean closed = close < to && bytes[close] == ']';
            return closed && isLiteral(bytes, from + 1, close) ? close + 1 : -1;
        }
        int at = from;
        while (at < to && bytes[at] != ':') {
            if (bytes[at] == '%') {
                if (at + 2 >= to || Octets.hex(bytes[at + 1]) < 0 || Octets.hex(bytes[at + 2]) < 0) {
                    return -1;
                }
                at += 2;
            } else if (!Octets.isHost(bytes[at])) {
                return -1;
            }
            at++;
        }
        return at;
    }

    /** {@return whether this can stand in brackets: an IPv6 address, or {@code v}, hex digits, dot and something} */
    private static boolean isLiteral(byte[] bytes, int from, int to) {
        if (from < to && (bytes[from] | 0x20) == 'v') {
            int at = from + 1;
            while (at < to && Octets.hex(bytes[at]) >= 0) {
                at++;
            }
            return at > from + 1 && at + 1 < to && bytes[at] == '.';
        }
        byte[] address = IpAddress.parse(Octets.string(bytes, from, to));
        return address != null && address.length == 16;
    }
}
