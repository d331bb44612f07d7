package org.jcorn.http;

import org.jcorn.config.IpAddress;
import org.jcorn.config.ProxyProtocol;
import org.jspecify.annotations.Nullable;

/**
 * The prefix of the <a href="https://www.haproxy.org/download/3.0/doc/proxy-protocol.txt">PROXY protocol</a>, version 1
 * (a line) or 2 (binary), before the first request of a connection.
 */
final class ProxyPrefix {
    private static final String LINE_START = "PROXY ";
    private static final byte[] SIGNATURE = {'\r', '\n', '\r', '\n', 0, '\r', '\n', 'Q', 'U', 'I', 'T', '\n'};
    private static final int MAX_LINE = 107;
    private static final int HEADER = 16;
    private static final int MAX_HEADER = 4096;

    private final ProxyProtocol mode;
    private final PeerTrust trust;
    private @Nullable ProxyAddress address;

    ProxyPrefix(ProxyProtocol mode, PeerTrust trust) {
        this.mode = mode;
        this.trust = trust;
    }

    /** Forget the address, for the next connection. */
    void reset() {
        address = null;
    }

    /** Take up what an earlier prefix of the same connection said. */
    void restore(@Nullable ProxyAddress earlier) {
        address = earlier;
    }

    /** {@return what the prefix of this connection said, or null when there was none} */
    @Nullable
    ProxyAddress address() {
        return address;
    }

    /** Take the prefix off the input. {@return whether the decision is made: taken, or none there} */
    boolean parse(InputBuffer input) {
        byte[] bytes = input.bytes();
        int from = input.base();
        int to = input.end();
        if (from == to) {
            return mode == ProxyProtocol.OFF;
        }
        if ((mode == ProxyProtocol.V1 || mode == ProxyProtocol.AUTO) && bytes[from] == 'P') {
            int same = common(bytes, from, to);
            if (same == LINE_START.length()) {
                return line(input, bytes, from, to);
            }
            return from + same < to;
        }
        if ((mode == ProxyProtocol.V2 || mode == ProxyProtocol.AUTO) && bytes[from] == '\r') {
            int same = 0;
            while (same < SIGNATURE.length && from + same < to && bytes[from + same] == SIGNATURE[same]) {
                same++;
            }
            if (same == SIGNATURE.length) {
                return header(input, bytes, from, to);
            }
            return from + same < to;
        }
        return true;
    }

    private static int common(byte[] bytes, int from, int to) {
        int same = 0;
        while (same < LINE_START.length() && from + same < to && bytes[from + same] == LINE_START.charAt(same)) {
            same++;
        }
        return same;
    }

    private void checkAllowed() {
        if (!trust.proxy()) {
            throw new HttpViolation(Violation.PROXY_FORBIDDEN, null);
        }
    }

    private boolean line(InputBuffer input, byte[] bytes, int from, int to) {
        checkAllowed();
        int feed = Octets.lineFeed(bytes, from, Math.min(to, from + MAX_LINE));
        if (feed < 0) {
            if (to - from >= MAX_LINE) {
                throw HttpViolation.of(Violation.PROXY_LINE, bytes, from, to);
            }
            return false;
        }
        if (bytes[feed - 1] != '\r') {
            throw HttpViolation.of(Violation.PROXY_LINE, bytes, from, feed);
        }
        ProxyAddress found = words(Octets.string(bytes, from + LINE_START.length(), feed - 1));
        if (found == null) {
            throw HttpViolation.of(Violation.PROXY_LINE, bytes, from, feed - 1);
        }
        address = found;
        input.discard(feed + 1 - from);
        return true;
    }

    private static @Nullable ProxyAddress words(String text) {
        if (text.equals("UNKNOWN") || text.startsWith("UNKNOWN ")) {
            return ProxyAddress.UNKNOWN; // the rest of the line must be ignored, §2.1
        }
        int first = text.indexOf(' ');
        int second = text.indexOf(' ', first + 1);
        int third = text.indexOf(' ', second + 1);
        int fourth = text.indexOf(' ', third + 1);
        if (first < 0 || second < 0 || third < 0 || fourth < 0) {
            return null;
        }
        String protocol = text.substring(0, first);
        String client = text.substring(first + 1, second);
        String proxy = text.substring(second + 1, third);
        int clientPort = port(text.substring(third + 1, fourth));
        int proxyPort = port(text.substring(fourth + 1));
        int length = protocol.equals("TCP4") ? 4 : protocol.equals("TCP6") ? 16 : 0;
        byte[] clientBytes = IpAddress.parse(client);
        byte[] proxyBytes = IpAddress.parse(proxy);
        if (clientBytes == null || clientBytes.length != length || proxyBytes == null || proxyBytes.length != length) {
            return null;
        }
        return clientPort < 0 || proxyPort < 0
                ? null
                : new ProxyAddress(protocol, client, clientPort, proxy, proxyPort);
    }

    private static int port(String digits) {
        int value = 0;
        for (int i = 0; i < digits.length(); i++) {
            value = value * 10 + digits.charAt(i) - '0';
            if (digits.charAt(i) < '0' || digits.charAt(i) > '9' || value > 65_535) {
                return -1;
            }
        }
        boolean leadingZero = digits.length() > 1 && digits.charAt(0) == '0';
        return digits.isEmpty() || leadingZero ? -1 : value;
    }

    private boolean header(InputBuffer input, byte[] bytes, int from, int to) {
        checkAllowed();
        if (to - from < HEADER) {
            return false;
        }
        int command = bytes[from + 12] & 0xff;
        int family = bytes[from + 13] & 0xff;
        int length = number(bytes, from + 14);
        boolean local = command == 0x20;
        if ((!local && command != 0x21) || length > MAX_HEADER) {
            throw HttpViolation.of(Violation.PROXY_HEADER, bytes, from, from + HEADER);
        }
        int size = addressSize(local ? 0 : family);
        if (size < 0 || length < 2 * size + (size == 0 ? 0 : 4)) {
            throw HttpViolation.of(Violation.PROXY_HEADER, bytes, from, from + HEADER);
        }
        if (to - from < HEADER + length) {
            return false;
        }
        int at = from + HEADER;
        if (size == 0) {
            address = ProxyAddress.UNKNOWN;
        } else {
            int ports = at + 2 * size;
            address = new ProxyAddress(
                    size == 4 ? "TCP4" : "TCP6",
                    IpAddress.format(bytes, at, size),
                    number(bytes, ports),
                    IpAddress.format(bytes, at + size, size),
                    number(bytes, ports + 2));
        }
        input.discard(HEADER + length);
        return true;
    }

    /** {@return bytes of one address of that family and transport, 0 when unspecified, −1 when not over TCP} */
    private static int addressSize(int family) {
        return switch (family) {
            case 0x00 -> 0;
            case 0x11 -> 4;
            case 0x21 -> 16;
            default -> -1;
        };
    }

    /** {@return two bytes as a number, most significant first} */
    private static int number(byte[] bytes, int at) {
        return ((bytes[at] & 0xff) << 8) | (bytes[at + 1] & 0xff);
    }
}
