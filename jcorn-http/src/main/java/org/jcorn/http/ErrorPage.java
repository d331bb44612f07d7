package org.jcorn.http;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The body of a response that the server itself makes up: status, reason and a line of text, nothing of the inside. As
 * HTML, or as JSON for clients that ask for it.
 */
final class ErrorPage {
    private final String contentType;
    private final byte[] body;

    private ErrorPage(String contentType, String text) {
        this.contentType = contentType;
        this.body = text.getBytes(StandardCharsets.UTF_8);
    }

    /**
     * Make a page.
     *
     * @param status the status
     * @param text a line of plain text without quotes, angle brackets or ampersands, or empty
     * @param accept the {@code Accept} field of the request, or null when that is not known
     */
    static ErrorPage of(int status, String text, @Nullable String accept) {
        String reason = Reason.of(status);
        if (accept != null && prefersJson(accept)) {
            String message = text.isEmpty() ? reason : text;
            return new ErrorPage(
                    "application/json",
                    "{\"status\":" + status + ",\"error\":\"" + reason + "\",\"message\":\"" + message + "\"}\n");
        }
        return new ErrorPage(
                "text/html; charset=utf-8",
                "<html>\n  <head>\n    <title>" + reason + "</title>\n  </head>\n  <body>\n    <h1>" + reason
                        + "</h1>\n" + (text.isEmpty() ? "" : "    <p>" + text + "</p>\n") + "  </body>\n</html>\n");
    }

    String contentType() {
        return contentType;
    }

    byte[] body() {
        return body;
    }

    /** {@return whether JSON is named, and no less welcome than HTML (RFC 9110 §12.5.1)} */
    static boolean prefersJson(String accept) {
        double json = 0;
        double html = 0;
        int from = 0;
        while (from <= accept.length()) {
            int comma = accept.indexOf(',', from);
            String element = accept.substring(from, comma < 0 ? accept.length() : comma)
                    .strip()
                    .toLowerCase(Locale.ROOT);
            from = comma < 0 ? accept.length() + 1 : comma + 1;
            int semicolon = element.indexOf(';');
            String type =
                    semicolon < 0 ? element : element.substring(0, semicolon).strip();
            if (type.equals("application/json") || (type.startsWith("application/") && type.endsWith("+json"))) {
                json = Math.max(json, weight(element));
            } else if (type.equals("text/html")) {
                html = Math.max(html, weight(element));
            }
        }
        return json > 0 && json >= html;
    }

    private static double weight(String element) {
        int at = element.lastIndexOf("q=");
        if (at < 1) {
            return 1;
        }
        try {
            return Double.parseDouble(element.substring(at + 2).strip());
        } catch (NumberFormatException e) {
            return 0;
        }
    }
}
