package org.jcorn.app.servlet;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import org.jspecify.annotations.Nullable;

/**
 * The directory for what a container writes in this worker process, compiled JSP pages above all: in one that this user
 * has to itself below that for temporary files.
 *
 * <p>A worker that is killed cannot delete its own. Each is locked as long as its process lives, so that the next worker
 * sees which ones nobody needs: process ids would not do, where containers share the directory for temporary files.
 */
final class WorkDirectory implements AutoCloseable {

    private static final String LOCK = ".lock";

    private final Path path;
    private final Path lockFile;
    private final FileChannel channel;

    private WorkDirectory(Path path, Path lockFile, FileChannel channel) {
        this.path = path;
        this.lockFile = lockFile;
        this.channel = channel;
    }

    /**
     * {@return a new directory that is this process' own}
     *
     * @param temporary the directory for temporary files
     * @throws IOException if it cannot be made; the message names it
     */
    static WorkDirectory make(Path temporary) throws IOException {
        Path home = home(temporary);
        sweep(home);
        while (true) {
            Path path = Files.createTempDirectory(home, "worker-");
            Path lockFile = home.resolve(path.getFileName() + LOCK);
            FileChannel channel = FileChannel.open(lockFile, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            channel.lock();
            // Another worker may have swept the two away before the lock was there.
            if (Files.isDirectory(path) && Files.exists(lockFile)) {
                return new WorkDirectory(path, lockFile, channel);
            }
            channel.close();
        }
    }

    Path path() {
        return path;
    }

    /** Delete it. */
    @Override
    public void close() throws IOException {
        delete(path);
        Files.deleteIfExists(lockFile);
        channel.close();
    }

    private static Path home(Path temporary) throws IOException {
        Object uid = Files.getAttribute(Path.of("/proc/self"), "unix:uid");
        Path home = temporary.resolve("jcorn-servlet-" + uid);
        try {
            Files.createDirectories(
                    home, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        } catch (IOException e) {
            throw new IOException("directory " + home + " cannot be made: " + e.getMessage(), e);
        }
        // Whoever made it first in a directory that all may write to could read what is put there, and replace it.
        if (!Files.getAttribute(home, "unix:uid", LinkOption.NOFOLLOW_LINKS).equals(uid)
                || !PosixFilePermissions.toString(Files.getPosixFilePermissions(home, LinkOption.NOFOLLOW_LINKS))
                        .equals("rwx------")) {
            throw new IOException("directory " + home + " is not this user's alone");
        }
        return home;
    }

    private static void sweep(Path home) throws IOException {
        try (DirectoryStream<Path> directories = Files.newDirectoryStream(home, Files::isDirectory)) {
            for (Path directory : directories) {
                sweep(directory, home.resolve(directory.getFileName() + LOCK));
            }
        }
    }

    private static void sweep(Path directory, Path lockFile) throws IOException {
        try (FileChannel channel = FileChannel.open(lockFile, StandardOpenOption.WRITE);
                FileLock lock = tryLock(channel)) {
            if (lock != null) {
                delete(directory);
                Files.deleteIfExists(lockFile);
            }
        } catch (NoSuchFileException e) {
            // It is being made or being deleted.
            return;
        }
    }

    private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException e) {
            return null;
        }
    }

    /**
     * Delete a directory with all in it, as far as nobody else is about the same.
     *
     * @param directory the directory
     * @throws IOException if something cannot be deleted
     */
    static void delete(Path directory) throws IOException {
        if (!Files.exists(directory, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        Files.walkFileTree(directory, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.deleteIfExists(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path each, @Nullable IOException e) throws IOException {
                Files.deleteIfExists(each);
                return FileVisitResult.CONTINUE;
            }
        });
    }
}
