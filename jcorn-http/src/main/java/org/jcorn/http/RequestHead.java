package org.jcorn.http;

import java.nio.charset.StandardCharsets;
import org.jcorn.Headers;
import org.jspecify.annotations.Nullable;

/**
 * A parsed request head. It is a view of the connection's input buffer, reused for every request: valid from the moment
 * {@link RequestParser#parse} returns true until the buffer is released.
 */
public final class RequestHead {
    private final InputBuffer input;
    private final RequestLine line;
    private final FieldTable fields;
    private final Framing framing;
    private int length;
    private boolean secure;
    private String scriptName = "";
    private @Nullable ProxyAddress proxy;

    RequestHead(InputBuffer input, RequestLine line, FieldTable fields, Framing framing) {
        this.input = input;
        this.line = line;
        this.fields = fields;
        this.framing = framing;
    }

    void complete(int headLength, boolean isSecure, String mountPoint, @Nullable ProxyAddress proxyAddress) {
        length = headLength;
        secure = isSecure;
        scriptName = mountPoint;
        proxy = proxyAddress;
    }

    /** {@return the bytes from the request line to the empty line} */
    int length() {
        return length;
    }

    Framing framing() {
        return framing;
    }

    FieldTable table() {
        return fields;
    }

    /** {@return the array that holds the head; offsets are those of {@link #lineStart} and {@link #lineEnd}} */
    public byte[] bytes() {
        return input.bytes();
    }

    /** {@return the index of the first byte of the request line} */
    public int lineStart() {
        return input.base() + line.method();
    }

    /** {@return the index behind the last byte of the request line, its CR LF not counted} */
    public int lineEnd() {
        return input.base() + line.end();
    }

    int targetStart() {
        return input.base() + line.target().start();
    }

    int targetEnd() {
        return input.base() + line.target().end();
    }

    /** {@return the method; the usual ones without making a string} */
    public String method() {
        byte[] bytes = input.bytes();
        int from = lineStart();
        int to = input.base() + line.methodEnd();
        return switch (bytes[from]) {
            case 'G' -> constant(bytes, from, to, "GET");
            case 'H' -> constant(bytes, from, to, "HEAD");
            case 'D' -> constant(bytes, from, to, "DELETE");
            case 'O' -> constant(bytes, from, to, "OPTIONS");
            case 'P' -> constant(bytes, from, to, to - from == 4 ? "POST" : to - from == 3 ? "PUT" : "PATCH");
            default -> Octets.string(bytes, from, to);
        };
    }

    private static String constant(byte[] bytes, int from, int to, String method) {
        return Octets.equal(bytes, from, to, method) ? method : Octets.string(bytes, from, to);
    }

    boolean isHead() {
        return Octets.equal(input.bytes(), lineStart(), input.base() + line.methodEnd(), "HEAD");
    }

    /** {@return the request target as received} */
    public String target() {
        return string(line.target().start(), line.target().end());
    }

    /** {@return the path as received, not decoded; an absolute target without a path has {@code /}} */
    public String rawPath() {
        RequestTarget target = line.target();
        // RFC 9110 §4.2.3: an empty path is equivalent to "/".
        return target.path() == target.pathEnd() ? "/" : string(target.path(), target.pathEnd());
    }

    /** {@return the path below the script name, percent-decoded as UTF-8} */
    public String path() {
        RequestTarget target = line.target();
        int from = input.base() + target.path();
        int to = input.base() + target.pathEnd();
        if (from == to) {
            return "/";
        }
        return PercentDecoder.decode(input.bytes(), target.hierarchical() ? from + scriptName.length() : from, to);
    }

    /** {@return the query as received, or the empty string} */
    public String query() {
        return string(line.target().query(), line.target().queryEnd());
    }

    /** {@return the fragment, which no client should send, or the empty string} */
    public String fragment() {
        RequestTarget target = line.target();
        return target.queryEnd() < target.end() ? string(target.queryEnd() + 1, target.end()) : "";
    }

    /** {@return the host and port the request is for: of an absolute target, else of the {@code Host} field} */
    String authority() {
        RequestTarget target = line.target();
        if (target.authority() < target.authorityEnd()) {
            return string(target.authority(), target.authorityEnd());
        }
        String host = fields.first("Host");
        return host == null ? "" : host;
    }

    /** {@return the major version} */
    public int major() {
        return line.major();
    }

    /** {@return the minor version} */
    public int minor() {
        return line.minor();
    }

    /** {@return whether the client understands HTTP/1.1: chunked bodies, interim responses, persistence by default} */
    public boolean modern() {
        return line.major() > 1 || (line.major() == 1 && line.minor() >= 1);
    }

    /** {@return the version as received, such as {@code HTTP/1.1}} */
    public String protocol() {
        if (line.major() == 1 && line.minor() <= 1) {
            return line.minor() == 1 ? "HTTP/1.1" : "HTTP/1.0";
        }
        return string(line.end() - 8, line.end());
    }

    /** {@return the fields, without those left out by {@code header_map}} */
    public Headers fields() {
        return fields;
    }

    /** {@return {@code http} or {@code https}} */
    public String scheme() {
        return secure ? "https" : "http";
    }

    /** {@return the mount point, raw, or the empty string} */
    public String scriptName() {
        return scriptName;
    }

    /** {@return the length of the body in bytes, 0 for none, −1 when it is chunked} */
    public long contentLength() {
        return framing.length();
    }

    /** {@return whether the client wants the connection kept} */
    public boolean persistent() {
        return framing.persistent();
    }

    /** {@return whether the client waits for a {@code 100 Continue}} */
    public boolean continueExpected() {
        return framing.continueExpected();
    }

    /** {@return what the PROXY prefix of the connection said, or null} */
    public @Nullable ProxyAddress proxy() {
        return proxy;
    }

    private String string(int from, int to) {
        return new String(input.bytes(), input.base() + from, to - from, StandardCharsets.ISO_8859_1);
    }
}
