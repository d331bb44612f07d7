package org.jcorn.conf;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.jcorn.app.CacheDirectory;
import org.jcorn.app.ClassPath;
import org.jcorn.app.Digest;
import org.jcorn.config.Config;
import org.jcorn.config.Version;
import org.jspecify.annotations.Nullable;

/** Configuration files that have been compiled and evaluated once, by their contents. */
final class CompiledConfigs {

    private static final String TRIAL = "trial-";
    private static final int KEPT = 50;

    private final Path cache;

    CompiledConfigs() throws IOException {
        cache = CacheDirectory.open("config");
    }

    /**
     * {@return the file, compiled now if it never was; null if that is impossible}
     *
     * @param origin what it is called in messages
     * @param builder told of problems
     */
    @Nullable
    CompiledConfig get(String origin, Path file, String text, ClassPath classPath, Config.Builder builder)
            throws IOException {
        Path entry = entry(file, text, classPath);
        if (Files.isDirectory(entry)) {
            try {
                return CompiledConfig.read(entry);
            } catch (IOException | RuntimeException e) {
                Trial.delete(entry); // half of it was deleted, or written
            }
        }
        return tried(entry, origin, file, text, classPath, builder);
    }

    /** Forget a file: what worked when it was tried does not any more. */
    void forget(Path file, String text, ClassPath classPath) {
        Trial.delete(entry(file, text, classPath));
    }

    private Path entry(Path file, String text, ClassPath classPath) {
        String key = String.join(
                "\n", file.toString(), classPath.entries().toString(), Runtime.version() + "", Version.current(), text);
        return cache.resolve(Digest.of(key.getBytes(StandardCharsets.UTF_8)));
    }

    private @Nullable CompiledConfig tried(
            Path entry, String origin, Path file, String text, ClassPath classPath, Config.Builder builder)
            throws IOException {
        Path work = Files.createTempDirectory(cache, TRIAL);
        try {
            Files.writeString(work.resolve(TrialMain.SOURCE), text);
            String className =
                    JavaSource.of(String.valueOf(file.getFileName()), text).className();
            List<String> problems = Trial.run(work, origin, file.toString(), className, classPath);
            problems.forEach(builder::problem);
            if (!problems.isEmpty()) {
                return null;
            }
            CompiledConfig compiled = CompiledConfig.read(work); // once it is installed, another server may purge it
            install(work, entry);
            return compiled;
        } finally {
            Trial.delete(work);
        }
    }

    private void install(Path work, Path entry) throws IOException {
        try {
            Files.move(work, entry, StandardCopyOption.ATOMIC_MOVE);
        } catch (FileSystemException e) {
            return; // another server was faster, or it cannot be kept and is compiled again the next time
        }
        File[] entries = cache.toFile().listFiles((directory, name) -> !name.startsWith(TRIAL));
        if (entries != null && entries.length > KEPT) {
            Arrays.sort(entries, Comparator.comparingLong(File::lastModified));
            for (File old : Arrays.copyOf(entries, entries.length - KEPT)) {
                Trial.delete(old.toPath());
            }
        }
    }
}
