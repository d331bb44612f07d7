package org.jcorn.logging;

import java.io.Closeable;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import jnr.ffi.LibraryLoader;
import jnr.ffi.Memory;
import jnr.ffi.Pointer;
import jnr.ffi.Runtime;

/** Sends datagrams to a Unix socket. The JDK has only those for connections (JEP 380), so this calls the C library. */
final class UnixDatagramSocket implements Closeable {

    private static final int AF_UNIX = 1;
    private static final int SOCK_DGRAM_CLOEXEC = 0x80002;

    /** {@code sun_path} has 108 bytes with the NUL, unix(7). */
    private static final int LONGEST_PATH = 107;

    /** The calls needed; see their manual pages. */
    public interface Calls {
        /** See {@code socket(2)}. */
        int socket(int domain, int type, int protocol);

        /** See {@code connect(2)}. */
        int connect(int fd, Pointer address, int length);

        /** See {@code write(2)}. */
        long write(int fd, Pointer bytes, long length);

        /** See {@code close(2)}. */
        int close(int fd);

        /** See {@code strerror(3)}. */
        String strerror(int number);
    }

    /** Loaded when the first one is opened, which takes some 300 ms. */
    private static final class Library {
        private static final Calls CALLS = LibraryLoader.create(Calls.class).load("c");
        private static final Runtime RUNTIME = Runtime.getRuntime(CALLS);
    }

    private final int fd;

    private UnixDatagramSocket(int fd) {
        this.fd = fd;
    }

    /**
     * Open one.
     *
     * @param path where the other end is
     * @throws IOException if nobody is there
     */
    static UnixDatagramSocket connect(String path) throws IOException {
        byte[] bytes = path.getBytes(StandardCharsets.UTF_8);
        if (bytes.length > LONGEST_PATH) {
            throw new IOException("its path is longer than " + LONGEST_PATH + " bytes");
        }
        int length = Short.BYTES + bytes.length + 1;
        Pointer address = Memory.allocateDirect(Library.RUNTIME, length, true);
        address.putShort(0, (short) AF_UNIX);
        address.put(Short.BYTES, bytes, 0, bytes.length);
        int fd = Library.CALLS.socket(AF_UNIX, SOCK_DGRAM_CLOEXEC, 0);
        if (fd < 0) {
            throw failure();
        }
        UnixDatagramSocket socket = new UnixDatagramSocket(fd);
        if (Library.CALLS.connect(fd, address, length) < 0) {
            IOException failure = failure();
            socket.close();
            throw failure;
        }
        return socket;
    }

    /**
     * Send a datagram. Waits while the other end has no room.
     *
     * @throws IOException if the other end is gone
     */
    void send(byte[] datagram) throws IOException {
        Pointer memory = Memory.allocateDirect(Library.RUNTIME, datagram.length);
        memory.put(0, datagram, 0, datagram.length);
        if (Library.CALLS.write(fd, memory, datagram.length) < 0) {
            throw failure();
        }
    }

    private static IOException failure() {
        return new IOException(Library.CALLS.strerror(Library.RUNTIME.getLastError()));
    }

    @Override
    public void close() {
        Library.CALLS.close(fd);
    }
}
