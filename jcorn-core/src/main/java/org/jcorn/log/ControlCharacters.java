package org.jcorn.log;

/** Makes text fit for a log: what came from a client must not move the operator's cursor or forge a line. */
public final class ControlCharacters {

    private ControlCharacters() {}

    /**
     * Escape.
     *
     * @param text any text
     * @return the text, with control characters but LF and HTAB as {@code \xHH}
     */
    public static String escaped(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (!passes(text.charAt(i))) {
                StringBuilder escaped = new StringBuilder(text.length() + 16);
                append(escaped, text);
                return escaped.toString();
            }
        }
        return text;
    }

    static void append(StringBuilder escaped, String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (passes(c)) {
                escaped.append(c);
            } else {
                escaped.append("\\x")
                        .append(Character.forDigit(c >> 4 & 15, 16))
                        .append(Character.forDigit(c & 15, 16));
            }
        }
    }

    private static boolean passes(char c) {
        return c == '\n' || c == '\t' || (c >= ' ' && c != 0x7f && (c < 0x80 || c > 0x9f));
    }
}
