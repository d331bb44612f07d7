package org.jcorn.arbiter;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The file of a Unix socket. It goes with the socket, but not while another arbiter listens there too. */
final class SocketFile {

    private final Path path;
    private boolean shared;
    private boolean unwanted;

    /** @param shared whether another arbiter has the socket */
    SocketFile(Path path, boolean shared) {
        this.path = path.toAbsolutePath();
        this.shared = shared;
    }

    /** {@return where it is} */
    Path path() {
        return path;
    }

    /** Another arbiter has the socket, or no other has it any more: then the file goes if it was to go before. */
    void share(boolean with) {
        shared = with;
        if (unwanted) {
            remove();
        }
    }

    /** Remove the file, now or when no other arbiter has the socket any more. */
    void remove() {
        unwanted = true;
        if (shared) {
            return;
        }
        unwanted = false;
        try {
            Files.deleteIfExists(path);
        } catch (IOException e) {
            return; // a file that nobody answers behind is removed by whoever listens there next
        }
    }
}
