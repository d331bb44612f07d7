package org.jcorn.http;

/** Makes lines of the access log. One instance serves all threads. */
interface AccessFormat {

    /** {@return an empty line for it} */
    AccessLine newLine();

    /** Append a record, without a line feed. */
    void append(AccessRecord record, AccessLine line);
}
