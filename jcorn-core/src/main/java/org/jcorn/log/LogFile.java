package org.jcorn.log;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * A file opened for appending. What is given to one call is one write to the system, which puts it behind whatever other
 * processes have written: their lines never mix.
 */
final class LogFile {

    private final String setting;
    private final String name;
    private final @Nullable Path path;

    /** Closed while no other thread writes to it: its number may be another file's by then. Guarded by this. */
    private OutputStream out;

    private LogFile(String setting, String name, @Nullable Path path) throws IOException {
        this.setting = setting;
        this.name = name;
        this.path = path;
        this.out = open();
    }

    /**
     * Open a file.
     *
     * @param setting what names it, for messages
     * @param directory what it is relative to: the arbiter is not where its workers are
     * @param name its path, or {@code -} for standard output
     * @throws IOException if that is not possible
     */
    static LogFile open(String setting, Path directory, String name) throws IOException {
        return new LogFile(setting, name, name.equals("-") ? null : directory.resolve(name));
    }

    /** {@return where it is, or null for standard output} */
    @Nullable
    Path path() {
        return path;
    }

    private OutputStream open() throws IOException {
        if (path == null) {
            return new FileOutputStream(FileDescriptor.out);
        }
        try {
            return new FileOutputStream(path.toFile(), true);
        } catch (IOException e) {
            throw new IOException("setting '" + setting + "': \"" + name + "\" cannot be opened: " + e.getMessage(), e);
        }
    }

    /** Append. A full disk must not harm the service, and there is nobody to tell. */
    synchronized void write(byte[] bytes, int offset, int length) {
        try {
            out.write(bytes, offset, length);
        } catch (IOException e) {
            return;
        }
    }

    /**
     * Open it again, by its name.
     *
     * @throws IOException if that is not possible; the old one stays in use
     */
    void reopen() throws IOException {
        if (path != null) {
            OutputStream next = open();
            synchronized (this) {
                OutputStream old = out;
                out = next;
                old.close();
            }
        }
    }

    synchronized void close() {
        if (path != null) {
            try {
                out.close();
            } catch (IOException e) {
                return; // nothing was buffered
            }
        }
    }
}
