package org.jcorn.arbiter;

import java.io.File;
import java.io.IOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A program that embeds jcorn, as a command line of {@code java}: what runs it again.
 *
 * @param options what the JVM was given, with the class path
 * @param words what is to run, the class or {@code -jar FILE}, and its arguments
 */
public record Program(List<String> options, List<String> words) {

    /** Where the arbiter finds what it was before it became that. */
    private static final String PROPERTY = "jcorn.program";

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

    private static final int MAIN_THREAD = 1;

    /** Copy the lists. */
    public Program {
        options = List.copyOf(options);
        words = List.copyOf(words);
    }

    /** {@return the program that this arbiter was, or null if it was started by the launcher} */
    public static @Nullable Program ofThisArbiter() {
        String text = System.getProperty(PROPERTY, "");
        if (text.isEmpty()) {
            return null;
        }
        String[] lists = text.split(";", -1);
        return new Program(decoded(lists[0]), decoded(lists[1]));
    }

    /** {@return the property that tells an arbiter so} Encoded, since it may hold any character. */
    String property() {
        return "-D" + PROPERTY + "=" + encoded(options) + ";" + encoded(words);
    }

    private static String encoded(List<String> list) {
        byte[] bytes = String.join("\0", list).getBytes(StandardCharsets.UTF_8);
        return Base64.getEncoder().encodeToString(bytes);
    }

    private static List<String> decoded(String text) {
        String joined = new String(Base64.getDecoder().decode(text), StandardCharsets.UTF_8);
        return joined.isEmpty() ? List.of() : List.of(joined.split("\0", -1));
    }

    /**
     * {@return the program whose thread calls this} Where that is a program within another, as when Maven runs it, it is put
     * together from the class path of the thread and the {@code main} that is on its stack.
     *
     * @throws IOException if it cannot be found out
     */
    public static Program ofThisThread() throws IOException {
        Thread thread = Thread.currentThread();
        ClassLoader loader = thread.getContextClassLoader();
        if (thread.getId() != MAIN_THREAD && loader instanceof URLClassLoader urls) {
            String main = mainOnStack(thread.getStackTrace());
            if (main != null) {
                return new Program(List.of("-cp", classPath(urls)), List.of(main));
            }
        }
        return ofCommandLine(words(Files.readString(Path.of("/proc/self/cmdline"))));
    }

    private static @Nullable String mainOnStack(StackTraceElement... stack) {
        String main = null;
        for (StackTraceElement frame : stack) {
            if (frame.getMethodName().equals("main")) {
                main = frame.getClassName(); // the outermost
            }
        }
        return main;
    }

    private static String classPath(URLClassLoader loader) throws IOException {
        List<String> entries = new ArrayList<>();
        for (URL url : loader.getURLs()) {
            try {
                entries.add(Path.of(url.toURI()).toString());
            } catch (URISyntaxException | IllegalArgumentException e) {
                throw new IOException("the class path has " + url + ", which is no file", e);
            }
        }
        return String.join(File.pathSeparator, entries);
    }

    private static List<String> words(String commandLine) {
        List<String> words = new ArrayList<>(List.of(commandLine.split("\0", -1)));
        words.remove(words.size() - 1); // behind the last NUL
        return words;
    }

    static Program ofCommandLine(List<String> line) throws IOException {
        int at = 1;
        while (at < line.size() && line.get(at).startsWith("-") && !isStart(line.get(at))) {
            at += WITH_VALUE.contains(line.get(at)) ? 2 : 1;
        }
        if (at >= line.size()) {
            throw new IOException("the command line of this process does not say what it runs: " + line);
        }
        return new Program(line.subList(1, at), line.subList(at, line.size()));
    }

    private static boolean isStart(String word) {
        return word.equals("-jar") || word.equals("-m") || word.equals("--module");
    }

    /** {@return the options that do not decide about the heap or the tools of a JVM that serves} */
    List<String> frugalOptions() {
        List<String> kept = new ArrayList<>();
        for (String option : options) {
            if (!option.startsWith("-X") && !option.startsWith("-javaagent") && !option.startsWith("-agent")) {
                kept.add(option);
            }
        }
        return kept;
    }

    /** {@return what it is called in the titles of processes} */
    public String name() {
        String first = words.get(0);
        String named = first.startsWith("-") && words.size() > 1 ? words.get(1) : first;
        return named.substring(named.lastIndexOf('/') + 1);
    }
}
