package org.jcorn.arbiter;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.jcorn.config.Config;
import org.jcorn.config.ControlSettings;

/**
 * Where the control socket of a configuration is to be.
 *
 * @param path its place
 * @param mode its permissions
 * @param chosen whether the operator named the place, so that one that cannot be used is an error
 */
record ControlAddress(Path path, int mode, boolean chosen) {

    private static final int OTHERS_MAY_WRITE = 022;

    static ControlAddress of(Config config, Map<String, String> environment) {
        int mode = config.get(ControlSettings.CONTROL_SOCKET_MODE);
        return config.get(ControlSettings.CONTROL_SOCKET)
                .map(path -> new ControlAddress(WorkingDirectory.locate(config, path), mode, true))
                .orElseGet(() -> new ControlAddress(ControlSettings.standardPath(environment), mode, false));
    }

    /**
     * Make sure that a place nobody named is one where only its user can have put a socket: it is made if it is the
     * directory in the user's home.
     *
     * @throws IOException if it cannot be made, or is not the user's alone
     */
    void prepare(Native os) throws IOException {
        Path directory = path.getParent();
        if (chosen || directory == null) {
            return;
        }
        if (directory.endsWith(".jcorn")) {
            try {
                Files.createDirectory(
                        directory, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
            } catch (FileAlreadyExistsException e) {
                // As it should be, if it is one of ours: seen below.
            }
        }
        int owner = (Integer) Files.getAttribute(directory, "unix:uid");
        int bits = (Integer) Files.getAttribute(directory, "unix:mode");
        if (owner != os.libc().geteuid() || (bits & OTHERS_MAY_WRITE) != 0) {
            throw new IOException("others may write to " + directory);
        }
    }

    /** {@return the message for an operator who asked for that place} */
    IOException unusable(IOException cause) {
        return new IOException(
                "setting '" + ControlSettings.CONTROL_SOCKET + "': \"" + path + "\" cannot be used: " + reason(cause),
                cause);
    }

    /** {@return why something failed, in words} */
    static String reason(IOException failure) {
        if (failure instanceof FileSystemException file) {
            String reason = file.getReason() == null ? failure.getClass().getSimpleName() : file.getReason();
            return file.getFile() + ": " + reason;
        }
        return failure.getMessage() == null ? failure.toString() : failure.getMessage();
    }
}
