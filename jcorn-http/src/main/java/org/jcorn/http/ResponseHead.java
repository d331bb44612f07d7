package org.jcorn.http;

import java.nio.charset.StandardCharsets;

/** Writes response heads (RFC 9112 §4): mostly bytes made once, in Gunicorn's order. One instance serves all threads. */
final class ResponseHead {
    private static final int STATUSES = 600;
    private static final byte[] CLOSE = ascii("Connection: close\r\n");
    private static final byte[] KEEP_ALIVE = ascii("Connection: keep-alive\r\n");
    private static final byte[] CHUNKED = ascii("Transfer-Encoding: chunked\r\n");
    private static final byte[] CONTENT_LENGTH = ascii("Content-Length: ");
    private static final byte[] SERVER = ascii("Server: jcorn\r\n");
    static final byte[] EARLY_HINTS = ascii("HTTP/1.1 103 Early Hints\r\n");
    static final byte[] SWITCHING = ascii("HTTP/1.1 101 Switching Protocols\r\n");
    static final byte[] CONTINUE = ascii("HTTP/1.1 100 Continue\r\n");

    private final HttpDate date;
    private final byte[][] modern = new byte[STATUSES][];
    private final byte[][] old = new byte[STATUSES][];

    ResponseHead(HttpDate date) {
        this.date = date;
        for (int status = 200; status < STATUSES; status++) {
            if (!Reason.of(status).equals(Reason.UNKNOWN)) {
                modern[status] = make(true, status);
                old[status] = make(false, status);
            }
        }
    }

    /** Write status line and the server's own fields. */
    void start(OutputBuffer out, boolean http11, int status, boolean keepAlive, boolean chunked) {
        out.put(start(http11, status));
        out.put(date.line());
        out.put(keepAlive ? KEEP_ALIVE : CLOSE);
        if (chunked) {
            out.put(CHUNKED);
        }
    }

    static void contentLength(OutputBuffer out, long length) {
        out.put(CONTENT_LENGTH);
        out.decimal(length);
        out.crlf();
    }

    /** {@return status line and Server field; the version is the request's, as in Gunicorn, up to the 1.1 we speak} */
    private byte[] start(boolean http11, int status) {
        byte[][] made = http11 ? modern : old;
        return status < STATUSES && made[status] != null ? made[status] : make(http11, status);
    }

    private static byte[] make(boolean http11, int status) {
        byte[] line = ascii((http11 ? "HTTP/1.1 " : "HTTP/1.0 ") + status + " " + Reason.of(status) + "\r\n");
        byte[] both = new byte[line.length + SERVER.length];
        System.arraycopy(line, 0, both, 0, line.length);
        System.arraycopy(SERVER, 0, both, line.length, SERVER.length);
        return both;
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
