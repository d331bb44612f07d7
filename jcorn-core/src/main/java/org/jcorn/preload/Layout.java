package org.jcorn.preload;

import java.io.IOException;
import java.io.Reader;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;

/**
 * How an application lies on the class path of its workers.
 *
 * @param jars what stands there behind jcorn's own, in order; empty if the application keeps its own class loader
 * @param isolation why it does, or ""
 * @param inputs what it was made from
 * @param fingerprint their fingerprint at that time
 */
public record Layout(List<Path> jars, String isolation, Inputs inputs, String fingerprint) {

    /** Makes a copy of the list. */
    public Layout {
        jars = List.copyOf(jars);
    }

    /** {@return whether the application keeps its own class loader} */
    public boolean isolated() {
        return !isolation.isEmpty();
    }

    /** {@return whether it is what it would be if it were made now} */
    public boolean fits() {
        try {
            return inputs.fingerprint().equals(fingerprint);
        } catch (IOException e) {
            return isolated() && e.getMessage() != null && isolation.contains(e.getMessage());
        }
    }

    /**
     * Write it.
     *
     * @param file where to
     * @throws IOException if that fails
     */
    public void write(Path file) throws IOException {
        Properties text = new Properties();
        put(text, "jar.", jars);
        put(text, "class_path.", inputs.classPath());
        put(text, "source.", inputs.sources());
        text.setProperty("isolation", isolation);
        text.setProperty("fingerprint", fingerprint);
        try (Writer writer = Files.newBufferedWriter(file)) {
            text.store(writer, null);
        }
    }

    /**
     * {@return what was written}
     *
     * @param file where to
     * @throws IOException if it cannot be read
     */
    public static Layout read(Path file) throws IOException {
        Properties text = new Properties();
        try (Reader reader = Files.newBufferedReader(file)) {
            text.load(reader);
        } catch (IllegalArgumentException e) {
            throw new IOException(file + " is no layout: " + e.getMessage(), e);
        }
        return new Layout(
                get(text, "jar."),
                text.getProperty("isolation", ""),
                new Inputs(get(text, "class_path."), get(text, "source.")),
                text.getProperty("fingerprint", ""));
    }

    private static void put(Properties text, String prefix, List<Path> paths) {
        for (int i = 0; i < paths.size(); i++) {
            text.setProperty(prefix + i, paths.get(i).toString());
        }
    }

    private static List<Path> get(Properties text, String prefix) {
        List<Path> paths = new ArrayList<>();
        for (int i = 0; text.containsKey(prefix + i); i++) {
            paths.add(Path.of(text.getProperty(prefix + i, "")));
        }
        return paths;
    }
}
