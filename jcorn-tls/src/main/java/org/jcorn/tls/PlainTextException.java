package org.jcorn.tls;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import javax.net.ssl.SSLException;

/** The client does not speak TLS, but HTTP or something like it. */
final class PlainTextException extends SSLException {

    private static final long serialVersionUID = 1L;

    private static final String BODY = "This port speaks https, not http.\n";

    private static final byte[] ANSWER = ("HTTP/1.1 400 Bad Request\r\nConnection: close\r\n"
                    + "Content-Type: text/plain\r\nContent-Length: " + BODY.length() + "\r\n\r\n" + BODY)
            .getBytes(StandardCharsets.US_ASCII);

    PlainTextException() {
        super("the client speaks plain HTTP");
    }

    /** {@return whether a connection that begins with that byte is one} TLS begins with 22, or with 128 in its infancy. */
    static boolean begins(byte first) {
        return first >= 'A' && first <= 'Z';
    }

    /** {@return what such a client understands} */
    static ByteBuffer answer() {
        return ByteBuffer.wrap(ANSWER);
    }

    /** Nobody needs to know where in here it was found. */
    @Override
    public synchronized Throwable fillInStackTrace() {
        return this;
    }
}
