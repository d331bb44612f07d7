package org.jcorn.arbiter;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jcorn.preload.Stage;

/**
 * An application that workers load from an archive.
 *
 * @param jars where it lies on the class path
 * @param archive the archive
 * @param size its length in bytes
 * @param format its format
 */
record Preloaded(List<Path> jars, Path archive, long size, PreloadFormat format) {

    Preloaded {
        jars = List.copyOf(jars);
    }

    /** {@return whether all is still there} A JVM maps an archive without asking for its length: one cut short kills it. */
    boolean whole() {
        try {
            return Files.size(archive) == size && jars.stream().allMatch(Files::isReadable);
        } catch (IOException e) {
            return false;
        }
    }

    JvmExtras extras() {
        return new JvmExtras(format.options(Stage.READY, archive), jars);
    }
}
