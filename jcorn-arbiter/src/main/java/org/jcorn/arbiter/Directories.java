package org.jcorn.arbiter;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;

/** Deletes directories of what is being made, and finds those that were left behind. */
final class Directories {

    /** What the names of directories begin with in which archives are being made. */
    static final String TRAINING = "training-";

    private Directories() {}

    /** Delete a directory and all that is in it. */
    static void delete(Path directory) throws IOException {
        try (Stream<Path> tree = Files.walk(directory)) {
            for (Path path : tree.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(path);
            }
        }
    }

    /** {@return whether somebody is making archives there, or was and did not come to clean up} */
    static boolean training(Path home) {
        String[] names = home.toFile().list((directory, name) -> name.startsWith(TRAINING));
        return names != null && names.length > 0;
    }

    /** Delete what was left behind. Only for who holds the lock of that place, so that nobody is at it. */
    static void deleteTraining(Path home) throws IOException {
        File[] left = home.toFile().listFiles((directory, name) -> name.startsWith(TRAINING));
        if (left != null) {
            for (File directory : left) {
                delete(directory.toPath());
            }
        }
    }
}
