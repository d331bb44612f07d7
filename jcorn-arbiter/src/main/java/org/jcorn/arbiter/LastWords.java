package org.jcorn.arbiter;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/**
 * What a worker's JVM itself says on its standard error: a wrong option, a fatal error, a thread dump. It is passed on
 * as it comes, and the end of it is kept, to be told when the worker dies of it.
 */
final class LastWords {

    private static final int KEPT = 4096;

    private final ByteArrayOutputStream heard = new ByteArrayOutputStream();

    void hear(byte[] bytes) {
        System.err.write(bytes, 0, bytes.length);
        System.err.flush();
        heard.write(bytes, 0, bytes.length);
        if (heard.size() > 2 * KEPT) {
            byte[] all = heard.toByteArray();
            heard.reset();
            heard.write(all, all.length - KEPT, KEPT);
        }
    }

    /** {@return the last of it, without surrounding white space} */
    String tail() {
        return heard.toString(StandardCharsets.UTF_8).strip();
    }
}
