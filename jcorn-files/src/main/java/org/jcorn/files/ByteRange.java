package org.jcorn.files;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A part of a file (RFC 9110 §14.1.2).
 *
 * @param first the first byte
 * @param last the last one
 */
record ByteRange(long first, long last) {

    /** The whole is to be sent: no range is asked for, several are, or in an unknown way. */
    static final ByteRange NONE = new ByteRange(0, -1);

    /** There is no such part. */
    static final ByteRange UNSATISFIABLE = new ByteRange(-1, -1);

    private static final Pattern SINGLE =
            Pattern.compile("bytes=\\s*(\\d{0,18})-(\\d{0,18})\\s*", Pattern.CASE_INSENSITIVE);

    long length() {
        return last - first + 1;
    }

    /**
     * {@return the part that a client asks for}
     *
     * @param field the field {@code Range}
     * @param size of the file, in bytes
     */
    static ByteRange parse(@Nullable String field, long size) {
        Matcher range = SINGLE.matcher(field == null ? "" : field);
        if (!range.matches()) {
            return NONE;
        }
        boolean tail = range.group(1).isEmpty();
        boolean open = range.group(2).isEmpty();
        if (tail && open) {
            return NONE;
        }
        long second = open ? size - 1 : Long.parseLong(range.group(2));
        if (tail) {
            return second == 0 || size == 0 ? UNSATISFIABLE : new ByteRange(Math.max(0, size - second), size - 1);
        }
        long first = Long.parseLong(range.group(1));
        if (!open && second < first) {
            return NONE;
        }
        return first < size ? new ByteRange(first, Math.min(second, size - 1)) : UNSATISFIABLE;
    }
}
