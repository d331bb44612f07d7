package org.jcorn.http;

import java.io.EOFException;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Puts a response on the wire: decides on the framing of the body (RFC 9112 §6.3) when the head is begun, and keeps to
 * it. What is small gathers in a buffer, so that head and body leave in one write.
 */
final class ResponseWriter {
    private enum Framing {
        /** No body is sent: HEAD, 204, 304. */
        NONE,
        LENGTH,
        CHUNKED,
        UNTIL_CLOSE
    }

    /** Bodies above this many bytes are not copied, files above it are left to the kernel. */
    static final int COPY = 16_384;

    private static final byte[] LAST_CHUNK = {'0', '\r', '\n'};
    private static final byte[] CRLF = {'\r', '\n'};
    private static final byte[] NOTHING = {};

    private final ResponseHead head;
    private final OutputBuffer out = new OutputBuffer();

    private @Nullable Wire wire;
    private boolean modern;
    private Framing framing = Framing.NONE;
    private boolean begun;
    private boolean clientGone;
    private @Nullable SocketTimeoutException stalled;
    private Map<String, String> trailers = Map.of();
    private long announced;
    private long sent;

    ResponseWriter(ResponseHead head) {
        this.head = head;
    }

    /** Start the response to a request. */
    void open(Wire connection, boolean http11) {
        wire = connection;
        modern = http11;
        begun = false;
        clientGone = false;
        stalled = null;
        trailers = Map.of();
        announced = -1;
        sent = 0;
        out.clear();
    }

    /** End it: nothing more reaches the client. */
    void end() {
        wire = null;
    }

    boolean isOpen() {
        return wire != null;
    }

    /** {@return whether the head is under way} */
    boolean begun() {
        return begun;
    }

    /** {@return whether writing failed} */
    boolean clientGone() {
        return clientGone;
    }

    /** {@return what was waited for in vain when writing failed because the client does not read, else null} */
    @Nullable
    SocketTimeoutException stalled() {
        return stalled;
    }

    /** {@return how many bytes of the body went out, chunk framing not counted} */
    long sent() {
        return sent;
    }

    /** {@return whether closing the connection in order would look to the client like the end of the body} */
    boolean endsByClose() {
        return begun && framing == Framing.UNTIL_CLOSE;
    }

    /** Send an interim response (RFC 9110 §15.2), unless the client is too old for it. */
    void interim(byte[] statusLine, Map<String, String> fields) throws IOException {
        if (modern) {
            out.put(statusLine);
            fields.forEach((name, value) -> ResponseFields.line(out, name, value));
            out.crlf();
            flush();
        }
    }

    /** Send a response of status 101: what follows on the connection is not HTTP, even if more of it is written here. */
    void last(byte[] statusLine, Map<String, String> fields, boolean more) throws IOException {
        begun = true;
        framing = more ? Framing.UNTIL_CLOSE : Framing.NONE;
        interim(statusLine, fields);
    }

    /**
     * Decide on the framing and put the head into the buffer; it leaves with the first bytes of the body.
     *
     * @param status the status
     * @param fields the application's fields
     * @param toHead whether it answers HEAD
     * @param length the length of the body, or −1 when it is not known yet
     * @param persist whether the connection may be kept
     * @return whether it is kept
     */
    boolean begin(int status, ResponseFields fields, boolean toHead, long length, boolean persist) throws IOException {
        wire();
        long declared = fields.contentLength();
        announced = declared >= 0 ? declared : length;
        framing = framing(toHead || bodyless(status));
        boolean keepAlive = persist && framing != Framing.UNTIL_CLOSE;
        head.start(out, modern, status, keepAlive, framing == Framing.CHUNKED);
        fields.write(out, status != 204);
        // The answer to HEAD may name the length of a body that GET would get, but not make one up; neither may a 304.
        boolean ours = declared < 0 && length >= 0;
        if (ours && (framing == Framing.LENGTH || (toHead && length > 0 && !bodyless(status)))) {
            ResponseHead.contentLength(out, length);
        }
        out.crlf();
        begun = true;
        return keepAlive;
    }

    private Framing framing(boolean none) {
        if (none) {
            return Framing.NONE;
        }
        if (announced >= 0) {
            return Framing.LENGTH;
        }
        return modern ? Framing.CHUNKED : Framing.UNTIL_CLOSE;
    }

    /** {@return whether responses of that status have no body (RFC 9110 §6.4.1)} */
    static boolean bodyless(int status) {
        return status == 204 || status == 304;
    }

    /** Send bytes of the body, and with the last ones its end. */
    void write(byte[] source, int offset, int count, boolean last) throws IOException {
        boolean body = framing != Framing.NONE && count > 0;
        boolean chunked = framing == Framing.CHUNKED;
        if (body && chunked) {
            out.hex(count);
            out.crlf();
        }
        if (body && count > COPY) {
            ByteBuffer tail = ByteBuffer.wrap(chunked ? CRLF : NOTHING);
            writeAll(out.take(), ByteBuffer.wrap(source, offset, count), tail);
        } else if (body) {
            out.put(source, offset, count);
            if (chunked) {
                out.crlf();
            }
        }
        if (last && chunked) {
            out.put(LAST_CHUNK);
            trailers.forEach((name, value) -> ResponseFields.line(out, name, value));
            out.crlf();
        }
        flush();
        sent += body ? count : 0;
    }

    /**
     * Send a region of a file as the whole body, by the kernel if wanted and worth it.
     *
     * @param passed whether the file is the wire's to close, if it gets there
     * @return whether the wire closes it
     */
    boolean transfer(FileChannel file, long offset, long length, boolean sendfile, boolean passed) throws IOException {
        if (framing == Framing.NONE || length == 0) {
            flush();
            return false;
        }
        if (!sendfile || length <= COPY) {
            copy(file, offset, length);
            return false;
        }
        flush();
        Wire to = wire();
        try {
            if (passed) {
                to.transferAndClose(file, offset, length);
            } else {
                to.transfer(file, offset, length);
            }
        } catch (EOFException e) {
            throw e; // the file was cut meanwhile
        } catch (IOException e) {
            throw failed(e);
        }
        sent += length;
        return passed;
    }

    private void copy(FileChannel file, long offset, long length) throws IOException {
        byte[] piece = new byte[(int) Math.min(length, COPY)];
        ByteBuffer window = ByteBuffer.wrap(piece);
        long done = 0;
        while (done < length) {
            window.clear().limit((int) Math.min(piece.length, length - done));
            int count = file.read(window, offset + done);
            if (count <= 0) {
                throw new EOFException("file ends " + (length - done) + " bytes early");
            }
            done += count;
            write(piece, 0, count, false);
        }
    }

    /** Have fields follow the last chunk. */
    void trailers(Map<String, String> fields) {
        trailers = Map.copyOf(fields);
    }

    /** Check that all that was announced went out. */
    void checkWhole() throws ShortBodyException {
        if (framing == Framing.LENGTH && sent < announced) {
            throw new ShortBodyException(sent, announced);
        }
    }

    private void flush() throws IOException {
        Wire to = wire();
        try {
            out.flush(to);
        } catch (IOException e) {
            throw failed(e);
        }
    }

    private void writeAll(ByteBuffer... buffers) throws IOException {
        Wire to = wire();
        try {
            to.write(buffers);
        } catch (IOException e) {
            throw failed(e);
        }
    }

    private IOException failed(IOException cause) {
        clientGone = true;
        if (cause instanceof SocketTimeoutException timeout) {
            stalled = timeout;
        }
        return cause;
    }

    private Wire wire() throws IOException {
        Wire to = wire;
        if (to == null) {
            throw new IOException("the request is over");
        }
        return to;
    }
}
