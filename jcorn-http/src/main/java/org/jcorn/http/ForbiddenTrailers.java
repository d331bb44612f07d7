package org.jcorn.http;

/**
 * Fields that must not stand in a trailer section (RFC 9110 §6.5.1), since they say how to frame, route or authorise a
 * message that is already being processed.
 */
final class ForbiddenTrailers {
    private static final String[] NAMES = {
        "Authorization",
        "Connection",
        "Content-Length",
        "Expect",
        "Host",
        "Max-Forwards",
        "Proxy-Authorization",
        "TE",
        "Trailer",
        "Transfer-Encoding",
        "Upgrade",
    };

    private ForbiddenTrailers() {}

    static boolean contains(byte[] bytes, int from, int to) {
        for (String name : NAMES) {
            if (Octets.equalIgnoreCase(bytes, from, to, name)) {
                return true;
            }
        }
        return false;
    }
}
