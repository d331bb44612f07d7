package org.jcorn.arbiter;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.jcorn.worker.Inherited;
import org.jspecify.annotations.Nullable;

/**
 * Memory that processes share by inheriting its descriptor: anonymous, or an unlinked file where the setting
 * {@code worker_tmp_dir} names a directory. Either is gone with the last process that has it.
 */
final class SharedMemory {

    private final int fd;

    /** Keeps the descriptor from being closed when the collector finds the file. */
    private final @Nullable RandomAccessFile file;

    SharedMemory(Native os, Optional<Path> directory, long bytes) throws IOException {
        if (directory.isEmpty()) {
            fd = os.check("memfd_create", os.libc().memfd_create("jcorn-scoreboard", Libc.MFD_CLOEXEC));
            file = null;
            os.check("ftruncate", os.libc().ftruncate(fd, bytes));
            return;
        }
        try {
            Path path = Files.createTempFile(directory.get(), "jcorn-", ".scoreboard");
            file = new RandomAccessFile(path.toFile(), "rw");
            Files.delete(path);
            file.setLength(bytes);
            fd = Inherited.number(file.getFD());
        } catch (IOException e) {
            throw new IOException("setting 'worker_tmp_dir': no file can be made in " + directory.get() + ": " + e, e);
        }
    }

    int fd() {
        return fd;
    }
}
