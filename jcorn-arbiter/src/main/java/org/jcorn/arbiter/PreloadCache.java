package org.jcorn.arbiter;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermission;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.zip.CRC32;
import org.jcorn.config.Config;
import org.jcorn.config.ConfigFileSettings;
import org.jcorn.config.ServerMechanicsSettings;
import org.jcorn.config.WorkerProcessesSettings;
import org.jcorn.preload.Layout;
import org.jspecify.annotations.Nullable;

/**
 * The archives of applications: a directory for each application, the last few that were used.
 *
 * <pre>
 *   preload/ID/layout                how the application lies on the class path, and what that was made from
 *   preload/ID/application.jsa       the archive (.aot on a newer JDK)
 *   preload/ID/stamp                 length and CRC of the archive, and what else decides whether a JVM accepts it
 *   preload/ID/classes-CONTENTS.jar  classes of its directories and sources
 *   preload/ID/lock                  held by the server that is making all this, in training-SOMETHING/
 * </pre>
 */
final class PreloadCache {

    static final String LOCK = "lock";

    private static final String LAYOUT = "layout";
    private static final String STAMP = "stamp";

    /** How many applications are remembered. */
    private static final int MOST = 8;

    private final @Nullable Path home;
    private final JvmCommand command;
    private final PreloadFormat format;

    /** @param archives where the archives of this installation and JDK are, or null for nowhere */
    PreloadCache(@Nullable Path archives, JvmCommand command) {
        this.home = archives == null ? null : archives.resolve("preload");
        this.command = command;
        this.format = PreloadFormat.of(Runtime.version().feature());
    }

    PreloadFormat format() {
        return format;
    }

    /** {@return the directory of an application on workers of a class, if there is a place for it} */
    @Nullable
    Path entry(Config config) {
        if (home == null) {
            return null;
        }
        CRC32 id = new CRC32();
        String application = application(config)
                + '\n'
                + config.get(ServerMechanicsSettings.CHDIR)
                + '\n'
                + config.get(ServerMechanicsSettings.CLASSPATH)
                + '\n'
                + command.wholeClassPath(config);
        id.update(application.getBytes(StandardCharsets.UTF_8));
        return home.resolve(String.format("%08x%08x", application.hashCode(), id.getValue()));
    }

    static String application(Config config) {
        return config.get(ConfigFileSettings.WSGI_APP).orElse("");
    }

    /** {@return the entry, made if it is missing and safe from other users: workers load classes from it} */
    Path open(Path entry) throws IOException {
        Files.createDirectories(entry);
        Set<PosixFilePermission> permissions = Files.getPosixFilePermissions(entry);
        if (permissions.contains(PosixFilePermission.GROUP_WRITE)
                || permissions.contains(PosixFilePermission.OTHERS_WRITE)) {
            throw new IOException(entry + " is writable by others");
        }
        return entry;
    }

    /** {@return the layout of the application as it is now, if it is known} */
    Optional<Layout> layout(Path entry) {
        try {
            Layout layout = Layout.read(entry.resolve(LAYOUT));
            return layout.fits() ? Optional.of(layout) : Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** {@return what workers with these settings can be started from, if the archive for that layout is good} */
    Optional<Preloaded> find(Path entry, Layout layout, Config config) {
        Path archive = entry.resolve(format.file());
        try {
            List<String> stamp = Files.readAllLines(entry.resolve(STAMP));
            long size = Files.size(archive);
            if (!stamp.equals(stamp(archive, size, layout, config))) {
                return Optional.empty();
            }
            use(entry);
            return Optional.of(new Preloaded(layout.jars(), classPath(layout, config), archive, size, format));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** The entries used last are kept. One that cannot be marked cannot be removed either. */
    private static void use(Path entry) {
        entry.resolve(STAMP).toFile().setLastModified(System.currentTimeMillis());
    }

    /** Remember that the application stays isolated. */
    void install(Path entry, Path made) throws IOException {
        forget(entry);
        Files.move(made.resolve(LAYOUT), entry.resolve(LAYOUT), StandardCopyOption.ATOMIC_MOVE);
        prune(entry);
    }

    /** Put a freshly made archive in place. JVMs that mapped the former one keep it. */
    void install(Path entry, Path made, Layout layout, Config config) throws IOException {
        Path archive = made.resolve(format.file());
        Set<Path> kept = new HashSet<>(layout.jars());
        if (Files.isRegularFile(entry.resolve(LAYOUT))) {
            kept.addAll(Layout.read(entry.resolve(LAYOUT)).jars()); // workers of before may have to be started again
        }
        forget(entry);
        try (FileChannel file = FileChannel.open(archive)) {
            file.force(true);
        }
        List<String> stamp = stamp(archive, Files.size(archive), layout, config);
        Files.move(archive, entry.resolve(format.file()), StandardCopyOption.ATOMIC_MOVE);
        Files.move(made.resolve(LAYOUT), entry.resolve(LAYOUT), StandardCopyOption.ATOMIC_MOVE);
        Files.write(entry.resolve(STAMP), stamp);
        for (File file : files(entry)) {
            if (file.getName().endsWith(".jar") && !kept.contains(file.toPath())) {
                Files.deleteIfExists(file.toPath());
            }
        }
        prune(entry);
    }

    /** Use the archive no more. */
    void forget(Path entry) throws IOException {
        Files.deleteIfExists(entry.resolve(STAMP));
    }

    /** Remove what was not used for the longest time. */
    private void prune(Path present) throws IOException {
        if (home == null) {
            return;
        }
        List<File> entries = new ArrayList<>(List.of(files(home)));
        entries.remove(present.toFile());
        entries.sort(Comparator.comparingLong(PreloadCache::used).reversed());
        for (File old : entries.subList(Math.min(MOST - 1, entries.size()), entries.size())) {
            Directories.delete(old.toPath());
        }
    }

    private static long used(File entry) {
        return Math.max(new File(entry, STAMP).lastModified(), new File(entry, LAYOUT).lastModified());
    }

    private List<String> stamp(Path archive, long size, Layout layout, Config config) throws IOException {
        List<String> stamp = new ArrayList<>();
        stamp.add(Long.toString(size));
        stamp.add(Long.toString(crc(archive)));
        stamp.add(System.getProperty("java.vm.version", ""));
        // What chooses the collector and the layout of objects decides too.
        stamp.add(config.get(WorkerProcessesSettings.WORKER_JVM_OPTIONS)
                .toString()
                .replace('\n', ' '));
        stamp.addAll(classPath(layout, config));
        return stamp;
    }

    private List<String> classPath(Layout layout, Config config) throws IOException {
        return Preloaded.describeAll(new JvmExtras(List.of(), layout.jars()).behind(command.wholeClassPath(config)));
    }

    private static long crc(Path file) throws IOException {
        CRC32 crc = new CRC32();
        byte[] buffer = new byte[1 << 16];
        try (InputStream in = Files.newInputStream(file)) {
            for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
                crc.update(buffer, 0, count);
            }
        }
        return crc.getValue();
    }

    private static File[] files(Path directory) {
        File[] files = directory.toFile().listFiles();
        return files == null ? new File[0] : files;
    }
}
