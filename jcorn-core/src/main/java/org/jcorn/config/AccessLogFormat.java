package org.jcorn.config;

import java.util.ArrayList;
import java.util.List;

/**
 * What a line of the access log is made of (setting {@code access_log_format}), taken apart.
 *
 * @param text the format as it was written
 * @param json whether each line is a JSON object; then the pieces are what it has besides the usual
 * @param pieces its parts, in their order
 */
public record AccessLogFormat(String text, boolean json, List<AccessPiece> pieces) {

    private static final String JSON = "json";

    /**
     * Read a format.
     *
     * @param text texts and atoms, {@code %(NAME)s}; or the word {@code json} and atoms
     * @return the format
     * @throws IllegalArgumentException if an atom is unknown or not written as such; the message quotes it
     */
    public static AccessLogFormat parse(String text) {
        boolean json = text.equals(JSON) || text.startsWith(JSON + " ");
        List<AccessPiece> pieces = new ArrayList<>();
        StringBuilder literal = new StringBuilder();
        int at = json ? JSON.length() : 0;
        while (at < text.length()) {
            char c = text.charAt(at);
            if (c != '%') {
                literal.append(c);
                at++;
            } else if (text.startsWith("%%", at)) {
                literal.append('%');
                at += 2;
            } else {
                int end = text.indexOf(')', at);
                if (!text.startsWith("%(", at) || end < 0) {
                    throw new InvalidValue(text.substring(at), "must begin with an atom, as %(h)s is one, or with %%");
                }
                addText(pieces, literal, json);
                pieces.add(atom(text.substring(at + 2, end), text.substring(end + 1)));
                at = end + 2;
            }
        }
        addText(pieces, literal, json);
        return new AccessLogFormat(text, json, List.copyOf(pieces));
    }

    private static void addText(List<AccessPiece> pieces, StringBuilder literal, boolean json) {
        if (json && !literal.toString().isBlank()) {
            throw new InvalidValue(literal.toString().strip(), "is no atom, and after json nothing else may stand");
        }
        if (!json && literal.length() > 0) {
            checkText(literal.toString());
            pieces.add(new AccessPiece(AccessAtom.TEXT, literal.toString()));
        }
        literal.setLength(0);
    }

    /** A record is a line: who reads them must be able to tell where one ends. */
    private static void checkText(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (Character.isISOControl(c) && c != '\t') {
                throw new InvalidValue(text, "has a control character, which no line of the log may have");
            }
        }
    }

    private static AccessPiece atom(String name, String rest) {
        AccessPiece piece = piece(name);
        boolean text = rest.startsWith("s");
        if (!text && !(piece.atom().number() && rest.startsWith("d"))) {
            throw new InvalidValue("%(" + name + ")", "must be followed by s");
        }
        return piece;
    }

    private static AccessPiece piece(String name) {
        int brace = name.lastIndexOf('}');
        boolean named = name.startsWith("{") && brace > 1;
        String symbol = named ? name.substring(brace + 1) : name;
        for (AccessAtom atom : AccessAtom.values()) {
            if (atom != AccessAtom.TEXT
                    && atom.named() == named
                    && atom.symbol().equals(symbol)) {
                return new AccessPiece(atom, named ? name.substring(1, brace) : "");
            }
        }
        throw new InvalidValue(
                "%(" + name + ")s",
                "is none of the atoms h l u t r target m U q H s b B f a T M D L p pid outcome {NAME}i {NAME}o {NAME}e");
    }
}
