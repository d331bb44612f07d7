package org.jcorn.preload;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.jar.Manifest;

/** The jars of a class path, with those that the manifests of others name. */
final class JarPath {

    private JarPath() {}

    /** {@return the jars and what they lead to by {@code Class-Path}; what does not exist is left out} */
    static Set<Path> closure(List<Path> jars) {
        Set<Path> all = new LinkedHashSet<>();
        for (Path jar : jars) {
            add(jar, all);
        }
        return all;
    }

    private static void add(Path jar, Set<Path> all) {
        if (!Files.isRegularFile(jar) || !all.add(jar)) {
            return;
        }
        for (String name : named(jar).split(" ", -1)) {
            // A URL of somewhere else is no path that exists.
            if (!name.isEmpty() && name.indexOf('\0') < 0) {
                add(jar.resolveSibling(name).normalize(), all);
            }
        }
    }

    private static String named(Path jar) {
        try (JarFile file = new JarFile(jar.toFile(), false)) {
            Manifest manifest = file.getManifest();
            String named =
                    manifest == null ? null : manifest.getMainAttributes().getValue(Attributes.Name.CLASS_PATH);
            return named == null ? "" : named;
        } catch (IOException e) {
            return ""; // no jar: nothing can be loaded from it
        }
    }
}
