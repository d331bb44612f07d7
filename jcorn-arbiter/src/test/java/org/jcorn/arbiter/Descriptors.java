package org.jcorn.arbiter;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Looks at the descriptors of this process. */
final class Descriptors {

    private Descriptors() {}

    /** {@return what a descriptor stands for, such as {@code socket:[123]}, or the empty string when it is closed} */
    static String target(int fd) {
        try {
            return Files.readSymbolicLink(Path.of("/proc/self/fd/" + fd)).toString();
        } catch (IOException e) {
            return "";
        }
    }

    /** {@return how many this process has open} */
    static int count() {
        String[] names = new File("/proc/self/fd").list();
        return names == null ? 0 : names.length;
    }

    /** {@return the flags that {@code open} was given, in octal, and close-on-exec} */
    static long flags(int fd) throws IOException {
        for (String line : Files.readAllLines(Path.of("/proc/self/fdinfo/" + fd))) {
            if (line.startsWith("flags:")) {
                return Long.parseLong(line.substring(6).trim(), 8);
            }
        }
        throw new IOException("descriptor " + fd + " has no flags");
    }
}
