package org.jcorn.app.servlet;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import org.jcorn.app.CacheDirectory;
import org.jcorn.app.Digest;
import org.jcorn.spi.AppLoadException;
import org.jspecify.annotations.Nullable;

/**
 * What was made of the web application at one path: a directory for each content, shared by all workers.
 *
 * <p>Each is locked by those that use it; what nobody uses is deleted when something new comes along.
 */
final class WebCache {

    private static final String LOCK = ".lock";
    private static final String BUILD = "build.lock";
    private static final String SCRATCH = "scratch";

    private final Path home;

    WebCache(Path source) throws IOException {
        byte[] path = source.toAbsolutePath().toString().getBytes(StandardCharsets.UTF_8);
        home = Files.createDirectories(CacheDirectory.open("webapps").resolve(Digest.of(path)));
    }

    /** Makes what is to be cached. */
    interface Builder {
        /** {@return the directory it made, inside of the one given} */
        Path build(Path scratch) throws IOException, AppLoadException;
    }

    /** {@return the directory for a content, made if it is not there} */
    WebRoot hold(String content, Builder builder) throws IOException, AppLoadException {
        Path directory = home.resolve(content);
        while (true) {
            FileChannel channel = FileChannel.open(
                    home.resolve(content + LOCK),
                    StandardOpenOption.CREATE,
                    StandardOpenOption.READ,
                    StandardOpenOption.WRITE);
            try {
                if (!Files.isDirectory(directory)) {
                    make(directory, builder);
                }
                share(channel);
                if (Files.isDirectory(directory)) { // else it was deleted in between
                    return new WebRoot(directory, channel);
                }
            } catch (IOException | AppLoadException | RuntimeException | Error e) {
                channel.close();
                throw e;
            }
            channel.close();
        }
    }

    /** One at a time. The lock is another than that of use, which who has made it first keeps as long as its process lives. */
    private void make(Path directory, Builder builder) throws IOException, AppLoadException {
        try (FileChannel channel =
                        FileChannel.open(home.resolve(BUILD), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                FileLock lock = channel.lock()) {
            if (Files.isDirectory(directory) && lock.isValid()) {
                return;
            }
            Path scratch = home.resolve(SCRATCH);
            WorkDirectory.delete(scratch);
            prune(directory, scratch);
            Files.createDirectory(scratch);
            try {
                Files.move(builder.build(scratch), directory, StandardCopyOption.ATOMIC_MOVE);
            } finally {
                WorkDirectory.delete(scratch);
            }
        }
    }

    private static void share(FileChannel channel) throws IOException {
        try {
            channel.lock(0, Long.MAX_VALUE, true);
        } catch (OverlappingFileLockException e) {
            // This process has it already, by another channel.
            return;
        }
    }

    private void prune(Path present, Path scratch) throws IOException {
        try (DirectoryStream<Path> directories = Files.newDirectoryStream(home, Files::isDirectory)) {
            for (Path directory : directories) {
                String name = directory.getFileName().toString();
                if (!name.equals(SCRATCH) && !directory.equals(present)) {
                    try (FileChannel channel = FileChannel.open(
                                    home.resolve(name + LOCK), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                            FileLock lock = tryLock(channel)) {
                        if (lock != null) {
                            // Half of it, if this process is killed, must not be taken for the whole.
                            Files.move(directory, scratch, StandardCopyOption.ATOMIC_MOVE);
                            WorkDirectory.delete(scratch);
                        }
                    }
                }
            }
        }
    }

    private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException e) {
            return null;
        }
    }
}
