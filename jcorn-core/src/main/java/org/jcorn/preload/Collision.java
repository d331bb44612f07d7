package org.jcorn.preload;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Enumeration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/**
 * A package that an application's jar and one of jcorn's both have, with other classes in it: on one class path the
 * application would get jcorn's version, or some classes of each.
 *
 * @param packageName the package
 * @param theirs the jar of the application
 * @param ours that of jcorn
 */
record Collision(String packageName, Path theirs, Path ours) {

    /** A package of jcorn's: which jar it is in, and the CRCs of its classes. */
    private record Known(Path jar, Map<String, Long> classes) {}

    /** {@return the first collision there is} Classes that are the same byte by byte do not collide. */
    static Optional<Collision> find(Collection<Path> theirs, List<Path> ours) throws IOException {
        Map<String, Known> packages = new HashMap<>();
        for (Path jar : ours) {
            visit(jar, (packageName, name, crc) -> {
                packages.computeIfAbsent(packageName, key -> new Known(jar, new HashMap<>()))
                        .classes()
                        .put(name, crc);
                return true;
            });
        }
        for (Path jar : theirs) {
            Collision[] found = new Collision[1];
            visit(jar, (packageName, name, crc) -> {
                Known known = packages.get(packageName);
                if (known != null && !Long.valueOf(crc).equals(known.classes().get(name))) {
                    found[0] = new Collision(packageName, jar, known.jar());
                }
                return found[0] == null;
            });
            if (found[0] != null) {
                return Optional.of(found[0]);
            }
        }
        return Optional.empty();
    }

    /** {@return what the operator is told} */
    String text() {
        return "it has a " + packageName + " of its own (" + theirs + "), and jcorn another (" + ours.getFileName()
                + ")";
    }

    private interface Visitor {
        /** {@return whether to go on} */
        boolean visit(String packageName, String name, long crc);
    }

    private static void visit(Path jar, Visitor visitor) throws IOException {
        try (ZipFile zip = new ZipFile(jar.toFile())) {
            for (Enumeration<? extends ZipEntry> entries = zip.entries(); entries.hasMoreElements(); ) {
                ZipEntry entry = entries.nextElement();
                String name = versioned(entry.getName());
                int slash = name.lastIndexOf('/');
                if (slash > 0 && ClassFiles.isClass(name)) {
                    // A class for a later JDK is known by its whole name: it is not the one for all.
                    String packageName = name.substring(0, slash).replace('/', '.');
                    if (!visitor.visit(packageName, entry.getName(), entry.getCrc())) {
                        return;
                    }
                }
            }
        }
    }

    /** {@return the name without what puts the class aside for a later JDK} */
    private static String versioned(String name) {
        String prefix = "META-INF/versions/";
        int end = name.startsWith(prefix) ? name.indexOf('/', prefix.length()) : -1;
        return end < 0 ? name : name.substring(end + 1);
    }
}
