package org.jcorn.http;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import org.jcorn.Headers;
import org.jspecify.annotations.Nullable;

/** The fields an application sets on its response, checked as they come. */
final class ResponseFields implements Headers {
    /** What the server writes itself, and fields that concern one connection only (RFC 9110 §7.6.1). */
    private static final String[] SERVERS_OWN = {
        "Connection",
        "Date",
        "Keep-Alive",
        "Proxy-Authenticate",
        "Proxy-Authorization",
        "Proxy-Connection",
        "Server",
        "TE",
        "Trailer",
        "Trailers",
        "Transfer-Encoding",
        "Upgrade",
    };

    private static final int MAX_LENGTH_DIGITS = 18;

    private final List<String> names = new ArrayList<>();
    private final List<String> values = new ArrayList<>();
    private long contentLength = -1;

    void clear() {
        names.clear();
        values.clear();
        contentLength = -1;
    }

    /** {@return the {@code Content-Length} that was set, or −1} */
    long contentLength() {
        return contentLength;
    }

    /** Set a field in place of all of that name. */
    void set(String name, String value) {
        check(name, value);
        if (isServersOwn(name)) {
            return;
        }
        remove(name);
        append(name, value);
    }

    /** Add a field; {@code Content-Length}, which must occur once, is replaced. */
    void add(String name, String value) {
        check(name, value);
        if (isServersOwn(name)) {
            return;
        }
        if (name.equalsIgnoreCase("Content-Length")) {
            remove(name);
        }
        append(name, value);
    }

    private void append(String name, String value) {
        if (name.equalsIgnoreCase("Content-Length")) {
            contentLength = length(value);
        }
        names.add(name);
        values.add(value);
    }

    private void remove(String name) {
        for (int i = names.size() - 1; i >= 0; i--) {
            if (names.get(i).equalsIgnoreCase(name)) {
                names.remove(i);
                values.remove(i);
            }
        }
    }

    private static long length(String value) {
        boolean valid = !value.isEmpty() && value.length() <= MAX_LENGTH_DIGITS;
        long length = 0;
        for (int i = 0; i < value.length() && valid; i++) {
            char c = value.charAt(i);
            valid = c >= '0' && c <= '9';
            length = length * 10 + c - '0';
        }
        if (!valid) {
            throw new IllegalArgumentException("Content-Length \"" + value + "\" must be a number of bytes");
        }
        return length;
    }

    private static boolean isServersOwn(String name) {
        for (String own : SERVERS_OWN) {
            if (own.equalsIgnoreCase(name)) {
                return true;
            }
        }
        return false;
    }

    static void check(String name, String value) {
        boolean token = !name.isEmpty();
        for (int i = 0; i < name.length() && token; i++) {
            char c = name.charAt(i);
            token = c < 128 && Octets.isToken((byte) c);
        }
        if (!token) {
            throw new IllegalArgumentException("field name \"" + name + "\" must be a token");
        }
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c > 0xff || c == '\r' || c == '\n' || c == 0) {
                throw new IllegalArgumentException("value of field " + name + " must not contain the character U+"
                        + Integer.toHexString(0x10000 | c).substring(1).toUpperCase(Locale.ROOT));
            }
        }
    }

    /**
     * Write the field lines.
     *
     * @param withLength whether {@code Content-Length} may be among them
     */
    void write(OutputBuffer out, boolean withLength) {
        for (int i = 0; i < names.size(); i++) {
            String name = names.get(i);
            if (withLength || contentLength < 0 || !name.equalsIgnoreCase("Content-Length")) {
                line(out, name, values.get(i));
            }
        }
    }

    static void line(OutputBuffer out, String name, String value) {
        out.put(name);
        out.put(": ");
        out.put(value);
        out.crlf();
    }

    @Override
    public int size() {
        return names.size();
    }

    @Override
    public @Nullable String first(String name) {
        for (int i = 0; i < names.size(); i++) {
            if (names.get(i).equalsIgnoreCase(name)) {
                return values.get(i);
            }
        }
        return null;
    }

    @Override
    public List<String> all(String name) {
        List<String> found = new ArrayList<>();
        for (int i = 0; i < names.size(); i++) {
            if (names.get(i).equalsIgnoreCase(name)) {
                found.add(values.get(i));
            }
        }
        return found;
    }

    @Override
    public Iterator<Field> iterator() {
        List<Field> fields = new ArrayList<>(names.size());
        for (int i = 0; i < names.size(); i++) {
            fields.add(new Field(names.get(i), values.get(i)));
        }
        return fields.iterator();
    }
}
