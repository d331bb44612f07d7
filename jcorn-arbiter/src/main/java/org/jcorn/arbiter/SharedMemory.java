package org.jcorn.arbiter;

import java.io.IOException;

/**
 * Memory that processes share by inheriting its descriptor. It has no name and is gone with the last process that has it.
 * Its size is sealed: who touches a mapped page beyond the end gets SIGBUS, so nobody may cut it, not even through
 * {@code /proc/PID/fd}.
 */
final class SharedMemory {

    private final int fd;

    SharedMemory(Native os, long bytes) throws IOException {
        fd = os.check(
                "memfd_create", os.libc().memfd_create("jcorn-scoreboard", Libc.MFD_CLOEXEC | Libc.MFD_ALLOW_SEALING));
        os.check("ftruncate", os.libc().ftruncate(fd, bytes));
        os.check(
                "fcntl",
                os.libc().fcntl(fd, Libc.F_ADD_SEALS, Libc.F_SEAL_SEAL | Libc.F_SEAL_SHRINK | Libc.F_SEAL_GROW));
    }

    int fd() {
        return fd;
    }
}
