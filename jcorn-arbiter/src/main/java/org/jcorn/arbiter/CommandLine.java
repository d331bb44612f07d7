package org.jcorn.arbiter;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * A command line of {@code java}, read one argument after another as the launcher does it: {@code @FILE} stands for what the
 * file holds, up to the main class.
 */
final class CommandLine {

    private static final Set<String> WITH_VALUE = Set.of(
            "-cp",
            "-classpath",
            "--class-path",
            "-p",
            "--module-path",
            "--upgrade-module-path",
            "--add-modules",
            "--add-exports",
            "--add-opens",
            "--add-reads",
            "--limit-modules",
            "--patch-module",
            "--enable-native-access",
            "--source");

    private final List<String> options = new ArrayList<>();
    private final List<String> words = new ArrayList<>();
    private boolean valueDue;
    private boolean jar;
    private boolean expands = true;
    private boolean mainKnown;

    /** Read the next argument. */
    void add(String argument) throws IOException {
        if (!expands || mainKnown || !argument.startsWith("@") || argument.length() == 1) {
            take(argument);
        } else if (argument.startsWith("@@")) {
            take(argument.substring(1));
        } else {
            LauncherWords.ofArgumentFile(content(argument.substring(1))).forEach(this::take);
        }
    }

    private static String content(String file) throws IOException {
        try {
            return Files.readString(Path.of(file));
        } catch (IOException e) {
            throw new IOException("its argument file " + file + " cannot be read: " + ControlAddress.reason(e), e);
        }
    }

    private void take(String word) {
        if (mainKnown) {
            words.add(word);
        } else if (valueDue) {
            options.add(word);
            valueDue = false;
        } else if (word.equals("--disable-@files")) {
            expands = false;
        } else if (word.equals("-jar")) {
            jar = true;
        } else if (word.startsWith("--module=")) {
            begin(List.of("--module", word.substring("--module=".length())));
        } else {
            takeOptionOrMain(word);
        }
    }

    private void takeOptionOrMain(String word) {
        if (word.equals("-m") || word.equals("--module")) {
            words.add(word);
        } else if (!word.startsWith("-") || !words.isEmpty()) {
            begin(jar ? List.of("-jar", word) : List.of(word));
        } else {
            options.add(word);
            valueDue = WITH_VALUE.contains(word);
        }
    }

    private void begin(List<String> main) {
        words.addAll(main);
        mainKnown = true;
    }

    /** {@return the program} @throws IOException if none is named */
    Program program() throws IOException {
        if (!mainKnown) {
            throw new IOException(
                    "the command line of this process does not say what it runs: " + String.join(" ", options));
        }
        return new Program(options, words);
    }
}
