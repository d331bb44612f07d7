package org.jcorn.http;

/**
 * The parser of a field section (RFC 9112 §5), of a head as of a trailer: line by line as they arrive, up to and with
 * the empty line.
 *
 * <p>Every byte is looked at a fixed number of times, however the input is split, and each limit applies before a line
 * is complete.
 */
final class FieldSection {
    private final HttpOptions options;
    private final HeaderPolicy policy;
    private final FieldTable table;
    private final boolean trailer;
    private final int fieldBytes;
    private final int sectionBytes;

    private int start;
    private int line;
    private int scan;
    private int fieldUsed;
    private boolean anyField;
    private boolean lastKept;

    FieldSection(HttpOptions options, HeaderPolicy policy, FieldTable table, boolean trailer) {
        this.options = options;
        this.policy = policy;
        this.table = table;
        this.trailer = trailer;
        this.fieldBytes = options.limitRequestFieldSize();
        this.sectionBytes = options.sectionBytes();
    }

    /** Start a section at an offset from the buffer's base. */
    void reset(int offset) {
        table.clear();
        start = offset;
        line = offset;
        scan = offset;
        fieldUsed = 0;
        anyField = false;
        lastKept = false;
    }

    /** {@return the offset behind the last line parsed; behind the section when it is complete} */
    int end() {
        return line;
    }

    /** Parse what is there. {@return whether the section is complete} */
    boolean parse(InputBuffer input) {
        byte[] bytes = input.bytes();
        int base = input.base();
        int available = input.end() - base;
        while (true) {
            if (line >= available) {
                return false;
            }
            boolean fold = Octets.isBlank(bytes[base + line]) && anyField && options.permitObsoleteFolding();
            int used = fold ? fieldUsed : 0;
            int most = Math.min(fieldBytes - used, sectionBytes - (line - start));
            int to = Math.min(available, line + Math.max(most, 2));
            int feed = Octets.lineFeed(bytes, base + scan, base + to);
            if (feed < 0) {
                scan = to;
                if (to < available || to - line >= Math.max(most, 2)) {
                    throw tooLarge(bytes, base, to);
                }
                return false;
            }
            int first = base + line;
            int length = feed + 1 - first;
            if (length < 2 || bytes[feed - 1] != '\r') {
                throw HttpViolation.of(Violation.BARE_LF, bytes, first, feed + 1);
            }
            line += length;
            scan = line;
            if (length == 2) {
                return true;
            }
            if (length > most) {
                throw tooLarge(bytes, base, line);
            }
            fieldUsed = used + length;
            if (fold) {
                fold(bytes, base, first, feed - 1);
            } else {
                field(bytes, base, first, feed - 1);
            }
        }
    }

    private HttpViolation tooLarge(byte[] bytes, int base, int to) {
        boolean whole = to - start >= sectionBytes;
        return HttpViolation.of(
                whole ? Violation.FIELDS_TOO_LARGE : Violation.FIELD_TOO_LARGE, bytes, base + line, base + to);
    }

    private void field(byte[] bytes, int base, int from, int to) {
        if (Octets.isBlank(bytes[from])) {
            throw HttpViolation.of(Violation.OBSOLETE_FOLDING, bytes, from, to);
        }
        boolean underscore = false;
        int at = from;
        while (at < to && Octets.isToken(bytes[at])) {
            underscore |= bytes[at++] == '_';
        }
        int nameEnd = at;
        if (at < to && Octets.isBlank(bytes[at])) {
            at = Octets.skipBlanks(bytes, at, to);
            if (at < to && bytes[at] == ':' && !options.stripHeaderSpaces()) {
                throw HttpViolation.of(Violation.FIELD_NAME_SPACE, bytes, from, to);
            }
        }
        if (at == to) {
            throw HttpViolation.of(Violation.FIELD_LINE, bytes, from, to);
        }
        if (bytes[at] != ':' || nameEnd == from) {
            throw HttpViolation.of(Violation.FIELD_NAME, bytes, from, to);
        }
        int value = Octets.skipBlanks(bytes, at + 1, to);
        checkValue(bytes, from, value, to);
        int valueEnd = Octets.trimBlanks(bytes, value, to);
        anyField = true;
        lastKept = !underscore || policy.keepsUnderscore(bytes, from, nameEnd, trailer);
        if (!lastKept) {
            return;
        }
        if (table.size() >= options.limitRequestFields()) {
            throw new HttpViolation(Violation.TOO_MANY_FIELDS, null);
        }
        if (trailer && ForbiddenTrailers.contains(bytes, from, nameEnd)) {
            throw HttpViolation.of(Violation.TRAILER_FORBIDDEN, bytes, from, nameEnd);
        }
        table.add(from - base, nameEnd - base, value - base, valueEnd - base, KnownField.of(bytes, from, nameEnd));
    }

    /** Append a folded line to the last value, in place: the line break leaves room for the one space. */
    private void fold(byte[] bytes, int base, int from, int to) {
        checkValue(bytes, from, from, to);
        if (!lastKept) {
            return;
        }
        int last = table.size() - 1;
        int more = Octets.skipBlanks(bytes, from, to);
        int length = Octets.trimBlanks(bytes, more, to) - more;
        int at = table.valueEnd(last);
        if (length == 0) {
            return;
        }
        if (at > table.valueStart(last)) {
            bytes[at++] = ' ';
        }
        System.arraycopy(bytes, more, bytes, at, length);
        table.extendLast(at + length - base);
    }

    private static void checkValue(byte[] bytes, int line, int from, int to) {
        for (int i = from; i < to; i++) {
            if (!Octets.isValue(bytes[i])) {
                throw HttpViolation.of(Violation.FIELD_VALUE, bytes, line, to);
            }
        }
    }
}
