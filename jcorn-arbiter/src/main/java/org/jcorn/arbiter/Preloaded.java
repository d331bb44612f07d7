package org.jcorn.arbiter;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jcorn.preload.Stage;

/**
 * An application that workers load from an archive.
 *
 * @param jars where it lies on the class path
 * @param classPath every jar on the class path, as {@link #describe} has it
 * @param archive the archive
 * @param size its length in bytes
 * @param format its format
 */
record Preloaded(List<Path> jars, List<String> classPath, Path archive, long size, PreloadFormat format) {

    private static final char SEPARATOR = '|';

    Preloaded {
        jars = List.copyOf(jars);
        classPath = List.copyOf(classPath);
    }

    /**
     * {@return whether all is as it was} A JVM maps an archive without asking for its length: one cut short kills it. And
     * JDK 25 takes classes from an AOT cache whose jar was replaced.
     */
    boolean whole() {
        try {
            if (Files.size(archive) != size) {
                return false;
            }
            for (String jar : classPath) {
                if (!describe(jar.substring(0, jar.lastIndexOf(SEPARATOR))).equals(jar)) {
                    return false;
                }
            }
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    /** {@return the jars of a class path with what changes when they do} */
    static List<String> describeAll(String classPath) throws IOException {
        List<String> all = new ArrayList<>();
        for (String jar : classPath.split(File.pathSeparator, -1)) {
            all.add(describe(jar));
        }
        return all;
    }

    private static String describe(String jar) throws IOException {
        Path path = Path.of(jar);
        return jar + SEPARATOR + Files.size(path) + ' ' + Files.getLastModifiedTime(path);
    }

    JvmExtras extras() {
        return new JvmExtras(format.options(Stage.READY, archive), jars);
    }
}
