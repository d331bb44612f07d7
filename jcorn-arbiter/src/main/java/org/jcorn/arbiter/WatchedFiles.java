package org.jcorn.arbiter;

import java.io.IOException;
import java.nio.file.FileVisitOption;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jcorn.config.Config;
import org.jcorn.config.ConfigFileSettings;
import org.jcorn.config.LoggingSettings;
import org.jcorn.config.ServerMechanicsSettings;

/**
 * The files an application is made of, as far as a change of one should be seen at once: in the working directory those
 * that are known by their names to be code or resources, since a server's logs and data may lie there too; on the rest of
 * the class path all; and those of the setting {@code reload_extra_files}.
 *
 * @param directory the working directory
 * @param classPath directories and jars
 * @param extra what was named besides
 * @param excluded files and directories that are not watched, because the server itself writes there
 */
record WatchedFiles(Path directory, List<Path> classPath, List<ExtraFile> extra, Set<Path> excluded) {

    /** So that {@code --reload} in the root directory does not fill the memory of the arbiter. */
    static final int MOST_DIRECTORIES = 5000;

    private static final Set<String> KINDS = Set.of(
            "java",
            "class",
            "jar",
            "war",
            "properties",
            "xml",
            "yaml",
            "yml",
            "toml",
            "conf",
            "html",
            "htm",
            "xhtml",
            "css",
            "js",
            "sql",
            "ftl",
            "ftlh",
            "mustache",
            "hbs",
            "vm",
            "jsp",
            "jspx",
            "tag",
            "tld");

    private static final Set<String> NOISE = Set.of("log", "pid", "sock", "swp", "swx", "tmp", "part", "hprof");

    /**
     * {@return what is to be watched}
     *
     * @throws IOException if what the setting {@code reload_extra_files} names does not exist
     */
    static WatchedFiles of(Config config) throws IOException {
        Path directory = config.get(ServerMechanicsSettings.CHDIR);
        List<Path> classPath = new ArrayList<>();
        for (Path entry : config.get(ServerMechanicsSettings.CLASSPATH)) {
            Path resolved = directory.resolve(entry).normalize();
            if (!resolved.equals(directory)) {
                classPath.add(resolved);
            }
        }
        // The application may be named by its file.
        Path named = directory
                .resolve(config.get(ConfigFileSettings.WSGI_APP).orElse(""))
                .normalize();
        if (!named.equals(directory) && Files.exists(named)) {
            classPath.add(named);
        }
        Set<Path> excluded = new HashSet<>();
        for (String log : List.of(
                config.get(LoggingSettings.ERRORLOG),
                config.get(LoggingSettings.ACCESSLOG).orElse("-"))) {
            excluded.add(directory.resolve(log).normalize());
        }
        Optional<Path> pidfile = config.get(ServerMechanicsSettings.PIDFILE);
        pidfile.ifPresent(file -> excluded.add(directory.resolve(file).normalize()));
        String cache = System.getenv("JCORN_CACHE_DIR");
        if (cache != null && !cache.isEmpty()) {
            excluded.add(Path.of(cache).toAbsolutePath().normalize());
        }
        return new WatchedFiles(
                directory, List.copyOf(classPath), List.copyOf(ExtraFile.all(config)), Set.copyOf(excluded));
    }

    /** {@return how they look now} */
    Snapshot scan() {
        Snapshot snapshot = new Snapshot();
        scan(directory, Integer.MAX_VALUE, snapshot);
        for (Path entry : classPath) {
            scan(entry, Integer.MAX_VALUE, snapshot);
        }
        for (ExtraFile file : extra) {
            scan(file.base(), file.depth(), snapshot);
        }
        return snapshot;
    }

    private void scan(Path start, int depth, Snapshot snapshot) {
        try {
            if (!Files.isDirectory(start)) {
                // A build may remove it with what it lies in, and make it anew.
                Path parent = start.getParent();
                while (parent != null && !Files.isDirectory(parent)) {
                    parent = parent.getParent();
                }
                if (parent != null) {
                    snapshot.addDirectory(parent);
                }
            }
            Files.walkFileTree(start, EnumSet.of(FileVisitOption.FOLLOW_LINKS), depth, new Visitor(start, snapshot));
        } catch (IOException e) {
            // It is not there now: that is a difference if it was before.
        }
    }

    /** {@return whether a change of this file or directory matters} */
    boolean concerns(Path file) {
        return watches(file) || Files.isDirectory(file);
    }

    private boolean watches(Path file) {
        if (excluded.contains(file)) {
            return false;
        }
        for (ExtraFile each : extra) {
            if (each.matches(file)) {
                return true;
            }
        }
        Path fileName = file.getFileName();
        String name = fileName == null ? "" : fileName.toString();
        if (name.startsWith(".") || name.startsWith("#") || name.endsWith("~")) {
            return false;
        }
        String kind = name.substring(name.lastIndexOf('.') + 1);
        for (Path entry : classPath) {
            if (file.startsWith(entry)) {
                return !NOISE.contains(kind);
            }
        }
        return file.startsWith(directory) && KINDS.contains(kind);
    }

    /** Walks one directory. */
    private final class Visitor extends SimpleFileVisitor<Path> {

        private final Path start;
        private final Snapshot snapshot;

        Visitor(Path start, Snapshot snapshot) {
            this.start = start;
            this.snapshot = snapshot;
        }

        @Override
        public FileVisitResult preVisitDirectory(Path visited, BasicFileAttributes attributes) {
            String name = String.valueOf(visited.getFileName());
            if (!visited.equals(start)
                    && (name.startsWith(".") || name.equals("node_modules") || excluded.contains(visited))) {
                return FileVisitResult.SKIP_SUBTREE;
            }
            if (snapshot.directories().size() >= MOST_DIRECTORIES) {
                return FileVisitResult.TERMINATE;
            }
            snapshot.addDirectory(visited);
            return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            if (attributes.isRegularFile() && watches(file)) {
                snapshot.add(file, attributes);
            }
            return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult visitFileFailed(Path file, IOException failure) {
            return FileVisitResult.CONTINUE; // it is gone meanwhile, or not for us to read, or a loop of links
        }
    }
}
