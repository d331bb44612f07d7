package org.jcorn.conf;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
import org.jcorn.app.ClassPath;
import org.jcorn.config.Config;
import org.jcorn.config.ConfigFileSettings;
import org.jcorn.config.FrameworkFile;
import org.jspecify.annotations.Nullable;

/**
 * The settings that an application brings along: {@code WEB-INF/jcorn.properties} where it is a WAR, packed or not, else the
 * first {@code META-INF/jcorn.properties} on its class path; then, of a WAR, what Spring Boot would go by.
 */
public final class FrameworkSettings {

    private static final String IN_CLASS_PATH = "META-INF/" + FrameworkFile.NAME;
    private static final String IN_WAR = "WEB-INF/" + FrameworkFile.NAME;

    private FrameworkSettings() {}

    /**
     * Set what the application would like where no other source has set it.
     *
     * @param builder has everything that other sources set
     */
    public static void apply(Config.Builder builder) {
        ClassPath classPath = ConfigFiles.classPath(builder);
        Path war = war(
                classPath.directory(), builder.text(ConfigFileSettings.WSGI_APP).orElse(""));
        boolean found = war != null && found(war, IN_WAR, FrameworkFile::apply, builder);
        if (war != null) {
            spring(war, builder);
        }
        for (Path entry : classPath.entries()) {
            found = found || found(entry, IN_CLASS_PATH, FrameworkFile::apply, builder);
        }
    }

    private static void spring(Path war, Config.Builder builder) {
        for (String name : SpringSettings.FILES) {
            if (found(war, name, SpringSettings::apply, builder)) {
                return;
            }
        }
    }

    private static @Nullable Path war(Path directory, String application) {
        try {
            Path path = directory.resolve(application);
            boolean exploded = !application.isEmpty() && Files.isDirectory(path);
            return exploded || (application.endsWith(".war") && Files.isRegularFile(path)) ? path : null;
        } catch (InvalidPathException e) {
            return null;
        }
    }

    /** What is done with the lines of a file. */
    private interface Form {
        void apply(String path, List<String> lines, Config.Builder builder);
    }

    private static boolean found(Path place, String name, Form form, Config.Builder builder) {
        try {
            if (Files.isDirectory(place)) {
                Path file = place.resolve(name);
                if (Files.isRegularFile(file)) {
                    form.apply(file.toString(), Files.readAllLines(file), builder);
                    return true;
                }
            } else if (Files.isRegularFile(place)) {
                return foundInside(place, name, form, builder);
            }
            return false;
        } catch (IOException e) {
            builder.problem("framework settings " + place.resolve(name) + ": " + e.getMessage());
            return true;
        }
    }

    private static boolean foundInside(Path jar, String name, Form form, Config.Builder builder) throws IOException {
        try (ZipFile zip = new ZipFile(jar.toFile())) {
            ZipEntry entry = zip.getEntry(name);
            if (entry == null) {
                return false;
            }
            try (InputStream in = zip.getInputStream(entry)) {
                String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
                form.apply(jar + "!/" + name, text.lines().toList(), builder);
                return true;
            }
        } catch (ZipException e) {
            return false; // whoever needs it will say what is wrong with it: it may be no jar at all
        }
    }
}
