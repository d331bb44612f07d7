package org.jcorn.app;

import java.util.ArrayList;
import java.util.List;
import org.jcorn.spi.AppLoadException;
import org.jspecify.annotations.Nullable;

/**
 * The arguments of a factory: Java literals, {@code ("eu", 8, 2.5, true, null)}. Strings may stand in double or single
 * quotes, since a shell eats one kind.
 */
final class Literals {

    private final String specification;
    private final String text;
    private int position;

    private Literals(String specification, String text) {
        this.specification = specification;
        this.text = text;
    }

    /**
     * @param specification the whole application specification, for messages
     * @param text the argument list with its parentheses
     */
    static List<@Nullable Object> parse(String specification, String text) throws AppLoadException {
        return new Literals(specification, text).arguments();
    }

    private List<@Nullable Object> arguments() throws AppLoadException {
        List<@Nullable Object> arguments = new ArrayList<>();
        expect('(');
        skipSpace();
        if (peek() != ')') {
            arguments.add(literal());
            skipSpace();
            while (peek() == ',') {
                position++;
                arguments.add(literal());
                skipSpace();
            }
        }
        expect(')');
        skipSpace();
        if (position < text.length()) {
            throw fault("nothing may follow the closing parenthesis");
        }
        return arguments;
    }

    private @Nullable Object literal() throws AppLoadException {
        skipSpace();
        char quote = peek();
        if (quote == '"' || quote == '\'') {
            return string(quote);
        }
        int start = position;
        while (position < text.length() && ",)".indexOf(text.charAt(position)) < 0) {
            position++;
        }
        String word = text.substring(start, position).trim();
        return switch (word) {
            case "null" -> null;
            case "true" -> true;
            case "false" -> false;
            default -> number(word);
        };
    }

    private Object number(String word) throws AppLoadException {
        try {
            if (word.indexOf('.') >= 0) {
                return Double.valueOf(word);
            }
            if (word.endsWith("L")) {
                return Long.valueOf(word.substring(0, word.length() - 1));
            }
            return Integer.valueOf(word);
        } catch (NumberFormatException e) {
            throw fault("\"" + word + "\" is no literal");
        }
    }

    private String string(char quote) throws AppLoadException {
        StringBuilder value = new StringBuilder();
        position++;
        while (peek() != quote) {
            char c = text.charAt(position++);
            if (c == '\\') {
                char escaped = peek();
                position++;
                c = switch (escaped) {
                    case 'n' -> '\n';
                    case 't' -> '\t';
                    case 'r' -> '\r';
                    default -> escaped;
                };
            }
            value.append(c);
        }
        position++;
        return value.toString();
    }

    private void expect(char wanted) throws AppLoadException {
        if (peek() != wanted) {
            throw fault("'" + wanted + "' expected before \"" + text.substring(position) + "\"");
        }
        position++;
    }

    private char peek() throws AppLoadException {
        if (position >= text.length()) {
            throw fault("the argument list is not closed");
        }
        return text.charAt(position);
    }

    private void skipSpace() {
        while (position < text.length() && text.charAt(position) == ' ') {
            position++;
        }
    }

    private AppLoadException fault(String what) {
        return new AppLoadException("application \"" + specification + "\": " + what);
    }
}
