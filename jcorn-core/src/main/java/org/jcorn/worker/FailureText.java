package org.jcorn.worker;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.jspecify.annotations.Nullable;

/** What the operator reads of a worker that could not boot: the message and, if the application failed, its stack. */
final class FailureText {

    /** Enough for a screen of compiler messages; the arbiter keeps no more of a worker's words. */
    private static final int MAX_CHARS = 16 * 1024;

    private FailureText() {}

    static String of(@Nullable String message, @Nullable Throwable cause) {
        StringBuilder text = new StringBuilder(message == null ? "unknown" : message);
        if (cause != null) {
            StringWriter trace = new StringWriter();
            cause.printStackTrace(new PrintWriter(trace));
            text.append('\n').append(trace.toString().stripTrailing());
        }
        if (text.length() > MAX_CHARS) {
            text.setLength(MAX_CHARS);
            text.append(" …");
        }
        return text.toString();
    }
}
