package org.jcorn.app;

import java.io.File;
import java.io.FilenameFilter;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A programming model that jcorn comes with a bridge to. The jars lie in {@code lib/NAME/}, where workers whose application
 * is of another kind never look: a class loader is made for them when the first class of the model's API is asked for.
 *
 * <p>Where the bridge is on the class path of the JVM, as when an application embeds jcorn, it is used from there.
 */
final class Framework {

    /** Jakarta Servlet and what comes with it, by Tomcat. */
    static final Framework SERVLET = new Framework(
            "servlet",
            "org.jcorn.app.servlet.ServletAppLoader",
            List.of("jakarta.servlet.", "jakarta.el.", "jakarta.websocket."));

    /** Handlers of Undertow. */
    static final Framework UNDERTOW =
            new Framework("undertow", "org.jcorn.app.undertow.UndertowAppLoader", List.of("io.undertow.", "org.xnio."));

    static final List<Framework> ALL = List.of(SERVLET, UNDERTOW);

    private static final FilenameFilter JARS = (directory, name) -> name.endsWith(".jar");

    private final String directory;
    private final String bridge;
    private final List<String> api;
    private @Nullable ClassLoader loader;

    private Framework(String directory, String bridge, List<String> api) {
        this.directory = directory;
        this.bridge = bridge;
        this.api = api;
    }

    /** {@return the framework whose API a class belongs to by its name, or null} */
    static @Nullable Framework of(String className) {
        for (Framework framework : ALL) {
            for (String prefix : framework.api) {
                if (className.startsWith(prefix)) {
                    return framework;
                }
            }
        }
        return null;
    }

    /** {@return the class name of its {@link org.jcorn.spi.AppLoader}} */
    String bridge() {
        return bridge;
    }

    /** {@return whether a source uses its API, as far as its text tells} */
    boolean usedIn(String source) {
        return api.stream().anyMatch(source::contains);
    }

    /** {@return its jars in this installation, none where it has none} */
    List<Path> jars() {
        Path home = Path.of(System.getProperty("jcorn.lib", "lib"), directory).toAbsolutePath();
        String[] names = home.toFile().list(JARS);
        List<Path> jars = new ArrayList<>();
        if (names != null) {
            Arrays.sort(names);
            for (String name : names) {
                jars.add(home.resolve(name));
            }
        }
        return jars;
    }

    /** {@return whether {@link #loader} was called: else no application can have to do with it} */
    synchronized boolean opened() {
        return loader != null;
    }

    /** {@return the loader of its classes} */
    synchronized ClassLoader loader() {
        ClassLoader known = loader;
        if (known == null) {
            ClassLoader own = Framework.class.getClassLoader();
            boolean here = own.getResource(bridge.replace('.', '/') + ".class") != null;
            known = here ? own : new URLClassLoader("jcorn-" + directory, ClassPath.urls(jars()), new ServerLoader());
            loader = known;
        }
        return known;
    }

    /** {@return class path entries that the compiler needs for a source} */
    static String compileTime(String source) {
        StringBuilder path = new StringBuilder();
        for (Framework framework : ALL) {
            if (framework.usedIn(source)) {
                framework
                        .jars()
                        .forEach(jar -> path.append(File.pathSeparatorChar).append(jar));
            }
        }
        return path.toString();
    }
}
