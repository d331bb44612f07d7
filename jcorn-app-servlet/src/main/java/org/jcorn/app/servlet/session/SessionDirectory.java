package org.jcorn.app.servlet.session;

import java.io.IOException;
import java.io.StreamCorruptedException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The directory of sessions: a file each, named after its id, whose time is that of its last use. A file is replaced, never
 * written to, so who reads needs no lock; who writes has one, for what it read before must still hold.
 */
public final class SessionDirectory {

    private static final String ENDING = ".session";
    private static final String PART = "new-";
    /** What our generator makes, with room for a route. Nothing else from a cookie becomes part of a path. */
    private static final Pattern ID = Pattern.compile("[0-9A-Za-z]{16,128}");

    private static final Integer ROOT = 0;
    private static final int STRIPES = 256;

    private final Path path;
    private final FileChannel locks;
    // A lock of a file is the process', so threads need another.
    private final Object[] monitors = new Object[STRIPES];

    private SessionDirectory(Path path, FileChannel locks) {
        this.path = path;
        this.locks = locks;
        for (int i = 0; i < STRIPES; i++) {
            monitors[i] = new Object();
        }
    }

    /**
     * {@return the directory, if this process may write there}
     *
     * @param path where it is
     * @throws IOException if sessions cannot be kept there, or others could slip theirs in
     */
    public static SessionDirectory open(Path path) throws IOException {
        if (!Files.isDirectory(path)) {
            throw new IOException("\"" + path + "\" is not a directory");
        }
        // Sessions are objects: who can write one can make this process run code.
        Object owner = Files.getAttribute(path, "unix:uid");
        if (!owner.equals(ROOT) && !owner.equals(Files.getAttribute(Path.of("/proc/self"), "unix:uid"))) {
            throw new IOException("\"" + path + "\" belongs to another user, with id " + owner);
        }
        Set<PosixFilePermission> permissions = Files.getPosixFilePermissions(path);
        if (permissions.contains(PosixFilePermission.GROUP_WRITE)
                || permissions.contains(PosixFilePermission.OTHERS_WRITE)) {
            throw new IOException("\"" + path + "\" is writable by others than its owner (mode "
                    + PosixFilePermissions.toString(permissions) + ")");
        }
        try {
            Files.delete(Files.createTempFile(path, "probe-", ".tmp"));
            FileChannel locks = FileChannel.open(
                    path.resolve("sessions.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            return new SessionDirectory(path, locks);
        } catch (IOException e) {
            throw new IOException("\"" + path + "\" is not writable", e);
        }
    }

    /** A session as it was read, and what tells that file from a later one. */
    record Stored(SessionState state, Object stamp, long lastUsed) {}

    /** {@return where it is} */
    Path path() {
        return path;
    }

    /** {@return a stamp that differs for each content of the session's file, or null if there is none} */
    @Nullable
    Object stamp(String id) throws IOException {
        Path file = file(id);
        if (file == null) {
            return null;
        }
        try {
            return stamp(file);
        } catch (NoSuchFileException e) {
            return null;
        }
    }

    /** {@return the session of that id, or null if there is none} */
    @Nullable
    Stored read(String id) throws IOException {
        Path file = file(id);
        if (file == null) {
            return null;
        }
        try {
            while (true) {
                Object stamp = stamp(file);
                long lastUsed = Files.getLastModifiedTime(file).toMillis();
                SessionState state = SessionState.read(Files.readAllBytes(file));
                if (stamp.equals(stamp(file))) {
                    return new Stored(state, stamp, lastUsed);
                }
            }
        } catch (NoSuchFileException e) {
            return null;
        }
    }

    /**
     * Write what a request has changed, on top of what others have changed meanwhile.
     *
     * @param before what the request has found, or null if the session is new
     * @param after what it has left
     * @return the outcome, or null if the session was ended meanwhile
     */
    @Nullable
    Stored write(String id, @Nullable SessionState before, SessionState after) throws IOException {
        Path file = file(id);
        if (file == null) {
            throw new IOException("\"" + id + "\" cannot be the name of a file");
        }
        int stripe = Math.floorMod(id.hashCode(), STRIPES);
        synchronized (monitors[stripe]) {
            try (FileLock lock = locks.lock(stripe, 1, false)) {
                SessionState state = after;
                if (before != null && lock.isValid()) {
                    Stored present = read(id);
                    if (present == null) {
                        return null;
                    }
                    state = present.state().merged(before, after);
                }
                replace(file, state.file());
                return new Stored(
                        state, stamp(file), Files.getLastModifiedTime(file).toMillis());
            }
        }
    }

    /**
     * Note that the session is in use.
     *
     * @param known the stamp of what the caller has read or written last
     * @return the stamp from now on, or null if the file is another than the caller knows, or gone
     */
    @Nullable
    Object touch(String id, Object known) throws IOException {
        Path file = file(id);
        if (file == null) {
            return null;
        }
        int stripe = Math.floorMod(id.hashCode(), STRIPES);
        synchronized (monitors[stripe]) {
            try (FileLock lock = locks.lock(stripe, 1, false)) {
                boolean same = lock.isValid() && stamp(file).equals(known);
                Files.setLastModifiedTime(file, FileTime.fromMillis(System.currentTimeMillis()));
                return same ? stamp(file) : null;
            } catch (NoSuchFileException e) {
                return null;
            }
        }
    }

    /** Delete the session, if it is there. */
    void delete(String id) throws IOException {
        Path file = file(id);
        if (file != null) {
            Files.deleteIfExists(file);
        }
    }

    /** {@return when the session was last used, in milliseconds since 1970, or -1 if there is none} */
    long lastUsed(String id) throws IOException {
        Path file = file(id);
        try {
            return file == null ? -1 : Files.getLastModifiedTime(file).toMillis();
        } catch (NoSuchFileException e) {
            return -1;
        }
    }

    /** {@return the ids of sessions that were not used for too long; damaged ones that are old are deleted} */
    List<String> expired() throws IOException {
        List<String> expired = new ArrayList<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(path, "*" + ENDING)) {
            for (Path file : files) {
                String name = file.getFileName().toString();
                String id = name.substring(0, name.length() - ENDING.length());
                try {
                    Stored stored = read(id);
                    if (stored != null && expired(stored.state().maxInactiveSeconds(), stored.lastUsed())) {
                        expired.add(id);
                    }
                } catch (StreamCorruptedException e) {
                    deleteOld(file);
                } catch (IOException e) {
                    // Whose session it is will be told.
                }
            }
        }
        return expired;
    }

    /** Delete what processes that were killed have left of files they were writing. */
    void deleteLeftOvers() throws IOException {
        try (DirectoryStream<Path> files = Files.newDirectoryStream(path, PART + "*.tmp")) {
            for (Path file : files) {
                deleteOld(file);
            }
        }
    }

    private static void deleteOld(Path file) throws IOException {
        try {
            FileTime dayAgo = FileTime.from(Instant.now().minus(1, ChronoUnit.DAYS));
            if (Files.getLastModifiedTime(file).compareTo(dayAgo) < 0) {
                Files.deleteIfExists(file);
            }
        } catch (NoSuchFileException e) {
            return; // another worker cleans as well
        }
    }

    /** {@return whether a session has not been used for too long} */
    static boolean expired(int maxInactiveSeconds, long lastUsed) {
        return maxInactiveSeconds > 0 && System.currentTimeMillis() - lastUsed > 1000L * maxInactiveSeconds;
    }

    private void replace(Path file, byte[] content) throws IOException {
        Path part = Files.createTempFile(
                path, PART, ".tmp", PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        try {
            Files.write(part, content);
            Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(part);
        }
    }

    /** A file that is replaced is another one, with an inode that may have been another's before. */
    private static Object stamp(Path file) throws IOException {
        BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
        return attributes.fileKey() + " " + attributes.creationTime() + " " + attributes.size();
    }

    private @Nullable Path file(String id) {
        return ID.matcher(id).matches() ? path.resolve(id + ENDING) : null;
    }
}
