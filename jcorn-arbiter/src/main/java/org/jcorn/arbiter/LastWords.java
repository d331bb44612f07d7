package org.jcorn.arbiter;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/**
 * What a worker's JVM itself says on its standard error: a wrong option, a fatal error, a thread dump. The end of it is
 * kept, to be told when the worker dies of it. It is passed on as it comes, but only once the worker is ready: a JVM
 * that never gets there has its words in the log, and needs not say them twice.
 */
final class LastWords {

    private static final int KEPT = 4096;

    private final ByteArrayOutputStream heard = new ByteArrayOutputStream();
    private boolean held = true;
    private boolean dump;

    void hear(byte[] bytes) {
        if (!held) {
            passOn(bytes);
        }
        heard.write(bytes, 0, bytes.length);
        dump |= heard.toString(StandardCharsets.UTF_8).contains("Dumping heap to ");
        if (heard.size() > 2 * KEPT) {
            release();
            byte[] all = heard.toByteArray();
            heard.reset();
            heard.write(all, all.length - KEPT, KEPT);
        }
    }

    /** Pass on what was held back, and from now on everything at once. */
    void release() {
        if (held) {
            held = false;
            passOn(heard.toByteArray());
        }
    }

    /** {@return whether the JVM, being out of memory, said that it writes all of it to a file and leaves} */
    boolean dumpsHeap() {
        return dump;
    }

    /** {@return the last of it, without surrounding white space} */
    String tail() {
        return heard.toString(StandardCharsets.UTF_8).strip();
    }

    private static void passOn(byte[] bytes) {
        System.err.write(bytes, 0, bytes.length);
        System.err.flush();
    }
}
