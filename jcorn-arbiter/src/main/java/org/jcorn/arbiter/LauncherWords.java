package org.jcorn.arbiter;

import java.util.ArrayList;
import java.util.List;

/** Splits what holds words for the launcher {@code java}, by its rules. */
final class LauncherWords {

    private final String text;
    private final List<String> words = new ArrayList<>();
    private int at;

    private LauncherWords(String text) {
        this.text = text;
    }

    /**
     * {@return the words of an argument file} As the launcher has it, a quote is closed by the end of its line, and a
     * comment takes with it the word that it touches.
     */
    static List<String> ofArgumentFile(String text) {
        LauncherWords found = new LauncherWords(text);
        while (found.skipSpace()) {
            found.readOfFile();
        }
        return found.words;
    }

    /** {@return the words of the variable {@code JDK_JAVA_OPTIONS}} It knows quotes, but neither escapes nor comments. */
    static List<String> ofVariable(String text) {
        LauncherWords found = new LauncherWords(text);
        while (found.skipSpace()) {
            found.readOfVariable();
        }
        return found.words;
    }

    private boolean skipSpace() {
        while (at < text.length() && isSpace(text.charAt(at))) {
            at++;
        }
        return at < text.length();
    }

    private void readOfFile() {
        StringBuilder word = new StringBuilder();
        char quote = 0;
        for (; at < text.length(); at++) {
            char c = text.charAt(at);
            if (isEndOfLine(c) || (quote == 0 && isSpace(c))) {
                break;
            } else if (quote == 0 && c == '#') {
                skipLine();
                return;
            } else if (c == quote) {
                quote = 0;
            } else if (quote == 0 && isQuote(c)) {
                quote = c;
            } else if (quote != 0 && c == '\\' && at + 1 < text.length()) {
                at++;
                readEscaped(word);
            } else {
                word.append(c);
            }
        }
        words.add(word.toString());
    }

    private void readEscaped(StringBuilder word) {
        char c = text.charAt(at);
        switch (c) {
            case 'n' -> word.append('\n');
            case 'r' -> word.append('\r');
            case 't' -> word.append('\t');
            case 'f' -> word.append('\f');
            case '\n', '\r' -> {
                skipSpace(); // the word goes on in the next line
                at--;
            }
            default -> word.append(c);
        }
    }

    private void skipLine() {
        while (at < text.length() && !isEndOfLine(text.charAt(at))) {
            at++;
        }
    }

    private void readOfVariable() {
        StringBuilder word = new StringBuilder();
        char quote = 0;
        for (; at < text.length(); at++) {
            char c = text.charAt(at);
            if (quote == 0 && isSpace(c)) {
                break;
            } else if (c == quote) {
                quote = 0;
            } else if (quote == 0 && isQuote(c)) {
                quote = c;
            } else {
                word.append(c);
            }
        }
        words.add(word.toString());
    }

    private static boolean isQuote(char c) {
        return c == '"' || c == '\'';
    }

    private static boolean isEndOfLine(char c) {
        return c == '\n' || c == '\r';
    }

    private static boolean isSpace(char c) {
        return c == ' ' || c == '\t' || c == '\f' || isEndOfLine(c);
    }
}
