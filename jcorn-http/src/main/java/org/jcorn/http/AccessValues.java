package org.jcorn.http;

import java.util.Base64;
import java.util.Map;
import org.jcorn.config.AccessAtom;
import org.jcorn.config.AccessPiece;
import org.jspecify.annotations.Nullable;

/** Puts the values of atoms into lines; those of the usual atoms without making garbage. */
final class AccessValues {

    private static final String BASIC = "Basic ";
    private static final long MICRO = 1000;
    private static final long MILLI = 1_000_000;
    private static final long UNIT = 1_000_000_000;

    private final long pid;
    private final AccessTime time;

    AccessValues(long pid, AccessTime time) {
        this.pid = pid;
        this.time = time;
    }

    AccessTime time() {
        return time;
    }

    /** {@return whether there was a value to append} */
    boolean append(AccessPiece piece, AccessRecord record, AccessLine line) {
        switch (piece.atom()) {
            case IDENTITY -> {
                return false;
            }
            case REMOTE_HOST -> {
                return text(record.remoteHost(), line);
            }
            case TIME -> time.common(line);
            case STATUS -> line.number(record.status(), 3);
            case BYTES, BYTES_SENT -> line.number(record.bodyBytes(), 1);
            case SECONDS -> line.number(record.nanos() / UNIT, 1);
            case MILLISECONDS -> line.number(record.nanos() / MILLI, 1);
            case MICROSECONDS -> line.number(record.nanos() / MICRO, 1);
            case DECIMAL_SECONDS -> {
                line.number(record.nanos() / UNIT, 1);
                line.put('.');
                line.number(record.nanos() % UNIT / MICRO, 6);
            }
            case PROCESS -> {
                line.put('<');
                line.number(pid, 1);
                line.put('>');
            }
            case PID -> line.number(pid, 1);
            case OUTCOME -> line.put(record.outcome().label());
            default -> {
                HttpRequest request = record.request();
                if (request != null) {
                    return of(request, piece, record, line);
                }
                return piece.atom() == AccessAtom.REQUEST_LINE && text(record.line(), line);
            }
        }
        return true;
    }

    /** The values that only a whole request has. */
    private static boolean of(HttpRequest request, AccessPiece piece, AccessRecord record, AccessLine line) {
        RequestHead head = request.head();
        return switch (piece.atom()) {
            case REQUEST_LINE -> {
                line.escaped(head.bytes(), head.lineStart(), head.lineEnd());
                yield true;
            }
            case TARGET -> {
                line.escaped(head.bytes(), head.targetStart(), head.targetEnd());
                yield true;
            }
            case METHOD -> text(head.method(), line);
            case PATH -> text(request.path(), line);
            case QUERY -> text(head.query(), line);
            case PROTOCOL -> text(head.protocol(), line);
            case USER -> user(head.table(), line);
            case REFERER -> field(head.table(), "Referer", line);
            case USER_AGENT -> field(head.table(), "User-Agent", line);
            case REQUEST_FIELD -> field(head.table(), piece.text(), line);
            case RESPONSE_FIELD -> {
                HttpResponse response = record.response();
                yield response != null && joined(response, piece.text(), line);
            }
            case VARIABLE -> variable(request, piece.text(), line);
            default -> throw new AssertionError(piece.atom());
        };
    }

    private static boolean text(@Nullable String text, AccessLine line) {
        if (text == null || text.isEmpty()) {
            return false;
        }
        line.escaped(text);
        return true;
    }

    private static boolean field(FieldTable fields, String name, AccessLine line) {
        int start = line.length();
        for (int i = fields.find(name, 0); i >= 0; i = fields.find(name, i + 1)) {
            if (line.length() > start) {
                line.put(", ");
            }
            line.escaped(fields.bytes(), fields.valueStart(i), fields.valueEnd(i));
        }
        return line.length() > start;
    }

    private static boolean joined(HttpResponse response, String name, AccessLine line) {
        return response.fields().first(name) != null
                && text(String.join(", ", response.fields().all(name)), line);
    }

    /** The user of {@code Basic} (RFC 7617 §2). A blank in it is escaped too: the format has no quotes around it. */
    private static boolean user(FieldTable fields, AccessLine line) {
        String credentials = fields.first("Authorization");
        if (credentials == null || !credentials.regionMatches(true, 0, BASIC, 0, BASIC.length())) {
            return false;
        }
        byte[] decoded;
        try {
            decoded = Base64.getDecoder()
                    .decode(credentials.substring(BASIC.length()).strip());
        } catch (IllegalArgumentException e) {
            return false;
        }
        int end = 0;
        while (end < decoded.length && decoded[end] != ':') {
            end++;
        }
        int from = 0;
        for (int i = 0; i < end; i++) {
            if (decoded[i] == ' ') {
                line.escaped(decoded, from, i);
                line.blank();
                from = i + 1;
            }
        }
        line.escaped(decoded, from, end);
        return end > 0;
    }

    private static boolean variable(HttpRequest request, String name, AccessLine line) {
        return value(request.attributes(), name, line) || value(request.environ(), name, line);
    }

    private static boolean value(Map<String, Object> variables, String name, AccessLine line) {
        for (Map.Entry<String, Object> variable : variables.entrySet()) {
            if (variable.getKey().equalsIgnoreCase(name)) {
                return text(shown(variable.getValue()), line);
            }
        }
        return false;
    }

    /** What the application keeps there may not let itself be shown. */
    private static @Nullable String shown(Object value) {
        try {
            return String.valueOf(value);
        } catch (RuntimeException e) {
            return null;
        }
    }
}
