package org.jcorn.files;

import java.io.File;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A directory and what may be seen of it from outside. */
final class FileTree {

    private final Path root;

    /**
     * A regular file or a directory.
     *
     * @param name the last part of the path it was asked for by
     * @param path where it is, without symbolic links
     * @param directory whether it is a directory
     * @param modified when its content changed last
     */
    record Entry(String name, Path path, boolean directory, FileTime modified) {

        /** {@return a channel to read it, or null if it is not there any more or not readable} */
        @Nullable
        FileChannel open() {
            try {
                return FileChannel.open(path, Set.of(StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS));
            } catch (IOException e) {
                return null;
            }
        }
    }

    FileTree(Path directory) throws IOException {
        root = directory.toRealPath();
        if (!Files.isDirectory(root)) {
            throw new NotDirectoryException(directory.toString());
        }
    }

    /**
     * Look for what a path leads to.
     *
     * @param path begins with a slash
     * @return the file or directory, or null if there is none, or none to be seen
     */
    @Nullable
    Entry find(String path) {
        if (!plain(path)) {
            return null;
        }
        File file = new File(root.toFile(), path);
        if (!file.exists()) { // tells without an exception, which would cost more than all the rest
            return null;
        }
        try {
            Path real = file.toPath().toRealPath();
            if (!visible(real)) {
                return null;
            }
            BasicFileAttributes attributes = Files.readAttributes(real, BasicFileAttributes.class);
            return attributes.isRegularFile() || attributes.isDirectory()
                    ? new Entry(file.getName(), real, attributes.isDirectory(), attributes.lastModifiedTime())
                    : null;
        } catch (IOException | InvalidPathException e) {
            return null;
        }
    }

    /** {@return a file of the same name with something appended, if it is not older; else null} */
    @Nullable
    Entry sibling(Entry file, String suffix) {
        Path path = file.path().resolveSibling(file.path().getFileName() + suffix);
        Entry other = path.toFile().isFile() ? find("/" + root.relativize(path)) : null;
        boolean current =
                other != null && !other.directory() && other.modified().compareTo(file.modified()) >= 0;
        return current ? other : null;
    }

    /** {@return whether a path has no empty parts, hidden ones among which are "." and "..", or odd characters} */
    private static boolean plain(String path) {
        return path.startsWith("/")
                && !path.contains("//")
                && !path.contains("/.")
                && path.indexOf('\\') < 0
                && path.indexOf('\0') < 0;
    }

    /** A link may lead anywhere. */
    private boolean visible(Path real) {
        if (!real.startsWith(root)) {
            return false;
        }
        for (Path part : root.relativize(real)) {
            if (part.toString().startsWith(".")) {
                return false;
            }
        }
        return true;
    }
}
