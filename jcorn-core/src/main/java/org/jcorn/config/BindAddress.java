package org.jcorn.config;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Locale;

/**
 * Something to listen on: a TCP address, a unix socket or an inherited file descriptor.
 *
 * <p>Two addresses are equal when they mean the same socket by the same name; {@code toString} prints what
 * {@link #parse} reads.
 */
public sealed interface BindAddress {

    /** The port when none is given. */
    int DEFAULT_PORT = 8000;

    /**
     * A TCP address.
     *
     * @param host a name or IP address in lower case, without brackets; {@code 0.0.0.0} for all of IPv4
     * @param port 0 to 65535, where 0 lets the system choose
     */
    record Tcp(String host, int port) implements BindAddress {
        /** Check the parts. */
        public Tcp {
            if (host.isEmpty()) {
                throw new InvalidValue(host, "is not a host");
            }
            if (port < 0 || port > 65535) {
                throw new InvalidValue(Integer.toString(port), "is not a port: must be between 0 and 65535");
            }
            host = host.toLowerCase(Locale.ROOT);
        }

        /** {@return whether the host is an IPv6 address} */
        public boolean ipv6() {
            return host.indexOf(':') >= 0;
        }

        @Override
        public String toString() {
            return (ipv6() ? "[" + host + "]" : host) + ":" + port;
        }
    }

    /**
     * A unix socket.
     *
     * @param path its file
     */
    record Unix(Path path) implements BindAddress {
        @Override
        public String toString() {
            return "unix:" + path;
        }
    }

    /**
     * A listening socket that the process was started with.
     *
     * @param number the file descriptor, 0 or more
     */
    record Fd(int number) implements BindAddress {
        /** Check the number. */
        public Fd {
            if (number < 0) {
                throw new InvalidValue(Integer.toString(number), "is not a file descriptor: must be 0 or more");
            }
        }

        @Override
        public String toString() {
            return "fd://" + number;
        }
    }

    /**
     * Read an address by Gunicorn's rules: {@code HOST}, {@code HOST:PORT}, {@code :PORT} for all of IPv4,
     * {@code [IPV6]}, {@code [IPV6]:PORT}, any of these after {@code tcp://}, {@code unix:PATH}, {@code unix://PATH}
     * or {@code fd://N}. The default port is 8000.
     *
     * @param text the address
     * @return what it means
     * @throws IllegalArgumentException if it is no address; the message quotes it and says why
     */
    static BindAddress parse(String text) {
        String address = text.strip();
        if (address.startsWith("unix:")) {
            return unix(text, address.substring(address.startsWith("unix://") ? 7 : 5));
        }
        if (address.startsWith("fd://")) {
            return new Fd(
                    number(text, address.substring(5), Integer.MAX_VALUE, "is not a file descriptor: must be fd://N"));
        }
        if (address.startsWith("tcp://")) {
            address = address.substring(6);
        }
        return address.startsWith("[") ? ipv6(text, address) : hostAndPort(text, address);
    }

    private static BindAddress unix(String text, String path) {
        if (path.isEmpty()) {
            throw new InvalidValue(text, "names no socket file");
        }
        try {
            return new Unix(Path.of(path));
        } catch (InvalidPathException e) {
            throw new InvalidValue(text, "is not a path: " + e.getReason());
        }
    }

    private static BindAddress ipv6(String text, String address) {
        int end = address.indexOf(']');
        String host = end < 0 ? "" : address.substring(1, end);
        int zone = host.indexOf('%');
        if (!isIpv6(zone < 0 ? host : host.substring(0, zone))) {
            throw new InvalidValue(text, "is not an IPv6 address: must be [ADDRESS] or [ADDRESS]:PORT");
        }
        if (end + 1 == address.length()) {
            return new Tcp(host, DEFAULT_PORT);
        }
        if (address.charAt(end + 1) != ':') {
            throw new InvalidValue(text, "must have a port or nothing after the ']'");
        }
        return new Tcp(host, port(text, address.substring(end + 2)));
    }

    private static BindAddress hostAndPort(String text, String address) {
        int colon = address.indexOf(':');
        if (colon >= 0 && address.indexOf(':', colon + 1) >= 0) {
            boolean v6 = isIpv6(address);
            throw new InvalidValue(
                    text,
                    v6
                            ? "needs brackets: [" + address + "]:" + DEFAULT_PORT
                            : "is not an address: must be HOST, HOST:PORT, [IPV6]:PORT, unix:PATH or fd://N");
        }
        String host = colon < 0 ? address : address.substring(0, colon);
        for (int i = 0; i < host.length(); i++) {
            char c = host.charAt(i);
            if (c <= ' ' || c == '/' || c == '@' || c == 0x7f) {
                throw new InvalidValue(text, "is not an address: a host cannot contain '" + (c <= ' ' ? ' ' : c) + "'");
            }
        }
        // What Python's socket module makes of an empty host.
        String all = host.isEmpty() ? "0.0.0.0" : host;
        return new Tcp(all, colon < 0 ? DEFAULT_PORT : port(text, address.substring(colon + 1)));
    }

    private static boolean isIpv6(String text) {
        byte[] address = IpAddress.parse(text);
        return address != null && address.length == 16;
    }

    private static int port(String text, String digits) {
        return number(text, digits, 65535, "is not an address: the port must be between 0 and 65535");
    }

    private static int number(String text, String digits, int max, String rule) {
        long number = digits.isEmpty() ? -1 : 0;
        for (int i = 0; i < digits.length() && number >= 0; i++) {
            char c = digits.charAt(i);
            number = c < '0' || c > '9' || number > max ? -1 : number * 10 + (c - '0');
        }
        if (number < 0 || number > max) {
            throw new InvalidValue(text, rule);
        }
        return (int) number;
    }
}
