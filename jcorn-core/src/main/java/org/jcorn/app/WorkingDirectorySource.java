package org.jcorn.app;

import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jcorn.config.Config;
import org.jcorn.config.ServerMechanicsSettings;
import org.jcorn.preload.Stage;
import org.jcorn.spi.AppLoader;
import org.jcorn.spi.AppSource;
import org.jcorn.spi.Logger;

/** The source of an application served from the working directory, which the arbiter set to {@code chdir}. */
record WorkingDirectorySource(String specification, Path directory, Config config, Logger log, List<AppLoader> loaders)
        implements AppSource {

    @Override
    public List<Path> classPath() {
        return path().entries();
    }

    private ClassPath path() {
        return ClassPath.of(directory, config.get(ServerMechanicsSettings.CLASSPATH));
    }

    @Override
    public ClassLoader applicationLoader(List<Path> classPath) {
        ClassLoader loader = Stage.flat() && classPath.equals(classPath())
                ? FlatLoader.over(classPath)
                : new ClassPath(directory, classPath).loader(shared());
        Thread.currentThread().setContextClassLoader(loader);
        return loader;
    }

    private Set<String> shared() {
        Set<String> packages = new HashSet<>();
        for (AppLoader loader : loaders) {
            packages.addAll(loader.api());
        }
        return packages;
    }
}
