package org.jcorn.app;

import java.io.File;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jcorn.spi.AppLoadException;
import org.jcorn.spi.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Compiles an application's source and keeps its classes in the cache directory, away from the source.
 *
 * <p>An entry is found by what decides the outcome: where the source lies, the JDK, the class path. It holds the classes
 * and a list of the sources they came from with their digests, and serves as long as these match. Workers that boot at
 * the same time wait for the one that compiles.
 */
final class CompiledSources {

    private static final String SOURCES = "sources.list";

    private final @Nullable Logger log;

    /** @param log told of each compilation, if there is one yet */
    CompiledSources(@Nullable Logger log) {
        this.log = log;
    }

    /**
     * {@return the directory of the classes}
     *
     * @param source what to compile; other sources below its root are compiled with it as they are needed
     * @param classPath where the classes it uses come from
     * @throws AppLoadException if the source has errors; the message is the compiler's
     */
    Path compile(SourceFile source, List<Path> classPath) throws AppLoadException {
        try {
            Path cache = CacheDirectory.open("classes");
            Path entry = cache.resolve(key(source, classPath));
            try (FileChannel lockFile = FileChannel.open(
                            cache.resolve(entry.getFileName() + ".lock"),
                            StandardOpenOption.CREATE,
                            StandardOpenOption.WRITE);
                    FileLock lock = lockFile.lock()) {
                Path fresh = current(entry);
                return fresh != null && lock.isValid() ? fresh : build(source, classPath, entry);
            }
        } catch (IOException e) {
            throw new AppLoadException("source file " + source.path() + " cannot be compiled: " + e.getMessage());
        }
    }

    /** {@return the sources that compiled classes came from} */
    static List<Path> sources(Path classes) throws IOException {
        List<Path> sources = new ArrayList<>();
        List<String> lines = Files.readAllLines(classes.resolveSibling(SOURCES));
        for (String line : lines.subList(1, lines.size())) {
            sources.add(Path.of(line.substring(line.indexOf(' ') + 1)));
        }
        return sources;
    }

    private static String key(SourceFile source, List<Path> classPath) {
        return Digest.of(
                (source.path() + "\n" + classPath + "\n" + Runtime.version()).getBytes(StandardCharsets.UTF_8));
    }

    /** {@return the classes of the entry if all sources are still the same, else null} */
    private static @Nullable Path current(Path entry) throws IOException {
        Path list = entry.resolve(SOURCES);
        if (!Files.isRegularFile(list)) {
            return null;
        }
        List<String> lines = Files.readAllLines(list);
        for (String line : lines.subList(1, lines.size())) {
            int space = line.indexOf(' ');
            Path file = Path.of(line.substring(space + 1));
            if (!Files.isRegularFile(file)
                    || !Digest.of(Files.readAllBytes(file)).equals(line.substring(0, space))) {
                return null;
            }
        }
        Path classes = entry.resolve(lines.get(0));
        return Files.isDirectory(classes) ? classes : null;
    }

    /** Compile into a directory of its own: workers of the old generation may still load from the former one. */
    private Path build(SourceFile source, List<Path> classPath, Path entry) throws IOException, AppLoadException {
        if (log != null) {
            log.debug("Compiling " + source.path());
        }
        Files.createDirectories(entry);
        Path classes = Files.createTempDirectory(entry, "classes-");
        String digest = Digest.of(Files.readAllBytes(source.path()));
        Javac.compile(source, classPath, classes);
        List<String> lines = new ArrayList<>();
        lines.add(classes.getFileName().toString());
        lines.add(digest + " " + source.path());
        for (Path other : implicitSources(source, classes)) {
            lines.add(Digest.of(Files.readAllBytes(other)) + " " + other);
        }
        Path list = Files.createTempFile(entry, "sources-", ".tmp");
        Files.write(list, lines);
        Files.move(list, entry.resolve(SOURCES), java.nio.file.StandardCopyOption.ATOMIC_MOVE);
        prune(entry, classes);
        return classes;
    }

    /** The sources that javac pulled in: it finds them by the names of their classes, and so can we. */
    private static List<Path> implicitSources(SourceFile source, Path classes) throws IOException {
        List<Path> sources = new ArrayList<>();
        try (Stream<Path> files = Files.walk(classes)) {
            for (Path file : (Iterable<Path>) files::iterator) {
                String name = classes.relativize(file).toString();
                if (name.endsWith(".class") && name.indexOf('$') < 0) {
                    String javaName = name.substring(0, name.length() - ".class".length()) + ".java";
                    Path other = source.root().resolve(javaName);
                    if (Files.isRegularFile(other) && !other.equals(source.path())) {
                        sources.add(other);
                    }
                }
            }
        }
        return sources;
    }

    /** Keep the newest two builds: the present and the one an old generation may be running. */
    private static void prune(Path entry, Path newest) throws IOException {
        List<File> builds = new ArrayList<>();
        File[] files = entry.toFile().listFiles();
        if (files != null) {
            for (File file : files) {
                if (file.isDirectory() && !file.toPath().equals(newest)) {
                    builds.add(file);
                }
            }
        }
        builds.sort((a, b) -> Long.compare(b.lastModified(), a.lastModified()));
        for (File old : builds.subList(Math.min(1, builds.size()), builds.size())) {
            try (Stream<Path> tree = Files.walk(old.toPath())) {
                for (Path path :
                        tree.sorted(java.util.Comparator.reverseOrder()).toList()) {
                    Files.delete(path);
                }
            }
        }
    }
}
