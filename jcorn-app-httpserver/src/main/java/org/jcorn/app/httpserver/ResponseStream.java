package org.jcorn.app.httpserver;

import java.io.IOException;
import java.io.OutputStream;
import java.util.concurrent.atomic.AtomicLong;

/** The body of a response, of the length that {@code sendResponseHeaders} named. */
final class ResponseStream extends OutputStream {

    private static final long UNKNOWN = -1;

    private final OutputStream body;
    private final Turn turn;
    private volatile boolean headSent;
    private volatile boolean closed;
    private final AtomicLong remaining = new AtomicLong();

    ResponseStream(OutputStream body, Turn turn) {
        this.body = body;
        this.turn = turn;
    }

    /** The head is sent, for a body of any length. */
    void open() {
        remaining.set(UNKNOWN);
        headSent = true;
    }

    /** The head is sent, for a body of so many bytes. */
    void open(long length) {
        remaining.set(length);
        headSent = true;
    }

    boolean headSent() {
        return headSent;
    }

    /** {@return whether nothing more can follow} */
    boolean complete() {
        return closed || (headSent && remaining.get() == 0);
    }

    @Override
    public void write(int octet) throws IOException {
        write(new byte[] {(byte) octet}, 0, 1);
    }

    @Override
    public void write(byte[] source, int offset, int length) throws IOException {
        checkOpen();
        if (length == 0) {
            return;
        }
        long left = remaining.get();
        if (left != UNKNOWN && length > left) {
            throw new IOException("too many bytes to write to stream");
        }
        turn.take(() -> {
            body.write(source, offset, length);
            return 0;
        });
        if (left != UNKNOWN) {
            remaining.addAndGet(-length);
        }
    }

    @Override
    public void flush() throws IOException {
        checkOpen();
        if (!turn.ended()) {
            turn.take(() -> {
                body.flush();
                return 0;
            });
        }
    }

    private void checkOpen() throws IOException {
        if (!headSent) {
            throw new IOException("response headers not sent yet");
        }
        if (closed) {
            throw new IOException("stream is closed");
        }
    }

    /** Close it if there is nothing to close it with: the head was not sent. */
    void abandon() {
        if (!headSent && !closed) {
            closed = true;
            turn.end();
        }
    }

    @Override
    public void close() throws IOException {
        if (!headSent) {
            throw new IOException("response headers not sent yet");
        }
        if (!closed) {
            closed = true;
            turn.end();
            if (remaining.get() > 0) {
                throw new IOException("insufficient bytes written");
            }
        }
    }
}
