package org.jcorn.app.servlet;

import jakarta.servlet.Servlet;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jcorn.Application;
import org.jcorn.app.ClassPath;
import org.jcorn.spi.AppLoadException;
import org.jcorn.spi.AppLoader;
import org.jcorn.spi.AppSource;
import org.jspecify.annotations.Nullable;

/** Loads WAR files, exploded web applications, and objects that are servlets. */
public final class ServletAppLoader implements AppLoader {

    /** Make one; it is found by its name. */
    public ServletAppLoader() {}

    @Override
    public Optional<Application> load(AppSource source) throws AppLoadException {
        Path path = path(source);
        if (path == null) {
            return Optional.empty();
        }
        WebRoot root = WebRoot.of(source.specification(), path, source.log());
        return Optional.of(
                WebApplication.start(source, root, contexts -> contexts.of(root.directory(), parent(source))));
    }

    @Override
    public Optional<Application> adapt(Object object, AppSource source) throws AppLoadException {
        return object instanceof Servlet servlet
                ? Optional.of(WebApplication.start(source, null, contexts -> contexts.of(servlet)))
                : Optional.empty();
    }

    /** {@return the WAR file or directory that is meant, or null if none is} */
    private static @Nullable Path path(AppSource source) throws AppLoadException {
        String text = source.specification();
        Path path;
        try {
            path = source.directory().resolve(text);
        } catch (InvalidPathException e) {
            return null;
        }
        String name = text.toLowerCase(Locale.ROOT);
        if (name.endsWith(".war") && !Files.exists(path)) {
            throw new AppLoadException("application \"" + text + "\": there is no file " + path);
        }
        if (name.endsWith(".war") || (name.endsWith(".jar") && Files.exists(path))) {
            return path;
        }
        // A package of that name may lie beside a class of that name.
        boolean meant = Files.isDirectory(path) && (text.indexOf('/') >= 0 || WebRoot.recognized(path));
        return meant ? path : null;
    }

    /** {@return the parent of the web application's class loader} Of the class path it sees what the setting names. */
    private static ClassLoader parent(AppSource source) {
        ClassLoader api = new ContainerApi();
        List<Path> shared = source.classPath().subList(1, source.classPath().size());
        return shared.isEmpty() ? api : new URLClassLoader("shared", ClassPath.urls(shared), api);
    }
}
