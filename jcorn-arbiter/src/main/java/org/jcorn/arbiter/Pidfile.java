package org.jcorn.arbiter;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import org.jcorn.worker.Inherited;
import org.jspecify.annotations.Nullable;

/**
 * The file with the arbiter's process number. What keeps a second arbiter out is a lock on it, which ends with the
 * process; the number in it is for people and scripts, so that one that was reused by a stranger does no harm.
 */
final class Pidfile implements AutoCloseable {

    private static final String SUFFIX = ".2";

    private final RandomAccessFile file;
    private Path path;

    private Pidfile(Path path, RandomAccessFile file) {
        this.path = path;
        this.file = file;
    }

    /**
     * Claim a pidfile.
     *
     * @param path the file, made when it is missing
     * @return the file, which holds this process's number
     * @throws IOException if another arbiter holds it, or it cannot be written; the message says which
     */
    static Pidfile claim(Path path) throws IOException {
        while (true) {
            RandomAccessFile file = lock(path);
            // Its last holder may have removed the file between our opening and our locking it.
            if (sameFile(path, file)) {
                Pidfile pidfile = new Pidfile(path, file);
                try {
                    pidfile.write(ProcessHandle.current().pid());
                    Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rw-r--r--"));
                } catch (IOException e) {
                    pidfile.close();
                    throw unwritable(path, e);
                }
                return pidfile;
            }
            file.close();
        }
    }

    private static RandomAccessFile lock(Path path) throws IOException {
        // Whoever means "none" by /dev/null would lose it: the file is removed at the end.
        if (Files.exists(path) && !Files.isRegularFile(path)) {
            throw new IOException("setting 'pidfile': \"" + path + "\" is no regular file");
        }
        RandomAccessFile file;
        try {
            file = new RandomAccessFile(path.toFile(), "rw");
        } catch (FileNotFoundException e) { // names the file and the reason
            throw new IOException("setting 'pidfile': cannot be written: " + e.getMessage(), e);
        }
        FileLock lock = tryLock(file);
        if (lock == null) {
            String pid = read(file.getChannel());
            file.close();
            throw new IOException("setting 'pidfile': \"" + path + "\" is held by a running server"
                    + (pid.isEmpty() ? "" : ", pid " + pid));
        }
        return file;
    }

    private static IOException unwritable(Path path, IOException cause) {
        String reason = cause instanceof FileSystemException failure ? failure.getReason() : cause.getMessage();
        return new IOException("setting 'pidfile': cannot be written: " + path + " (" + reason + ")", cause);
    }

    private static @Nullable FileLock tryLock(RandomAccessFile file) throws IOException {
        try {
            return file.getChannel().tryLock();
        } catch (OverlappingFileLockException e) {
            return null; // another server in this very process
        }
    }

    Path path() {
        return path;
    }

    private void write(long pid) throws IOException {
        file.setLength(0);
        file.write((pid + "\n").getBytes(StandardCharsets.US_ASCII));
    }

    /** {@return where an arbiter keeps its number until it is promoted} */
    static Path ofNewArbiter(Path path) {
        return path.resolveSibling(path.getFileName() + SUFFIX);
    }

    /**
     * Drop the suffix of a new arbiter, now that the one before is gone.
     *
     * @throws IOException if meanwhile another server has taken the name, or the directory cannot be written
     */
    void rename() throws IOException {
        String name = path.getFileName().toString();
        Path to = path.resolveSibling(name.substring(0, name.length() - SUFFIX.length()));
        // A killed arbiter leaves its file. It is locked until ours is in its place, so that nobody else claims it.
        RandomAccessFile stale = lock(to);
        try {
            Files.move(path, to, StandardCopyOption.ATOMIC_MOVE);
            path = to;
        } finally {
            stale.close();
        }
    }

    /** Remove the file, then let go of it. */
    @Override
    public void close() {
        try {
            if (sameFile(path, file)) {
                Files.deleteIfExists(path);
            }
            file.close();
        } catch (IOException e) {
            return; // on the way out; the lock ends with the process in any case
        }
    }

    private static String read(FileChannel channel) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate(32);
        channel.read(buffer, 0);
        return new String(buffer.array(), 0, buffer.position(), StandardCharsets.US_ASCII).strip();
    }

    /** {@return whether the path still leads to the file that was opened} */
    private static boolean sameFile(Path path, RandomAccessFile file) throws IOException {
        Object there = fileKey(path);
        int fd = Inherited.number(file.getFD());
        return there != null && there.equals(fileKey(Path.of("/proc/self/fd/" + fd)));
    }

    private static @Nullable Object fileKey(Path path) throws IOException {
        try {
            return Files.readAttributes(path, BasicFileAttributes.class).fileKey();
        } catch (NoSuchFileException e) {
            return null;
        }
    }
}
