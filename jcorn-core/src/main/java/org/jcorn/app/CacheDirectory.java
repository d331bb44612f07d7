package org.jcorn.app;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/**
 * Where derived files are kept between starts: {@code $JCORN_CACHE_DIR}, else {@code $XDG_CACHE_HOME/jcorn}, else
 * {@code ~/.cache/jcorn}. Classes are loaded from it, so it must belong to this user and be closed to others.
 *
 * <p>A worker that runs as another user than the arbiter may have no right to write there. It then uses
 * {@code jcorn-UID} in the directory for temporary files.
 */
public final class CacheDirectory {

    private CacheDirectory() {}

    /**
     * {@return a directory inside the cache, made when it is missing}
     *
     * @param name its name
     * @throws IOException if it cannot be made, or belongs to somebody else
     */
    public static Path open(String name) throws IOException {
        Path root = root();
        if (writable(root)) {
            return open(root, name);
        }
        Path own = Path.of(System.getProperty("java.io.tmpdir", "/tmp"), "jcorn-" + uid(Path.of("/proc/self")));
        return open(open(own, ""), name);
    }

    private static Path open(Path root, String name) throws IOException {
        Path directory = root.resolve(name);
        try {
            Files.createDirectories(
                    directory, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        } catch (IOException e) {
            throw new IOException("cache directory " + directory + " cannot be made: " + e.getMessage(), e);
        }
        Set<PosixFilePermission> permissions = Files.getPosixFilePermissions(directory);
        if (permissions.contains(PosixFilePermission.GROUP_WRITE)
                || permissions.contains(PosixFilePermission.OTHERS_WRITE)) {
            throw new IOException("cache directory " + directory + " is writable by others");
        }
        // Of another user's directory it would be the other one who decides what is in the classes.
        if (!uid(directory).equals(uid(Path.of("/proc/self")))) {
            throw new IOException("cache directory " + directory + " belongs to another user");
        }
        if (!Files.isWritable(directory)) {
            throw new IOException("cache directory " + directory + " is not writable");
        }
        return directory;
    }

    /** {@return whether this process may write to a directory, or make it} */
    private static boolean writable(Path directory) {
        Path existing = directory;
        while (existing != null && Files.notExists(existing)) {
            existing = existing.getParent();
        }
        return existing != null && Files.isWritable(existing);
    }

    private static Object uid(Path path) throws IOException {
        return Files.getAttribute(path, "unix:uid");
    }

    private static Path root() {
        String own = System.getenv("JCORN_CACHE_DIR");
        if (own != null && !own.isEmpty()) {
            return Path.of(own).toAbsolutePath();
        }
        String xdg = System.getenv("XDG_CACHE_HOME");
        if (xdg != null && xdg.startsWith("/")) { // the specification: a relative one is to be ignored
            return Path.of(xdg).resolve("jcorn");
        }
        return Path.of(System.getProperty("user.home", "/")).resolve(".cache/jcorn");
    }
}
