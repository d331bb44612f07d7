package org.jcorn.it.app;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jcorn.Headers;
import org.jcorn.Request;
import org.jcorn.Response;

/**
 * An application that reports what it saw of a request, a line for each thing: a word, a blank, a value. Values are ISO
 * 8859-1 with backslash escapes for control bytes.
 */
public final class Dump {

    private Dump() {}

    static void app(Request request, Response response) throws Exception {
        byte[] body = request.body().readAllBytes();
        StringBuilder dump = new StringBuilder();
        line(dump, "method", request.method());
        line(dump, "target", request.target());
        line(dump, "query", request.query());
        line(dump, "protocol", request.protocol());
        line(dump, "scheme", request.scheme());
        line(dump, "script_name", request.scriptName());
        for (Headers.Field field : request.headers()) {
            line(dump, "field", field.name().toUpperCase(Locale.ROOT) + " " + field.value());
        }
        line(dump, "body", new String(body, StandardCharsets.ISO_8859_1));
        for (Headers.Field field : request.trailers()) {
            line(dump, "trailer", field.name().toUpperCase(Locale.ROOT) + " " + field.value());
        }
        line(dump, "remote", request.remoteHost() + " " + request.remotePort());
        for (Map.Entry<String, Object> variable : new TreeMap<>(request.environ()).entrySet()) {
            if (variable.getKey().startsWith("PROXY_")) {
                line(dump, variable.getKey(), variable.getValue().toString());
            }
        }
        response.send(dump.toString().getBytes(StandardCharsets.ISO_8859_1));
    }

    private static void line(StringBuilder dump, String word, String value) {
        dump.append(word).append(' ').append(escape(value)).append('\n');
    }

    /** {@return the text with everything below a blank, and the backslash, as a backslash and two hexadecimal digits} */
    public static String escape(String text) {
        StringBuilder escaped = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c < ' ' || c == '\\') {
                escaped.append(String.format(Locale.ROOT, "\\%02x", (int) c));
            } else {
                escaped.append(c);
            }
        }
        return escaped.toString();
    }
}
