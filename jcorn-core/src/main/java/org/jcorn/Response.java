package org.jcorn;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.Map;

/**
 * The response to a {@link Request}.
 *
 * <p>Status and fields may be set until the response is <em>committed</em>, that is its head was handed to the client;
 * later calls throw {@link IllegalStateException}. The server itself writes {@code Server}, {@code Date},
 * {@code Connection} and {@code Transfer-Encoding}; values an application sets for these, and other hop-by-hop fields
 * (RFC 9110 §7.6.1), are ignored. A body is framed by {@code Content-Length} when the application sets it, sends all at
 * once or ends before the buffer was full or flushed; else chunked, else (HTTP/1.0) by closing the connection. For
 * {@code HEAD}, 204 and 304 a body is counted but not sent.
 */
public interface Response {

    /** {@return the status code, 200 at first} */
    int status();

    /**
     * Set the status code.
     *
     * @param code 200 to 999
     * @return this response
     * @throws IllegalArgumentException if the code is out of range
     * @throws IllegalStateException if the response is committed
     */
    Response status(int code);

    /**
     * Set a field, replacing all of that name.
     *
     * @param name a token (RFC 9110 §5.1)
     * @param value the value; characters above U+00FF, CR, LF and NUL are refused
     * @return this response
     * @throws IllegalArgumentException if name or value cannot stand in a field line
     * @throws IllegalStateException if the response is committed
     */
    Response header(String name, String value);

    /**
     * Add a field, keeping others of that name.
     *
     * @param name a token (RFC 9110 §5.1)
     * @param value the value, as in {@link #header}
     * @return this response
     * @throws IllegalArgumentException if name or value cannot stand in a field line
     * @throws IllegalStateException if the response is committed
     */
    Response addHeader(String name, String value);

    /**
     * Send the whole body and commit. Without a {@code Content-Type} it is {@code text/plain; charset=utf-8}.
     *
     * @param body the text, encoded as UTF-8
     * @return this response
     * @throws IOException if the client is gone
     * @throws IllegalStateException if the response is committed
     */
    Response send(String body) throws IOException;

    /**
     * Send the whole body and commit.
     *
     * @param body the bytes
     * @return this response
     * @throws IOException if the client is gone
     * @throws IllegalStateException if the response is committed
     */
    Response send(byte[] body) throws IOException;

    /**
     * {@return the stream of the body} The head is committed by the first flush, by a full buffer, or at the end.
     * Writing past a {@code Content-Length} the application set throws {@link IOException}.
     */
    OutputStream body();

    /**
     * Send a regular file as the whole body and commit, without copying it through the heap where the transport can.
     *
     * @param file the file
     * @return this response
     * @throws IOException if the file cannot be read or the client is gone
     * @throws IllegalStateException if the response is committed
     */
    Response sendFile(Path file) throws IOException;

    /**
     * Send a region of a file as the whole body and commit.
     *
     * @param file an open channel, which stays open
     * @param offset the first byte to send, 0 or more
     * @param length how many bytes to send; the file must hold them
     * @return this response
     * @throws IOException if the file cannot be read or the client is gone
     * @throws IllegalStateException if the response is committed
     */
    Response sendFile(FileChannel file, long offset, long length) throws IOException;

    /**
     * Send a {@code 103 Early Hints} response (RFC 8297) before the final one; ignored for HTTP/1.0 clients.
     *
     * @param fields its fields, usually {@code Link}
     * @return this response
     * @throws IOException if the client is gone
     * @throws IllegalStateException if the response is committed
     */
    Response earlyHints(Map<String, String> fields) throws IOException;

    /** {@return whether the head was handed to the client} */
    boolean committed();
}
