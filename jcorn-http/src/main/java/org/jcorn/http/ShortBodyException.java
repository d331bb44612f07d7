package org.jcorn.http;

import java.io.IOException;

/** The application sent less than its {@code Content-Length} announced; the connection must be cut. */
final class ShortBodyException extends IOException {
    private static final long serialVersionUID = 1L;

    ShortBodyException(long sent, long announced) {
        super("response body of " + sent + " bytes is shorter than its Content-Length of " + announced);
    }
}
