package org.jcorn.http;

/** The request line (RFC 9112 §3), taken apart into offsets: method, target with its parts, version. */
final class RequestLine {
    private static final int MIN_METHOD = 3;
    private static final int MAX_METHOD = 20;

    private final HttpOptions options;
    private final RequestTarget target = new RequestTarget();
    private int method;
    private int methodEnd;
    private int end;
    private int major;
    private int minor;

    RequestLine(HttpOptions options) {
        this.options = options;
    }

    RequestTarget target() {
        return target;
    }

    /** {@return the offset of the method from the buffer's base} */
    int method() {
        return method;
    }

    int methodEnd() {
        return methodEnd;
    }

    /** {@return the offset behind the version} */
    int end() {
        return end;
    }

    int major() {
        return major;
    }

    int minor() {
        return minor;
    }

    /** Parse a line without its CR LF; offsets are kept relative to {@code base}. */
    void parse(byte[] bytes, int base, int from, int to) {
        int at = from;
        boolean unconventional = false;
        while (at < to && Octets.isToken(bytes[at])) {
            unconventional |= Octets.isLower(bytes[at]) || bytes[at] == '#';
            at++;
        }
        if (at == to) {
            throw HttpViolation.of(Violation.REQUEST_LINE, bytes, from, to);
        }
        if (bytes[at] != ' ' || at == from) {
            throw HttpViolation.of(bytes[at] == ' ' ? Violation.REQUEST_LINE : Violation.METHOD, bytes, from, to);
        }
        int length = at - from;
        unconventional |= length < MIN_METHOD || length > MAX_METHOD;
        if (unconventional && !options.permitUnconventionalHttpMethod()) {
            throw HttpViolation.of(Violation.METHOD_UNCONVENTIONAL, bytes, from, at);
        }
        if (options.casefoldHttpMethod()) {
            upperCase(bytes, from, at);
        }
        int targetStart = at + 1;
        int targetEnd = targetStart;
        while (targetEnd < to && Octets.isTarget(bytes[targetEnd])) {
            targetEnd++;
        }
        if (targetEnd < to && bytes[targetEnd] != ' ') {
            throw HttpViolation.of(Violation.TARGET_BYTE, bytes, from, to);
        }
        if (targetEnd == to || targetEnd == targetStart) {
            throw HttpViolation.of(Violation.REQUEST_LINE, bytes, from, to);
        }
        version(bytes, targetEnd + 1, to);
        method = from - base;
        methodEnd = at - base;
        end = to - base;
        target.parse(bytes, base, targetStart, targetEnd, from, at);
    }

    private static void upperCase(byte[] bytes, int from, int to) {
        for (int i = from; i < to; i++) {
            if (Octets.isLower(bytes[i])) {
                bytes[i] = (byte) (bytes[i] - 0x20);
            }
        }
    }

    private void version(byte[] bytes, int from, int to) {
        boolean shaped = to - from == 8
                && Octets.equal(bytes, from, from + 5, "HTTP/")
                && Octets.isDigit(bytes[from + 5])
                && bytes[from + 6] == '.'
                && Octets.isDigit(bytes[from + 7]);
        if (!shaped) {
            for (int i = from; i < to; i++) {
                if (bytes[i] == ' ') {
                    throw HttpViolation.of(Violation.REQUEST_LINE, bytes, from, to);
                }
            }
            throw HttpViolation.of(Violation.VERSION, bytes, from, to);
        }
        major = bytes[from + 5] - '0';
        minor = bytes[from + 7] - '0';
        if (major != 1 && !options.permitUnconventionalHttpVersion()) {
            throw HttpViolation.of(Violation.VERSION_UNSUPPORTED, bytes, from, to);
        }
    }
}
