package org.jcorn.config;

import java.util.ArrayList;
import java.util.List;

/**
 * Splits a text into words as a POSIX shell does, without expansions, and joins words so that they split again.
 *
 * <p>Single quotes keep everything, double quotes keep all but {@code \"} and {@code \\}, a backslash outside quotes
 * keeps the next character. The same rules serve lists that are separated by commas.
 */
public final class ShellWords {

    private static final String BLANK = " ";

    private final String text;
    private final String separators;
    private final List<String> words = new ArrayList<>();
    private final StringBuilder word = new StringBuilder();
    /** Length of the word up to its last character that is not a blank to be trimmed. */
    private int kept;
    /** Whether the word had quotes, which makes it one even when it is empty. */
    private boolean quoted;

    private ShellWords(String text, String separators) {
        this.text = text;
        this.separators = separators;
    }

    /**
     * Split at blanks.
     *
     * @param text a piece of command line
     * @return its words
     * @throws IllegalArgumentException if a quote is not closed or the text ends in a backslash
     */
    public static List<String> split(String text) {
        return split(text, BLANK);
    }

    /** Split at any of the separators; blanks around words are dropped, and so are empty words without quotes. */
    static List<String> split(String text, String separators) {
        return new ShellWords(text, separators).split();
    }

    /** Join words so that {@link #split(String, String)} finds them again. */
    static String join(List<String> words, String separators) {
        StringBuilder joined = new StringBuilder();
        for (String each : words) {
            if (joined.length() > 0) {
                joined.append(separators.charAt(0));
            }
            if (plain(each, separators)) {
                joined.append(each);
            } else {
                quote(each, joined);
            }
        }
        return joined.toString();
    }

    /**
     * Make one text out of what a flag was given several times. Between blanks each is one word, blanks included, as
     * the shell has split it already; else each is a list of its own.
     */
    static String joinOccurrences(List<String> occurrences, String separators) {
        return separators.equals(BLANK)
                ? join(occurrences, separators)
                : String.join(separators.substring(0, 1), occurrences);
    }

    private List<String> split() {
        int at = 0;
        while (at < text.length()) {
            char c = text.charAt(at);
            if (c == '\'' || c == '"') {
                at = readQuoted(at + 1, c);
            } else if (c == '\\') {
                at = readEscaped(at + 1);
            } else if (separates(c, separators)) {
                endWord();
                at++;
            } else {
                readPlain(c);
                at++;
            }
        }
        endWord();
        return words;
    }

    private int readQuoted(int from, char quote) {
        quoted = true;
        for (int at = from; at < text.length(); at++) {
            char c = text.charAt(at);
            if (c == quote) {
                kept = word.length();
                return at + 1;
            }
            if (c == '\\' && quote == '"' && at + 1 < text.length() && isQuotable(text.charAt(at + 1))) {
                at++;
                c = text.charAt(at);
            }
            word.append(c);
        }
        throw new InvalidValue(text, "has a quote that is not closed");
    }

    private int readEscaped(int at) {
        if (at == text.length()) {
            throw new InvalidValue(text, "ends in a backslash");
        }
        word.append(text.charAt(at));
        kept = word.length();
        return at + 1;
    }

    private void readPlain(char c) {
        if (!Character.isWhitespace(c)) {
            word.append(c);
            kept = word.length();
        } else if (quoted || word.length() > 0) {
            word.append(c);
        }
    }

    private void endWord() {
        if (quoted || kept > 0) {
            word.setLength(kept);
            words.add(word.toString());
        }
        word.setLength(0);
        kept = 0;
        quoted = false;
    }

    private static boolean isQuotable(char c) {
        return c == '"' || c == '\\';
    }

    private static boolean separates(char c, String separators) {
        return separators.equals(BLANK) ? Character.isWhitespace(c) : separators.indexOf(c) >= 0;
    }

    private static boolean plain(String word, String separators) {
        for (int i = 0; i < word.length(); i++) {
            char c = word.charAt(i);
            if (c == '\'' || isQuotable(c) || Character.isWhitespace(c) || separators.indexOf(c) >= 0) {
                return false;
            }
        }
        return !word.isEmpty();
    }

    private static void quote(String word, StringBuilder to) {
        to.append('"');
        for (int i = 0; i < word.length(); i++) {
            char c = word.charAt(i);
            if (isQuotable(c)) {
                to.append('\\');
            }
            to.append(c);
        }
        to.append('"');
    }
}
