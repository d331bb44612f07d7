package org.jcorn.arbiter;

import java.io.IOException;
import java.nio.file.FileSystemException;

/** Says in words what the JDK's exceptions about files say with their names. */
final class FileProblem {

    private FileProblem() {}

    static String text(IOException e) {
        if (e instanceof FileSystemException failed && failed.getFile() != null) {
            String reason = failed.getReason() == null ? failed.getClass().getSimpleName() : failed.getReason();
            return failed.getFile() + ": " + reason.replace("Exception", "");
        }
        return e.getMessage() == null ? e.toString() : e.getMessage();
    }
}
