package org.jcorn.app.httpserver;

import java.io.IOException;
import java.io.InputStream;

/** The body of a request. */
final class RequestStream extends InputStream {

    private final InputStream body;
    private final Turn turn;
    private volatile boolean closed;

    RequestStream(InputStream body, Turn turn) {
        this.body = body;
        this.turn = turn;
    }

    @Override
    public int read() throws IOException {
        checkOpen();
        return turn.take(body::read);
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        checkOpen();
        return turn.take(() -> body.read(target, offset, length));
    }

    @Override
    public int available() throws IOException {
        checkOpen();
        return turn.take(body::available);
    }

    private void checkOpen() throws IOException {
        if (closed) {
            throw new IOException("Stream is closed");
        }
    }

    /** The rest is read off by the server, as far as that pays. */
    @Override
    public void close() {
        closed = true;
    }
}
