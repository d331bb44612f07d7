package org.jcorn.arbiter;

import java.net.StandardProtocolFamily;
import jnr.ffi.Pointer;

/** How many connections the kernel has made that nobody has accepted yet. */
final class Backlog {

    /** In {@code struct tcp_info}: of a listening socket, {@code tcpi_unacked} is the length of the accept queue. */
    private static final int UNACKED = 24;

    private static final int BYTES = 104;

    private final Native os;
    private final Pointer info;
    private final Pointer length;

    Backlog(Native os) {
        this.os = os;
        this.info = os.memory(BYTES);
        this.length = os.memory(Integer.BYTES);
    }

    /** {@return how many wait at all TCP listeners together} The kernel does not tell it of Unix sockets. */
    long of(Listeners listeners) {
        long waiting = 0;
        for (ListenerGroup group : listeners.groups()) {
            for (BoundListener socket : group.sockets()) {
                if (socket.family() != StandardProtocolFamily.UNIX) {
                    waiting += of(socket.fd());
                }
            }
        }
        return waiting;
    }

    private long of(int fd) {
        length.putInt(0, BYTES);
        boolean told = os.libc().getsockopt(fd, Libc.IPPROTO_TCP, Libc.TCP_INFO, info, length) == 0;
        return told ? Integer.toUnsignedLong(info.getInt(UNACKED)) : 0;
    }
}
