package org.jcorn.arbiter;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import jnr.constants.platform.Errno;
import jnr.ffi.LibraryLoader;
import jnr.ffi.Memory;
import jnr.ffi.Pointer;
import jnr.ffi.Runtime;

/** {@link Libc} with failures as exceptions, and the little that is needed around it. */
final class Native {

    private static final int BUFFER = 8192;

    private final Libc libc;
    private final Runtime runtime;
    private final Pointer buffer;

    Native() {
        this.libc = LibraryLoader.create(Libc.class).load("c");
        this.runtime = Runtime.getRuntime(libc);
        this.buffer = memory(BUFFER);
    }

    Libc libc() {
        return libc;
    }

    /** {@return zeroed memory} */
    Pointer memory(int bytes) {
        return Memory.allocateDirect(runtime, bytes, true);
    }

    /** {@return the result of a call, if it did not fail} */
    int check(String call, int result) throws IOException {
        if (result < 0) {
            throw failure(call, runtime.getLastError());
        }
        return result;
    }

    /** Check the result of a call that returns an error number. */
    void checkErrno(String call, int errno) throws IOException {
        if (errno != 0) {
            throw failure(call, errno);
        }
    }

    private static IOException failure(String call, int errno) {
        return new IOException(call + ": " + Errno.valueOf(errno).description());
    }

    /** {@return the two ends of a new pipe, reading end first, both closed on exec, the reading end non-blocking} */
    int[] pipe() throws IOException {
        int[] ends = new int[2];
        check("pipe2", libc.pipe2(ends, Libc.O_CLOEXEC));
        check("fcntl", libc.fcntl(ends[0], Libc.F_SETFL, Libc.O_NONBLOCK));
        return ends;
    }

    /** {@return a descriptor of an anonymous file in memory that holds the text} */
    int memoryFile(String name, String text) throws IOException {
        int fd = check("memfd_create", libc.memfd_create(name, Libc.MFD_CLOEXEC));
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        Pointer memory = memory(Math.max(1, bytes.length));
        memory.put(0, bytes, 0, bytes.length);
        for (int written = 0; written < bytes.length; ) {
            int count = check("write", (int) libc.write(fd, memory.slice(written), bytes.length - written));
            written += count;
        }
        return fd;
    }

    /**
     * Read what a non-blocking descriptor has.
     *
     * @return the bytes; empty when there is nothing now, or nothing any more
     */
    byte[] read(int fd) {
        long count = libc.read(fd, buffer, BUFFER);
        byte[] bytes = new byte[(int) Math.max(0, count)];
        buffer.get(0, bytes, 0, bytes.length);
        return bytes;
    }

    /** {@return whether nobody can write to a non-blocking pipe any more, and all was read that was written} */
    boolean ended(int fd) {
        return libc.read(fd, buffer, 1) == 0;
    }

    /** Clear {@code O_NONBLOCK}, for all processes that share what the descriptor stands for. */
    void block(int fd) {
        int flags = libc.fcntl(fd, Libc.F_GETFL, 0);
        if (flags >= 0 && (flags & Libc.O_NONBLOCK) != 0) {
            libc.fcntl(fd, Libc.F_SETFL, flags & ~Libc.O_NONBLOCK);
        }
    }

    void close(int fd) {
        libc.close(fd);
    }

    /** Send a signal; a process that is gone already is no error. */
    void kill(int pid, Signal signal) {
        libc.kill(pid, signal.number());
    }

    /** {@return signals as the bits of a {@code sigset_t}} */
    Pointer signalSet(Signal... signals) {
        Pointer set = memory(128);
        long bits = 0;
        for (Signal signal : signals) {
            bits |= signal.bit();
        }
        set.putLong(0, bits);
        return set;
    }
}
