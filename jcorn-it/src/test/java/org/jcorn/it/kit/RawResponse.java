package org.jcorn.it.kit;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The first final response in what a connection brought.
 *
 * @param status its status code, 0 if there is no status line at all
 * @param head its status line and fields
 * @param body its body, decoded if it was chunked, as ISO 8859-1
 * @param complete whether head and body are as long as they say
 * @param rest what follows it
 */
public record RawResponse(int status, String head, String body, boolean complete, String rest) {

    /** {@return the response in those bytes, behind any interim ones} */
    public static RawResponse parse(byte[] bytes) {
        String text = new String(bytes, StandardCharsets.ISO_8859_1);
        while (true) {
            int end = text.indexOf("\r\n\r\n");
            if (end < 0 || !text.startsWith("HTTP/1.")) {
                return new RawResponse(0, text, "", false, "");
            }
            String head = text.substring(0, end + 2);
            int status = Integer.parseInt(head.substring(9, 12));
            if (status >= 200) {
                return withBody(status, head, text.substring(end + 4));
            }
            text = text.substring(end + 4);
        }
    }

    private static RawResponse withBody(int status, String head, String rest) {
        String length = field(head, "Content-Length");
        if (length != null) {
            int wanted = Integer.parseInt(length);
            int there = Math.min(wanted, rest.length());
            return new RawResponse(status, head, rest.substring(0, there), there == wanted, rest.substring(there));
        }
        String coding = field(head, "Transfer-Encoding");
        if (coding != null && coding.equalsIgnoreCase("chunked")) {
            return chunked(status, head, rest);
        }
        return new RawResponse(status, head, rest, true, "");
    }

    private static RawResponse chunked(int status, String head, String coded) {
        StringBuilder body = new StringBuilder();
        int at = 0;
        while (true) {
            int end = coded.indexOf("\r\n", at);
            if (end < 0) {
                return new RawResponse(status, head, body.toString(), false, "");
            }
            int size = Integer.parseInt(coded.substring(at, end), 16);
            at = end + 2;
            if (coded.length() < at + size + 2) {
                return new RawResponse(status, head, body + coded.substring(at), false, "");
            }
            body.append(coded, at, at + size);
            at += size + 2;
            if (size == 0) {
                return new RawResponse(status, head, body.toString(), true, coded.substring(at));
            }
        }
    }

    /** {@return the value of a field, or null} */
    public @Nullable String field(String name) {
        return field(head, name);
    }

    private static @Nullable String field(String head, String name) {
        List<String> values = new ArrayList<>();
        head.lines().skip(1).forEach(line -> {
            int colon = line.indexOf(':');
            if (colon > 0 && line.substring(0, colon).toLowerCase(Locale.ROOT).equals(name.toLowerCase(Locale.ROOT))) {
                values.add(line.substring(colon + 1).strip());
            }
        });
        return values.isEmpty() ? null : values.get(0);
    }
}
