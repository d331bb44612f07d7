package org.jcorn.arbiter;

import java.io.File;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The class data archives that make the JVMs of this installation start quickly: one for the arbiter, which the launcher
 * names, and one for each class path of workers.
 *
 * <p>They lie in a directory of their own for each pair of installation and JDK, each pair with a stamp that tells
 * what it was made from. A JVM checks for itself whether an archive fits; one that does not fit costs time and nothing else.
 */
final class Archives {

    /** The arbiter's archive; the launcher knows this name. */
    static final String ARBITER = "arbiter.jsa";

    private final @Nullable Path directory;

    /** @param directory where they lie, or null for none */
    Archives(@Nullable Path directory) {
        this.directory = directory;
    }

    /** {@return where they lie, or null for none} */
    @Nullable
    Path directory() {
        return directory;
    }

    /** {@return the name of the archive for workers with that class path} */
    static String workerArchive(String classPath) {
        return "worker-" + Integer.toHexString(classPath.hashCode()) + ".jsa";
    }

    /** {@return the JVM options with which a worker makes or uses the archive for its class path} */
    List<String> workerOptions(String classPath) {
        Path training = Trainee.directory();
        if (training != null) {
            return List.of("-XX:ArchiveClassesAtExit=" + training.resolve(workerArchive(classPath)));
        }
        if (directory == null || !whole(directory, classPath)) {
            return List.of();
        }
        // Without a word where the archive does not fit: nothing is wrong then but the time.
        return List.of(
                "-XX:SharedArchiveFile=" + directory.resolve(workerArchive(classPath)),
                "-Xshare:auto",
                "-Xlog:cds*=off");
    }

    /** A JVM maps an archive without asking for its length, and one that was cut would take it down. */
    private static boolean whole(Path directory, String classPath) {
        Path archive = directory.resolve(workerArchive(classPath));
        try {
            return Files.readString(stamp(directory, classPath)).startsWith(Files.size(archive) + "\n");
        } catch (IOException e) {
            return false;
        }
    }

    /** {@return whether there are archives, that for this worker class path included, of the jars and JDK of now} */
    boolean complete(String classPath) throws IOException {
        return directory != null
                && Files.isRegularFile(directory.resolve(ARBITER))
                && whole(directory, classPath)
                && Files.readString(stamp(directory, classPath)).endsWith(fingerprint(classPath));
    }

    /** Put freshly made archives in place. JVMs that mapped the former ones keep them. */
    void install(Path made, String classPath) throws IOException {
        if (directory != null) {
            Files.deleteIfExists(stamp(directory, classPath));
            long size = Files.size(made.resolve(workerArchive(classPath)));
            for (String name : List.of(ARBITER, workerArchive(classPath))) {
                try (FileChannel file = FileChannel.open(made.resolve(name))) {
                    file.force(true);
                }
                Files.move(made.resolve(name), directory.resolve(name), StandardCopyOption.ATOMIC_MOVE);
            }
            Files.writeString(stamp(directory, classPath), size + "\n" + fingerprint(classPath));
        }
    }

    private static Path stamp(Path directory, String classPath) {
        return directory.resolve(workerArchive(classPath) + ".stamp");
    }

    /** {@return what decides whether a JVM accepts the archives: itself, and each jar's name, size and time} */
    private static String fingerprint(String classPath) {
        StringBuilder text = new StringBuilder(System.getProperty("java.vm.version", ""));
        describe(classPath, text);
        describe(System.getProperty("java.class.path", ""), text);
        return text.append('\n').toString();
    }

    private static void describe(String classPath, StringBuilder text) {
        for (String jar : classPath.split(File.pathSeparator, -1)) {
            File file = new File(jar);
            text.append('\n')
                    .append(file)
                    .append(' ')
                    .append(file.length())
                    .append(' ')
                    .append(file.lastModified());
        }
    }
}
