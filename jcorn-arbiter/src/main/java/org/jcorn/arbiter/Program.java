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

    /** What the launcher takes options from, in front of those of the command line. */
    static final String OPTIONS_VARIABLE = "JDK_JAVA_OPTIONS";

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
        List<String> variable = LauncherWords.ofVariable(System.getenv().getOrDefault(OPTIONS_VARIABLE, ""));
        Thread thread = Thread.currentThread();
        ClassLoader loader = thread.getContextClassLoader();
        if (thread.getId() != MAIN_THREAD && loader instanceof URLClassLoader urls) {
            String main = mainOnStack(thread.getStackTrace());
            if (main != null) {
                return ofCommandLine(variable, List.of("-cp", classPath(urls), main));
            }
        }
        List<String> line = words(Files.readString(Path.of("/proc/self/cmdline")));
        return ofCommandLine(variable, line.subList(1, line.size()));
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

    /**
     * {@return what a command line runs}
     *
     * @param variable options in front of it, from {@link #OPTIONS_VARIABLE}
     * @param line the words behind that of {@code java}
     */
    static Program ofCommandLine(List<String> variable, List<String> line) throws IOException {
        CommandLine read = new CommandLine();
        for (String option : variable) {
            read.add(option);
        }
        for (String word : line) {
            read.add(word);
        }
        return read.program();
    }

    /** {@return the options that several processes cannot have, since they name a port} */
    public List<String> unsharedOptions() {
        return ToolPorts.unshared(options);
    }

    /** {@return this program without some of its options} */
    public Program without(List<String> dropped) {
        List<String> kept = new ArrayList<>(options);
        kept.removeAll(dropped);
        return new Program(kept, words);
    }

    /** {@return the options that do not decide about the heap or the tools of a JVM that serves} */
    List<String> frugalOptions() {
        List<String> kept = new ArrayList<>();
        for (String option : options) {
            if (!option.startsWith("-X")
                    && !option.startsWith("-javaagent")
                    && !option.startsWith("-agent")
                    && !ToolPorts.isManagement(option)) {
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
