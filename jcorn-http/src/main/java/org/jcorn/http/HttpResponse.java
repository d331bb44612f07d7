package org.jcorn.http;

import java.io.IOException;
import java.io.OutputStream;
import java.net.SocketTimeoutException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.jcorn.Headers;
import org.jcorn.Response;
import org.jspecify.annotations.Nullable;

/**
 * The response of an {@link HttpConnection}, reused for each of its requests: checks what the application does and
 * leaves the bytes to a {@link ResponseWriter}.
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

    private final Persistence persistence;
    private final boolean sendfile;
    private final ResponseWriter writer;
    private final ResponseFields fields = new ResponseFields();
    private final ResponseStream stream = new ResponseStream(this);

    private boolean toHead;
    private int status = 200;
    private boolean finished;
    private boolean keepAlive;
    private long counted;

    HttpResponse(HttpContext context, Persistence persistence) {
        this.persistence = persistence;
        sendfile = context.options().sendfile();
        writer = new ResponseWriter(context.responseHead());
    }

    /** Start the response to a request. */
    void open(Wire connection, boolean http11, boolean headRequest) {
        writer.open(connection, http11);
        toHead = headRequest;
        keepAlive = false;
        reset();
    }

    private void reset() {
        status = 200;
        fields.clear();
        stream.discard();
        finished = false;
        counted = 0;
    }

    /** End it: an application that kept the response reaches the client no more. */
    void end() {
        writer.end();
    }

    /** {@return whether the head said that the connection is kept} */
    boolean keepAlive() {
        return keepAlive;
    }

    /** {@return whether writing failed} */
    boolean clientGone() {
        return writer.clientGone();
    }

    /** {@return what was waited for in vain when the client did not read, else null} */
    @Nullable
    SocketTimeoutException stalled() {
        return writer.stalled();
    }

    /** {@return whether closing the connection in order would look to the client like the end of the body} */
    boolean endsByClose() {
        return writer.endsByClose();
    }

    /** {@return how many bytes of the body went out, chunk framing not counted} */
    public long bodyBytes() {
        return writer.sent();
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
        writer.write(body, 0, body.length, true);
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
        FileChannel channel = FileChannel.open(file);
        boolean passed = false;
        try {
            passed = transfer(channel, 0, channel.size(), true);
        } finally {
            if (!passed) {
                channel.close();
            }
        }
        return this;
    }

    @Override
    public HttpResponse sendFile(FileChannel file, long offset, long length) throws IOException {
        checkUnwritten();
        if (offset < 0 || length < 0 || offset > file.size() - length) {
            throw new IOException(
                    "the file of " + file.size() + " bytes does not hold " + length + " bytes from byte " + offset);
        }
        transfer(file, offset, length, false);
        return this;
    }

    /** {@return whether the file is left to the wire to close} */
    private boolean transfer(FileChannel file, long offset, long length, boolean passed) throws IOException {
        count(length);
        commit(length, true);
        finished = true;
        return writer.transfer(file, offset, length, sendfile, passed);
    }

    @Override
    public HttpResponse earlyHints(Map<String, String> hints) throws IOException {
        checkUncommitted();
        hints.forEach(ResponseFields::check);
        writer.interim(ResponseHead.EARLY_HINTS, hints);
        return this;
    }

    @Override
    public boolean committed() {
        return writer.begun();
    }

    /** Let the client send its body (RFC 9110 §10.1.1), unless the answer is under way already. */
    void sendContinue() throws IOException {
        if (!committed()) {
            writer.interim(ResponseHead.CONTINUE, Map.of());
        }
    }

    /**
     * Send the head that ends HTTP on this connection (RFC 9110 §15.2.2).
     *
     * @param over whether the response is over too, or its body goes on without any framing
     */
    void switchProtocol(Map<String, String> switchFields, boolean over) throws IOException {
        reset();
        status = 101;
        finished = over;
        writer.last(ResponseHead.SWITCHING, switchFields, !over);
    }

    /** Send fields behind the body, if its framing has a place for them. */
    void trailers(Map<String, String> fields) {
        fields.forEach(ResponseFields::check);
        writer.trailers(fields);
    }

    /** Give up what the application prepared, and send a page of our own; the connection closes after it. */
    void fail(int code, String text, @Nullable String accept) throws IOException {
        ErrorPage page = ErrorPage.of(code, text, accept);
        reset();
        status = code;
        fields.set("Content-Type", page.contentType());
        finished = true;
        counted = page.body().length;
        keepAlive = writer.begin(code, fields, toHead, counted, false);
        writer.write(page.body(), 0, page.body().length, true);
    }

    /**
     * End the body.
     *
     * @throws ShortBodyException if it is shorter than its Content-Length
     */
    void finish() throws IOException {
        if (!finished) {
            finished = true;
            int buffered = stream.buffered();
            if (!committed()) {
                commit(buffered, true);
            }
            stream.discard();
            writer.write(stream.buffer(), 0, buffered, true);
        }
        writer.checkWhole();
    }

    /** Account for bytes the application wants to send, before any of them is. */
    void count(long bytes) throws IOException {
        if (finished) {
            throw new IOException("the response body is complete");
        }
        checkLength(counted + bytes);
        counted += bytes;
    }

    private void checkLength(long bytes) throws IOException {
        long length = fields.contentLength();
        if (length >= 0 && bytes > length && !toHead && !ResponseWriter.bodyless(status)) {
            throw new IOException(
                    "response body of " + bytes + " bytes or more is longer than its Content-Length of " + length);
        }
    }

    /** Send bytes that were counted; commit if that was not done yet. */
    void write(byte[] source, int offset, int count) throws IOException {
        if (!committed()) {
            commit(-1, false);
        }
        writer.write(source, offset, count, false);
    }

    private void commit(long length, boolean last) throws IOException {
        checkLength(counted); // the length may have been set after bytes were buffered
        keepAlive = writer.begin(status, fields, toHead, length, persistence.mayPersist(last));
    }

    void checkUncommitted() {
        if (committed() || !writer.isOpen()) {
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
