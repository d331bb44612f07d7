package org.jcorn.config;

/**
 * Where a syslog server listens.
 *
 * @param transport how it is reached
 * @param host its host, or the path of its Unix socket
 * @param port its port, 0 for a Unix socket
 */
public record SyslogAddress(Transport transport, String host, int port) {

    /** How a syslog server is reached. */
    public enum Transport {
        /** By UDP. */
        UDP,
        /** By TCP. */
        TCP,
        /** By a Unix socket that takes datagrams. */
        UNIX_DATAGRAM,
        /** By a Unix socket that takes connections. */
        UNIX_STREAM
    }

    private static final int DEFAULT_PORT = 514;
    private static final int MAX_PORT = 65_535;

    /**
     * Read an address.
     *
     * @param text {@code udp://HOST:PORT}, {@code tcp://HOST:PORT}, {@code unix://PATH#dgram} or {@code unix://PATH#stream}
     * @return the address
     * @throws IllegalArgumentException if it is none
     */
    static SyslogAddress parse(String text) {
        int colon = text.indexOf("://");
        String rest = colon < 0 ? "" : text.substring(colon + 3);
        return switch (colon < 0 ? "" : text.substring(0, colon)) {
            case "udp" -> inet(Transport.UDP, text, rest);
            case "tcp" -> inet(Transport.TCP, text, rest);
            case "unix" -> unix(text, rest);
            default -> throw new InvalidValue(text, "must begin with udp://, tcp:// or unix://");
        };
    }

    private static SyslogAddress inet(Transport transport, String text, String rest) {
        boolean bracketed = rest.startsWith("[") && rest.indexOf(']') > 1;
        int hostEnd = bracketed ? rest.indexOf(']') + 1 : rest.indexOf(':') < 0 ? rest.length() : rest.indexOf(':');
        String host = bracketed ? rest.substring(1, hostEnd - 1) : rest.substring(0, hostEnd);
        if (host.isEmpty()) {
            throw new InvalidValue(text, "must name a host");
        }
        if (hostEnd == rest.length()) {
            return new SyslogAddress(transport, host, DEFAULT_PORT);
        }
        String port = rest.substring(hostEnd + 1);
        boolean digits = rest.charAt(hostEnd) == ':' && port.matches("[0-9]{1,5}");
        if (!digits || Integer.parseInt(port) == 0 || Integer.parseInt(port) > MAX_PORT) {
            throw new InvalidValue(text, "must have a port from 1 to 65535");
        }
        return new SyslogAddress(transport, host, Integer.parseInt(port));
    }

    private static SyslogAddress unix(String text, String rest) {
        int hash = rest.indexOf('#');
        String path = hash < 0 ? rest : rest.substring(0, hash);
        String kind = hash < 0 ? "dgram" : rest.substring(hash + 1);
        if (!path.startsWith("/")) {
            throw new InvalidValue(text, "must have an absolute path");
        }
        if (!kind.equals("dgram") && !kind.equals("stream")) {
            throw new InvalidValue(text, "may end in #dgram or #stream only");
        }
        return new SyslogAddress(kind.equals("dgram") ? Transport.UNIX_DATAGRAM : Transport.UNIX_STREAM, path, 0);
    }

    /** {@return the address as it is written in settings} */
    @Override
    public String toString() {
        return switch (transport) {
            case UDP -> "udp://" + hostAndPort();
            case TCP -> "tcp://" + hostAndPort();
            case UNIX_DATAGRAM -> "unix://" + host + "#dgram";
            case UNIX_STREAM -> "unix://" + host + "#stream";
        };
    }

    private String hostAndPort() {
        return (host.indexOf(':') < 0 ? host : "[" + host + "]") + ":" + port;
    }
}
