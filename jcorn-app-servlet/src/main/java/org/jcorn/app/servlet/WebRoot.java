package org.jcorn.app.servlet;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import org.jcorn.spi.AppLoadException;
import org.jcorn.spi.Logger;
import org.jspecify.annotations.Nullable;

/**
 * The directory a web application is served from: its own if it is exploded, else one in the cache.
 *
 * @param directory where it lies
 * @param hold keeps other processes from deleting it, or null if it is not in the cache
 */
record WebRoot(Path directory, @Nullable FileChannel hold) implements AutoCloseable {

    /** Pages that make a web application even of a directory without WEB-INF. */
    static final Set<String> WELCOME = Set.of("index.html", "index.htm", "index.jsp");

    static final String NOT_RECOGNIZED =
            "it is no web application: there is neither WEB-INF nor a page index.html in it";

    static final String EXECUTABLE_JAR =
            "an executable jar of Spring Boot brings its own server along; build a WAR: packaging"
                    + " \"war\", a SpringBootServletInitializer, and the starter of Tomcat with the scope \"provided\"";

    /**
     * {@return where a web application is served from; what has to be unpacked or migrated is}
     *
     * @param name what the operator calls it
     * @param path a WAR file or a directory
     * @param log told of what takes long
     * @throws AppLoadException if it is no web application
     */
    static WebRoot of(String name, Path path, Logger log) throws AppLoadException {
        try {
            return Files.isDirectory(path) ? exploded(name, path, log) : packed(name, path, log);
        } catch (IOException e) {
            throw WebArchive.failed(name, "it cannot be unpacked: " + e.getMessage());
        }
    }

    /** {@return whether a directory looks like a web application} */
    static boolean recognized(Path directory) {
        return Files.isDirectory(directory.resolve("WEB-INF"))
                || WELCOME.stream().anyMatch(page -> Files.isRegularFile(directory.resolve(page)));
    }

    private static WebRoot packed(String name, Path file, Logger log) throws AppLoadException, IOException {
        try (WebArchive archive = WebArchive.open(name, file)) {
            archive.check();
            return new WebCache(file).hold(archive.fingerprint(), scratch -> {
                Path plain = scratch.resolve("plain");
                archive.unpack(plain);
                return LegacyApi.usedBy(plain)
                        ? LegacyApi.migrate(name, plain, scratch.resolve("migrated"), log)
                        : plain;
            });
        }
    }

    private static WebRoot exploded(String name, Path directory, Logger log) throws AppLoadException, IOException {
        if (!recognized(directory)) {
            throw WebArchive.failed(name, NOT_RECOGNIZED);
        }
        if (!LegacyApi.usedBy(directory)) {
            return new WebRoot(directory, null);
        }
        return new WebCache(directory)
                .hold(
                        LegacyApi.fingerprint(directory),
                        scratch -> LegacyApi.migrate(name, directory, scratch.resolve("migrated"), log));
    }

    @Override
    public void close() throws IOException {
        if (hold != null) {
            hold.close();
        }
    }
}
