package org.jcorn.conf;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * A configuration file that is compiled.
 *
 * @param classes class files by the names of the classes
 * @param lines the lines at which its members begin
 */
record CompiledConfig(Map<String, byte[]> classes, Map<String, Integer> lines) {

    private static final String CLASSES = "classes";
    private static final String LINES = "lines";
    private static final String CLASS_FILE = ".class";

    /** {@return where class files belong in a directory that {@link #read} reads} */
    static Path classes(Path directory) {
        return directory.resolve(CLASSES);
    }

    /** Write the lines for {@link #read}. */
    static void writeLines(Path directory, Map<String, Integer> lines) throws IOException {
        List<String> text = new ArrayList<>();
        lines.forEach((member, line) -> text.add(member + " " + line));
        Files.write(directory.resolve(LINES), text);
    }

    /** {@return what is in a directory} */
    static CompiledConfig read(Path directory) throws IOException {
        Map<String, Integer> lines = new LinkedHashMap<>();
        for (String line : Files.readAllLines(directory.resolve(LINES))) {
            int space = line.indexOf(' ');
            lines.put(line.substring(0, space), Integer.valueOf(line.substring(space + 1)));
        }
        Map<String, byte[]> classes = new LinkedHashMap<>();
        // They have no package.
        try (Stream<Path> files = Files.list(classes(directory))) {
            for (Path file : files.sorted().toList()) {
                String name = file.getFileName().toString();
                if (name.endsWith(CLASS_FILE)) {
                    classes.put(name.substring(0, name.length() - CLASS_FILE.length()), Files.readAllBytes(file));
                }
            }
        }
        return new CompiledConfig(classes, lines);
    }
}
