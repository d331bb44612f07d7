package org.jcorn.http;

/**
 * The request target (RFC 9112 §3.2) in one of its four forms, taken apart into offsets from the buffer's base.
 *
 * <p>As in Gunicorn a fragment, which no client should send, is split off, and the path of the authority form is its
 * port.
 */
final class RequestTarget {
    private int start;
    private int end;
    private int path;
    private int pathEnd;
    private int query;
    private int queryEnd;
    private int authority;
    private int authorityEnd;
    private boolean hierarchical;

    int start() {
        return start;
    }

    int end() {
        return end;
    }

    int path() {
        return path;
    }

    int pathEnd() {
        return pathEnd;
    }

    int query() {
        return query;
    }

    int queryEnd() {
        return queryEnd;
    }

    /** {@return the offset of host and port, without user information; equal to its end when the target names none} */
    int authority() {
        return authority;
    }

    int authorityEnd() {
        return authorityEnd;
    }

    /** {@return whether the path is one: neither {@code *} nor the port of the authority form} */
    boolean hierarchical() {
        return hierarchical;
    }

    void parse(byte[] bytes, int base, int from, int to, int method, int methodEnd) {
        start = from - base;
        end = to - base;
        authority = start;
        authorityEnd = start;
        hierarchical = false;
        if (Octets.equal(bytes, method, methodEnd, "CONNECT")) {
            authorityForm(bytes, base, from, to);
        } else if (bytes[from] == '/') {
            split(bytes, base, from, to);
        } else if (bytes[from] == '*' && to - from == 1 && Octets.equal(bytes, method, methodEnd, "OPTIONS")) {
            path = start;
            pathEnd = end;
            query = end;
            queryEnd = end;
        } else {
            absoluteForm(bytes, base, from, to);
        }
    }

    private void authorityForm(byte[] bytes, int base, int from, int to) {
        int colon = Authority.portColon(bytes, from, to);
        if (colon < 0 || colon == from || colon >= to - 1) {
            throw HttpViolation.of(Violation.TARGET_AUTHORITY, bytes, from, to);
        }
        authorityEnd = end;
        path = colon + 1 - base;
        pathEnd = end;
        query = end;
        queryEnd = end;
    }

    private void absoluteForm(byte[] bytes, int base, int from, int to) {
        int at = from;
        while (at < to && isScheme(bytes[at], at == from)) {
            at++;
        }
        if (at == from || to - at < 3 || bytes[at] != ':' || bytes[at + 1] != '/' || bytes[at + 2] != '/') {
            throw HttpViolation.of(Violation.TARGET_FORM, bytes, from, to);
        }
        int host = at + 3;
        int hostEnd = host;
        while (hostEnd < to && bytes[hostEnd] != '/' && bytes[hostEnd] != '?' && bytes[hostEnd] != '#') {
            hostEnd++;
        }
        int bare = hostEnd;
        while (bare > host && bytes[bare - 1] != '@') {
            bare--;
        }
        boolean wellFormed = bare == host || isUserInfo(bytes, host, bare - 1);
        int colon = Authority.portColon(bytes, bare, hostEnd);
        // An http URI with an empty host is invalid, RFC 9110 §4.2.1.
        if (!wellFormed || colon < 0 || colon == bare) {
            throw HttpViolation.of(Violation.TARGET_AUTHORITY, bytes, from, to);
        }
        authority = bare - base;
        authorityEnd = hostEnd - base;
        split(bytes, base, hostEnd, to);
    }

    private static boolean isScheme(byte b, boolean first) {
        boolean letter = (b >= 'a' && b <= 'z') || (b >= 'A' && b <= 'Z');
        return letter || (!first && (Octets.isDigit(b) || b == '+' || b == '-' || b == '.'));
    }

    private static boolean isUserInfo(byte[] bytes, int from, int to) {
        for (int i = from; i < to; i++) {
            if (!Octets.isHost(bytes[i]) && bytes[i] != ':' && bytes[i] != '%') {
                return false;
            }
        }
        return true;
    }

    private void split(byte[] bytes, int base, int from, int to) {
        hierarchical = true;
        int at = from;
        while (at < to && bytes[at] != '?' && bytes[at] != '#') {
            at++;
        }
        path = from - base;
        pathEnd = at - base;
        boolean hasQuery = at < to && bytes[at] == '?';
        query = (hasQuery ? at + 1 : at) - base;
        while (hasQuery && at < to && bytes[at] != '#') {
            at++;
        }
        queryEnd = at - base;
    }
}
