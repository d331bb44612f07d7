package org.jcorn.it.kit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A growing file of text, from some point on. */
public final class LogTail {

    private final Path file;
    private final int from;

    /** Read a file from its beginning; it need not be there yet. */
    public LogTail(Path file) {
        this(file, 0);
    }

    private LogTail(Path file, int from) {
        this.file = file;
        this.from = from;
    }

    /** {@return what will be written from now on} */
    public LogTail fromHere() {
        return new LogTail(file, bytes().length);
    }

    /** {@return what there is now} */
    public String text() {
        byte[] bytes = bytes();
        return new String(
                bytes, Math.min(from, bytes.length), Math.max(0, bytes.length - from), StandardCharsets.UTF_8);
    }

    /** {@return the lines there are now} */
    public List<String> lines() {
        return text().lines().toList();
    }

    /** {@return how many lines contain that} */
    public int count(String part) {
        return (int) text().lines().filter(line -> line.contains(part)).count();
    }

    /** {@return whether it contains that} */
    public boolean contains(String part) {
        return text().contains(part);
    }

    /** Wait until it contains that. */
    public LogTail await(String part) {
        try {
            Waiting.until("\"" + part + "\" in the log", () -> contains(part));
        } catch (RuntimeException e) {
            throw new AssertionError(e.getMessage() + "; the log:\n" + text(), e);
        }
        return this;
    }

    /** {@return the first match of that pattern, waiting for it} */
    public MatchResult awaitMatch(String regex) {
        Pattern pattern = Pattern.compile(regex);
        try {
            Waiting.until(regex + " in the log", () -> pattern.matcher(text()).find());
        } catch (RuntimeException e) {
            throw new AssertionError(e.getMessage() + "; the log:\n" + text(), e);
        }
        Matcher matcher = pattern.matcher(text());
        if (!matcher.find()) {
            throw new AssertionError(regex + " vanished from " + file);
        }
        return matcher.toMatchResult();
    }

    private byte[] bytes() {
        try {
            return Files.exists(file) ? Files.readAllBytes(file) : new byte[0];
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
