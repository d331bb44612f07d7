package org.jcorn.app;

import java.net.MalformedURLException;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.security.CodeSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jcorn.Application;
import org.jcorn.spi.AppLoadException;
import org.jcorn.spi.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Where the classes of an application come from, and those of hooks.
 *
 * @param directory the working directory
 * @param entries jars and directories, searched in that order
 */
public record ClassPath(Path directory, List<Path> entries) {

    /** Copy the list. */
    public ClassPath {
        entries = List.copyOf(entries);
    }

    /**
     * {@return the class path that the settings make: the working directory, then the entries of {@code classpath}}
     *
     * @param directory the working directory, absolute
     * @param classpath the entries, relative to it
     */
    public static ClassPath of(Path directory, List<Path> classpath) {
        List<Path> entries = new ArrayList<>();
        entries.add(directory);
        for (Path entry : classpath) {
            entries.add(directory.resolve(entry));
        }
        return new ClassPath(directory, entries);
    }

    /**
     * {@return where the class files of a class are that lies in the working directory as source, compiled for this if need be;
     * null if there is no source, or a class file beside it that is newer}
     *
     * @param className the class
     * @param log told of it, if there is one yet
     * @throws AppLoadException if the source does not compile
     */
    public @Nullable Path compile(String className, @Nullable Logger log) throws AppLoadException {
        SourceFile file = SourceFile.of(className, directory);
        return file != null && file.newerThanClass() ? new CompiledSources(log).compile(file, entries) : null;
    }

    /** {@return where the application API lies, for the compiler} */
    public static Path api() {
        return home(Application.class);
    }

    /** {@return where a class was loaded from} */
    static Path home(Class<?> type) {
        CodeSource code = type.getProtectionDomain().getCodeSource();
        return Path.of(
                code == null ? "" : URI.create(code.getLocation().toString()).getPath());
    }

    /** {@return a new class loader that sees these classes, the JDK, and of jcorn the application API alone} */
    public ClassLoader loader() {
        return loader(Set.of());
    }

    /** {@return the same, that sees besides these packages of plug-ins} */
    ClassLoader loader(Set<String> shared) {
        return new URLClassLoader("application", urls(entries), new ApiLoader(shared));
    }

    /**
     * {@return the URLs of paths}
     *
     * @param paths jars and directories
     */
    public static URL[] urls(List<Path> paths) {
        URL[] urls = new URL[paths.size()];
        for (int i = 0; i < urls.length; i++) {
            try {
                urls[i] = paths.get(i).toUri().toURL();
            } catch (MalformedURLException e) {
                throw new AssertionError("a path is always a URL: " + paths.get(i), e);
            }
        }
        return urls;
    }
}
