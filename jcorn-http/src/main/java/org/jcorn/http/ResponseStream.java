package org.jcorn.http;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Objects;

/** The stream of a response's body, with a buffer of 8 KiB made on first use. */
final class ResponseStream extends OutputStream {
    private static final int SIZE = 8192;

    private final HttpResponse response;
    private byte[] buffer = new byte[0];
    private int length;

    ResponseStream(HttpResponse response) {
        this.response = response;
    }

    /** Forget what is buffered. */
    void discard() {
        length = 0;
    }

    int buffered() {
        return length;
    }

    byte[] buffer() {
        return buffer;
    }

    @Override
    public void write(int b) throws IOException {
        response.count(1);
        makeRoom();
        buffer[length++] = (byte) b;
    }

    @Override
    public void write(byte[] source, int offset, int count) throws IOException {
        Objects.checkFromIndexSize(offset, count, source.length);
        response.count(count);
        if (count >= SIZE) {
            if (length > 0) {
                flush();
            }
            response.write(source, offset, count); // with the head, if that has not gone
            return;
        }
        makeRoom();
        int first = Math.min(count, SIZE - length);
        System.arraycopy(source, offset, buffer, length, first);
        length += first;
        if (first < count) {
            makeRoom();
            System.arraycopy(source, offset + first, buffer, 0, count - first);
            length = count - first;
        }
    }

    private void makeRoom() throws IOException {
        if (buffer.length == 0) {
            buffer = new byte[SIZE];
        }
        if (length == SIZE) {
            flush();
        }
    }

    /** Commit the head and send what is buffered. */
    @Override
    public void flush() throws IOException {
        int count = length;
        length = 0;
        response.write(buffer, 0, count);
    }

    /** End the body: nothing can be written afterwards. */
    @Override
    public void close() throws IOException {
        response.finish();
    }
}
