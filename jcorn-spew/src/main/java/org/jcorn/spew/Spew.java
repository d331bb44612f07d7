package org.jcorn.spew;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** What changed classes call. */
public final class Spew {

    /** Where sources usually lie below the working directory. */
    private static final List<String> ROOTS = List.of("", "src/main/java", "src");

    private static final Map<String, List<String>> SOURCES = new ConcurrentHashMap<>();

    private Spew() {}

    /**
     * Show a line, on standard error: {@code CLASS:NUMBER: TEXT} as in Gunicorn.
     *
     * @param className the class that is to execute it
     * @param source the path of its source below that of the unnamed package, or ""
     * @param number the line's number
     */
    public static void line(String className, String source, int number) {
        List<String> lines = SOURCES.computeIfAbsent(source, Spew::read);
        String text = number <= lines.size() ? lines.get(number - 1).strip() : "";
        // All at once, so that lines of other threads and workers do not come between.
        System.err.print(className + ":" + number + ": " + text + "\n");
    }

    private static List<String> read(String source) {
        for (String root : ROOTS) {
            Path file = Path.of(root, source);
            try {
                if (Files.isRegularFile(file)) {
                    return Files.readAllLines(file);
                }
            } catch (IOException e) {
                return List.of();
            }
        }
        return List.of();
    }
}
