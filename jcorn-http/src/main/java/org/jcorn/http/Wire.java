package org.jcorn.http;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import javax.net.ssl.SSLSession;
import org.jspecify.annotations.Nullable;

/**
 * The byte transport of one connection, as the exchange uses it: blocking, by one thread at a time.
 *
 * <p>A {@link java.net.SocketTimeoutException} says that the client did not get on: from {@link #read} it makes the
 * exchange answer {@code 408}, from a write it ends the connection. Any other {@link IOException} means that the client
 * is gone.
 */
public interface Wire {

    /**
     * Read at least one byte. A transport in non-blocking mode returns 0 when there is none.
     *
     * @param target where to put them
     * @param offset the first index
     * @param length the most to read, above 0
     * @return how many were read, or −1 at the end of the input
     * @throws IOException if the connection failed
     */
    int read(byte[] target, int offset, int length) throws IOException;

    /**
     * Write all of a buffer.
     *
     * @param bytes what remains of it is written
     * @throws IOException if the connection failed
     */
    void write(ByteBuffer bytes) throws IOException;

    /**
     * Write all of several buffers, in one go where the transport can.
     *
     * @param bytes what remains of each is written, in order
     * @throws IOException if the connection failed
     */
    void write(ByteBuffer[] bytes) throws IOException;

    /**
     * Write a region of a file.
     *
     * @param file the file
     * @param offset the first byte
     * @param length how many bytes
     * @throws IOException if the connection failed or the file is shorter
     */
    void transfer(FileChannel file, long offset, long length) throws IOException;

    /**
     * Write a region of a file that the wire closes when it has gone out, which may be after this call, and when it
     * cannot go out.
     *
     * @param file the file
     * @param offset the first byte
     * @param length how many bytes
     * @throws IOException if the connection failed or the file is shorter
     */
    default void transferAndClose(FileChannel file, long offset, long length) throws IOException {
        try (file) {
            transfer(file, offset, length);
        }
    }

    /**
     * Tell the peer that nothing more comes, then read and drop what it still sends until it closes, for that long and
     * that many bytes at most (RFC 9112 §9.6: closing on unread input would reset the connection and could take the
     * response with it).
     *
     * @param bytes the most to read
     * @param time the longest to wait in all
     */
    void drain(int bytes, Duration time);

    /** Close the connection. Never throws, may be called again, and by another thread than the one that uses the wire. */
    void close();

    /**
     * Close the connection so that the peer sees a failure, not an orderly end, where the transport can say that. Never
     * throws, and may be called by another thread.
     */
    void abort();

    /**
     * Do what precedes the first byte, such as a TLS handshake, waiting for the client. Reading does the same where nobody
     * called this.
     *
     * @throws IOException if the connection failed
     */
    default void handshake() throws IOException {}

    /**
     * Write what the transport takes at once and drop the rest: the last bytes before {@link #drain} or {@link #close}, the
     * only calls that may follow. Never waits, never throws.
     *
     * @param bytes to be written
     */
    default void offer(ByteBuffer bytes) {}

    /**
     * {@return whether all that has arrived was handed on: false in the middle of a handshake or of an encrypted record}
     * For any thread.
     */
    default boolean quiet() {
        return true;
    }

    /** {@return whether bytes may be there that polling the socket would not announce, such as decrypted ones} */
    default boolean pending() {
        return false;
    }

    /** {@return what takes the connection over when it switches to another protocol, or null where nothing can} */
    default @Nullable Upgrader upgrader() {
        return null;
    }

    /** {@return whether what is written now is not waited for, as far as that is known} */
    default boolean writable() {
        return true;
    }

    /**
     * {@return what a thread can wait on for bytes to arrive, or null where reading is the only way} The channel does not
     * block from then on; the calls here wait as before.
     *
     * @throws IOException if the connection failed
     */
    default @Nullable SocketChannel selectable() throws IOException {
        return null;
    }

    /**
     * Say whether a thread waits for the client past the calls here: that it does so is a sign of life.
     *
     * @param now whether it does
     */
    default void idle(boolean now) {}

    /** The client may be silent as long as it likes from now on: what comes is no HTTP any more. */
    default void unhurried() {}

    /** {@return what looks after the wire of a suspended request that has no thread, or null where it keeps its thread} */
    default @Nullable Watch watch() {
        return null;
    }

    /** {@return what was agreed upon in the TLS handshake, or null for plain text} */
    default @Nullable SSLSession tlsSession() {
        return null;
    }
}
