package org.jcorn.config;

/**
 * Where a statsd server takes datagrams.
 *
 * @param host its host, or the absolute path of its Unix socket
 * @param port its port, 0 for a Unix socket
 */
public record StatsdAddress(String host, int port) {

    private static final int DEFAULT_PORT = 8125;
    private static final int MAX_PORT = 65_535;
    private static final String UNIX = "unix:";

    /** {@return whether it is a Unix socket} */
    public boolean unix() {
        return port == 0;
    }

    /** Read {@code HOST}, {@code HOST:PORT}, {@code [IPV6]:PORT}, {@code unix:PATH} or {@code unix://PATH}. */
    static StatsdAddress parse(String text) {
        if (text.startsWith(UNIX)) {
            String rest = text.substring(UNIX.length());
            String path = rest.startsWith("//") ? rest.substring(2) : rest;
            if (!path.startsWith("/")) {
                throw new InvalidValue(text, "must have an absolute path");
            }
            return new StatsdAddress(path, 0);
        }
        int bracket = text.startsWith("[") ? text.indexOf(']') : -1;
        int colon = text.indexOf(':', Math.max(0, bracket));
        String host = colon < 0 ? text : text.substring(0, colon);
        if (bracket > 0 && host.endsWith("]")) {
            host = host.substring(1, bracket);
        }
        if (host.isEmpty() || host.startsWith("[") || host.indexOf('/') >= 0) {
            throw new InvalidValue(text, "must be HOST, HOST:PORT or unix:PATH");
        }
        return new StatsdAddress(host, colon < 0 ? DEFAULT_PORT : port(text, text.substring(colon + 1)));
    }

    private static int port(String text, String port) {
        if (!port.matches("[0-9]{1,5}") || Integer.parseInt(port) == 0 || Integer.parseInt(port) > MAX_PORT) {
            throw new InvalidValue(text, "must have a port from 1 to 65535");
        }
        return Integer.parseInt(port);
    }

    /** {@return the address as it is written in settings} */
    @Override
    public String toString() {
        if (unix()) {
            return UNIX + host;
        }
        return (host.indexOf(':') < 0 ? host : "[" + host + "]") + ":" + port;
    }
}
