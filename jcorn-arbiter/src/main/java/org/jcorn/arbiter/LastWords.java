package org.jcorn.arbiter;

import java.nio.charset.StandardCharsets;

/**
 * What a worker's JVM itself says on its standard error: a wrong option, a fatal error, a thread dump. It is passed on
 * as it comes, and the end of it is kept, to be told when the worker dies of it.
 */
final class LastWords {

    private static final int KEPT = 4096;

    private final StringBuilder tail = new StringBuilder();

    void hear(byte[] bytes) {
        System.err.write(bytes, 0, bytes.length);
        System.err.flush();
        tail.append(new String(bytes, StandardCharsets.UTF_8));
        if (tail.length() > KEPT) {
            tail.delete(0, tail.length() - KEPT);
        }
    }

    /** {@return the last of it, without surrounding white space} */
    String tail() {
        return tail.toString().strip();
    }
}
