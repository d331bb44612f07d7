package org.jcorn.app;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jcorn.Application;
import org.jcorn.config.Config;
import org.jcorn.preload.Stage;
import org.jcorn.spi.AppLoadException;
import org.jcorn.spi.AppLoader;
import org.jcorn.spi.AppSource;
import org.jcorn.spi.Logger;

/** An application whose class loader is there already: hooks share its classes, also those that run before it is loaded. */
public final class PreparedApplication {

    private final AppSource source;
    private final List<Path> classPath;
    private final ClassLoader loader;

    private PreparedApplication(AppSource source, List<Path> classPath, ClassLoader loader) {
        this.source = source;
        this.classPath = classPath;
        this.loader = loader;
    }

    static PreparedApplication of(AppSource source) throws AppLoadException {
        List<Path> classPath = new ArrayList<>(source.classPath());
        AppSpecification wanted = AppSpecification.parse(source.specification());
        if (wanted != null && !Stage.flat()) {
            Path compiled =
                    new ClassPath(source.directory(), source.classPath()).compile(wanted.className(), source.log());
            if (compiled != null) {
                classPath.add(0, compiled);
            }
        }
        return new PreparedApplication(source, List.copyOf(classPath), source.applicationLoader(classPath));
    }

    /** {@return the class loader of the application; where it is a WAR, one that sees what lies beside that} */
    public ClassLoader loader() {
        return loader;
    }

    /** {@return where classes come from that are not compiled yet} */
    public ClassPath classPath() {
        return new ClassPath(source.directory(), source.classPath());
    }

    /**
     * Load the application.
     *
     * @return the application
     * @throws AppLoadException if no loader knows its form, or the one that does fails
     */
    public Application load() throws AppLoadException {
        return Applications.load(new SharedSource());
    }

    /** The source, with the class loader that is there already. */
    private final class SharedSource implements AppSource {
        @Override
        public String specification() {
            return source.specification();
        }

        @Override
        public Path directory() {
            return source.directory();
        }

        @Override
        public List<Path> classPath() {
            return source.classPath();
        }

        @Override
        public Config config() {
            return source.config();
        }

        @Override
        public Logger log() {
            return source.log();
        }

        @Override
        public ClassLoader applicationLoader(List<Path> wanted) {
            if (!wanted.equals(classPath)) {
                return source.applicationLoader(wanted);
            }
            Thread.currentThread().setContextClassLoader(loader);
            return loader;
        }

        @Override
        public List<AppLoader> loaders() {
            return source.loaders();
        }
    }
}
