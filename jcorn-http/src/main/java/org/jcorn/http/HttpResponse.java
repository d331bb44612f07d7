package org.jcorn.http;

import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.jcorn.Headers;
import org.jcorn.Response;
import org.jspecify.annotations.Nullable;

/**
 * The response of an {@link HttpConnection}, reused for each of its requests. It decides on the framing (RFC 9112 §6.3)
 * when it is committed and keeps to it.
 */
public final class HttpResponse implements Response {
    /** Decides whether the connection may be kept, when the head is written. */
    interface Persistence {
        /**
         * {@return whether it may}
         *
         * @param last whether the application is done with the request
         */
        boolean mayPersist(boolean last);
    }

    private enum Framing {
        /** No body is sent: HEAD, 204, 304. */
        NONE,
        LENGTH,
        CHUNKED,
        UNTIL_CLOSE
    }

    private static final int COPY = 16_384;
    private static final byte[] LAST_CHUNK = {'0', '\r', '\n', '\r', '\n'};
    private static final byte[] CRLF = {'\r', '\n'};

    private final HttpContext context;
    private final Persistence persistence;
    private final OutputBuffer out = new OutputBuffer();
    private final ResponseFields fields = new ResponseFields();
    private final ResponseStream stream = new ResponseStream(this);

    private @Nullable Wire wire;
    private boolean modern;
    private boolean toHead;
    private int status = 200;
    private Framing framing = Framing.NONE;
    private boolean committed;
    private boolean finished;
    private boolean keepAlive;
    private boolean clientGone;
    private long announced;
    private long counted;
    private long sent;

    HttpResponse(HttpContext context, Persistence persistence) {
        this.context = context;
        this.persistence = persistence;
    }

    /** Start the response to a request. */
    void open(Wire connection, boolean http11, boolean headRequest) {
        wire = connection;
        modern = http11;
        toHead = headRequest;
        committed = false;
        keepAlive = false;
        clientGone = false;
        announced = -1;
        sent = 0;
        reset();
    }

    private void reset() {
        status = 200;
        fields.clear();
        stream.discard();
        out.clear();
        finished = false;
        counted = 0;
    }

    /** End it: an application that kept the response reaches the client no more. */
    void end() {
        wire = null;
    }

    /** {@return whether the head said that the connection is kept} */
    boolean keepAlive() {
        return keepAlive;
    }

    /** {@return whether writing failed} */
    boolean clientGone() {
        return clientGone;
    }

    /** {@return whether closing the connection in order would look to the client like the end of the body} */
    boolean endsByClose() {
        return committed && framing == Framing.UNTIL_CLOSE;
    }

    /** {@return how many bytes of the body went out, chunk framing not counted} */
    public long bodyBytes() {
        return sent;
    }

    /** {@return the fields set by the application} */
    public Headers fields() {
        return fields;
    }

    @Override
    public int status() {
        return status;
    }

    @Override
    public HttpResponse status(int code) {
        checkUncommitted();
        if (code < 200 || code > 999) {
            throw new IllegalArgumentException("status " + code + " must be 200 to 999");
        }
        status = code;
        return this;
    }

    @Override
    public HttpResponse header(String name, String value) {
        checkUncommitted();
        fields.set(name, value);
        return this;
    }

    @Override
    public HttpResponse addHeader(String name, String value) {
        checkUncommitted();
        fields.add(name, value);
        return this;
    }

    @Override
    public HttpResponse send(String body) throws IOException {
        checkUnwritten();
        if (fields.first("Content-Type") == null) {
            fields.set("Content-Type", "text/plain; charset=utf-8");
        }
        return send(body.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public HttpResponse send(byte[] body) throws IOException {
        checkUnwritten();
        count(body.length);
        commit(body.length, true);
        finished = true;
        writeBody(body, 0, body.length, true);
        return this;
    }

    @Override
    public OutputStream body() {
        return stream;
    }

    @Override
    public HttpResponse sendFile(Path file) throws IOException {
        checkUnwritten();
        if (!Files.isRegularFile(file)) {
            throw new IOException("\"" + file + "\" is not a regular file");
        }
        try (FileChannel channel = FileChannel.open(file)) {
            return sendFile(channel, 0, channel.size());
        }
    }

    @Override
    public HttpResponse sendFile(FileChannel file, long offset, long length) throws IOException {
        checkUnwritten();
        if (offset < 0 || length < 0 || offset > file.size() - length) {
            throw new IOException("the file of " + file.size() + " bytes does not hold " + length + " bytes from byte "
                    + offset);
        }
        count(length);
        commit(length, true);
        finished = true;
        if (framing == Framing.NONE || length == 0) {
            flush();
        } else if (context.options().sendfile() && length > COPY) {
            flush();
            try {
                wire().transfer(file, offset, length);
            } catch (EOFException e) {
                throw e;
            } catch (IOException e) {
                clientGone = true;
                throw e;
            }
            sent += length;
        } else {
            copy(file, offset, length);
        }
        return this;
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
            writeBody(piece, 0, count, false);
        }
    }

    @Override
    public HttpResponse earlyHints(Map<String, String> hints) throws IOException {
        checkUncommitted();
        hints.forEach(ResponseFields::check);
        if (modern) {
            ResponseHead.startEarlyHints(out);
            hints.forEach((name, value) -> ResponseFields.line(out, name, value));
            out.crlf();
            flush();
        }
        return this;
    }

    @Override
    public boolean committed() {
        return committed;
    }

    /** Let the client send its body (RFC 9110 §10.1.1), unless the answer is under way already. */
    void sendContinue() throws IOException {
        if (!committed) {
            out.put(ResponseHead.CONTINUE);
            flush();
        }
    }

    /** Give up what the application prepared, and send a page of our own; the connection closes after it. */
    void fail(int code, String text, @Nullable String accept) throws IOException {
        ErrorPage page = ErrorPage.of(code, text, accept);
        reset();
        announced = -1;
        status = code;
        fields.set("Content-Type", page.contentType());
        count(page.body().length);
        begin(page.body().length, false);
        finished = true;
        writeBody(page.body(), 0, page.body().length, true);
    }

    /**
     * End the body.
     *
     * @throws ShortBodyException if it is shorter than its Content-Length
     */
    void finish() throws IOException {
        if (finished) {
            if (framing == Framing.LENGTH && sent < announced) {
                throw new ShortBodyException(sent, announced);
            }
            return;
        }
        finished = true;
        int buffered = stream.buffered();
        if (!committed) {
            commit(buffered, true);
        }
        stream.discard();
        writeBody(stream.buffer(), 0, buffered, true);
        if (framing == Framing.LENGTH && sent < announced) {
            throw new ShortBodyException(sent, announced);
        }
    }

    /** Account for bytes the application wants to send, before any of them is. */
    void count(long bytes) throws IOException {
        if (finished) {
            throw new IOException("the response body is complete");
        }
        long length = fields.contentLength();
        if (length >= 0 && !bodyless() && counted + bytes > length) {
            throw new IOException("response body of " + (counted + bytes)
                    + " bytes or more is longer than its Content-Length of " + length);
        }
        counted += bytes;
    }

    /** Send bytes that were counted, and with the last ones the end of the body; commit if that was not done yet. */
    void writeBody(byte[] source, int offset, int count, boolean last) throws IOException {
        if (!committed) {
            commit(-1, false);
        }
        boolean body = framing != Framing.NONE && count > 0;
        boolean chunked = framing == Framing.CHUNKED;
        if (body && chunked) {
            out.hex(count);
            out.crlf();
        }
        if (body && count > COPY) {
            byte[] tail = !chunked ? new byte[0] : CRLF;
            write(out.take(), ByteBuffer.wrap(source, offset, count), ByteBuffer.wrap(tail));
        } else if (body) {
            out.put(source, offset, count);
            if (chunked) {
                out.crlf();
            }
        }
        if (last && chunked) {
            out.put(LAST_CHUNK);
        }
        flush();
        sent += body ? count : 0;
    }

    private void commit(long length, boolean last) throws IOException {
        begin(length, persistence.mayPersist(last));
    }

    /** Decide on the framing and put the head into the buffer; it leaves with the first bytes of the body. */
    private void begin(long length, boolean persist) throws IOException {
        wire();
        long declared = fields.contentLength();
        announced = declared >= 0 ? declared : length;
        if (bodyless()) {
            framing = Framing.NONE;
        } else if (announced >= 0) {
            framing = Framing.LENGTH;
        } else {
            framing = modern ? Framing.CHUNKED : Framing.UNTIL_CLOSE;
        }
        keepAlive = persist && framing != Framing.UNTIL_CLOSE;
        context.responseHead().start(out, modern, status, keepAlive, framing == Framing.CHUNKED);
        fields.write(out, status != 204);
        // The answer to HEAD may name the length of a body that GET would get, but not make one up; neither may a 304.
        boolean ours = declared < 0 && length >= 0;
        if (ours && (framing == Framing.LENGTH || (toHead && length > 0 && status != 204 && status != 304))) {
            ResponseHead.contentLength(out, length);
        }
        out.crlf();
        committed = true;
    }

    private boolean bodyless() {
        return toHead || status == 204 || status == 304;
    }

    private void flush() throws IOException {
        Wire to = wire();
        try {
            out.flush(to);
        } catch (IOException e) {
            clientGone = true;
            throw e;
        }
    }

    private void write(ByteBuffer... buffers) throws IOException {
        Wire to = wire();
        try {
            to.write(buffers);
        } catch (IOException e) {
            clientGone = true;
            throw e;
        }
    }

    private Wire wire() throws IOException {
        Wire to = wire;
        if (to == null) {
            throw new IOException("the request is over");
        }
        return to;
    }

    private void checkUncommitted() {
        if (committed || wire == null) {
            throw new IllegalStateException("the response is committed");
        }
    }

    private void checkUnwritten() {
        checkUncommitted();
        if (counted > 0) {
            throw new IllegalStateException("the response has a body already");
        }
    }
}
