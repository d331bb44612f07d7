package org.jcorn.app.servlet;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.logging.Level;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
import org.jcorn.app.ClassPath;
import org.jcorn.app.Digest;
import org.jcorn.spi.AppLoadException;
import org.jcorn.spi.Logger;
import org.jspecify.annotations.Nullable;

/** Web applications of the time when the API's packages were named {@code javax}. */
final class LegacyApi {

    private static final String TOOL = "org.apache.tomcat.jakartaee.Migration";

    /** What the tool says of each step is of use to its own users. */
    private static final java.util.logging.Logger TOOL_LOG =
            java.util.logging.Logger.getLogger("org.apache.tomcat.jakartaee");

    /** Which of the two names of the API something was found to use. */
    private enum Use {
        NONE,
        JAVAX,
        JAKARTA
    }

    private LegacyApi() {}

    /**
     * {@return whether a web application uses the API by its old names and nowhere by the new ones} Libraries that can do with
     * either are common, so one new name decides.
     *
     * @param root the directory it lies in
     */
    static boolean usedBy(Path root) throws IOException {
        Use use = Use.NONE;
        for (Path file : candidates(root)) {
            Use of = file.toString().endsWith(".jar") ? ofJar(file) : of(Files.readAllBytes(file));
            if (of == Use.JAKARTA) {
                return false;
            }
            use = of == Use.JAVAX ? of : use;
        }
        return use == Use.JAVAX;
    }

    /** Own classes and pages first: they nearly always decide. */
    private static List<Path> candidates(Path root) throws IOException {
        List<Path> files = new ArrayList<>();
        try (Stream<Path> tree = Files.walk(root)) {
            tree.filter(file -> file.toString().matches(".*\\.(class|jar|jspx?|tagx?)"))
                    .forEach(files::add);
        }
        files.sort(Comparator.comparing((Path file) -> file.toString().endsWith(".jar"))
                .thenComparing(file -> !file.toString().matches(".*(web|servlet|boot|mvc|faces|jersey|struts).*"))
                .thenComparing(Comparator.naturalOrder()));
        return files;
    }

    private static Use ofJar(Path jar) throws IOException {
        Use use = Use.NONE;
        try (ZipFile zip = new ZipFile(jar.toFile())) {
            for (ZipEntry entry : Collections.list(zip.entries())) {
                if (entry.getName().endsWith(".class")) {
                    try (InputStream in = zip.getInputStream(entry)) {
                        Use of = of(in.readAllBytes());
                        if (of == Use.JAKARTA) {
                            return of;
                        }
                        use = of == Use.JAVAX ? of : use;
                    }
                }
            }
        } catch (ZipException e) {
            return Use.NONE; // the container tells of it
        }
        return use;
    }

    /** Names of classes stand in class files as they are, and with dots in pages. */
    private static Use of(byte[] file) {
        String text = new String(file, StandardCharsets.ISO_8859_1);
        if (text.contains("jakarta/servlet/")
                || text.contains("jakarta.servlet.")
                || text.contains("jakarta/websocket/")) {
            return Use.JAKARTA;
        }
        return text.contains("javax/servlet/") || text.contains("javax.servlet.") || text.contains("javax/websocket/")
                ? Use.JAVAX
                : Use.NONE;
    }

    /** {@return what tells the content of a directory from another} */
    static String fingerprint(Path root) throws IOException {
        StringBuilder content = new StringBuilder();
        try (Stream<Path> tree = Files.walk(root)) {
            for (Path path : tree.sorted().toList()) {
                File file = path.toFile();
                content.append(root.relativize(path))
                        .append('\n')
                        .append(file.isFile() ? file.length() + " " + file.lastModified() : "")
                        .append('\n');
            }
        }
        return Digest.of(content.toString().getBytes(StandardCharsets.UTF_8));
    }

    /**
     * {@return a directory with the same web application, using the new names}
     *
     * @param source what the operator calls it
     * @param from where it lies
     * @param to where it is to be
     */
    static Path migrate(String source, Path from, Path to, Logger log) throws AppLoadException {
        TOOL_LOG.setLevel(Level.WARNING);
        log.info("Migrating " + source + " from javax.servlet to jakarta.servlet, which is done once");
        try (URLClassLoader tool = new URLClassLoader("migration", tool(), LegacyApi.class.getClassLoader())) {
            Class<?> type = Class.forName(TOOL, true, tool);
            Object migration = type.getConstructor().newInstance();
            type.getMethod("setSource", File.class).invoke(migration, from.toFile());
            type.getMethod("setDestination", File.class).invoke(migration, to.toFile());
            type.getMethod("execute").invoke(migration);
            return to;
        } catch (ReflectiveOperationException | IOException e) {
            Throwable cause = e.getCause() == null ? e : e.getCause();
            throw WebArchive.failed(source, "it cannot be migrated from javax.servlet to jakarta.servlet: " + cause);
        }
    }

    /** {@return the tool's jar} Nothing else loads it. */
    private static URL[] tool() throws IOException {
        Path here = here();
        Path directory = here == null ? null : here.resolveSibling("migration");
        List<Path> jars = new ArrayList<>();
        if (directory != null && Files.isDirectory(directory)) {
            try (DirectoryStream<Path> files = Files.newDirectoryStream(directory, "*.jar")) {
                files.forEach(jars::add);
            }
        }
        return ClassPath.urls(jars);
    }

    private static @Nullable Path here() {
        URL location = LegacyApi.class.getProtectionDomain().getCodeSource().getLocation();
        return location == null ? null : new File(location.getPath()).toPath();
    }
}
