package org.jcorn.app.servlet;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jcorn.app.ClassPath;
import org.jcorn.config.Config;
import org.jcorn.log.SimpleLogger;
import org.jcorn.spi.AppLoader;
import org.jcorn.spi.AppSource;
import org.jcorn.spi.Logger;

/** What is to be loaded from a directory. */
record TestSource(String specification, Path directory, Config config) implements AppSource {

    TestSource(String specification, Path directory) {
        this(specification, directory, Config.of(Map.of()));
    }

    @Override
    public List<Path> classPath() {
        return List.of(directory);
    }

    @Override
    public Logger log() {
        return new SimpleLogger();
    }

    @Override
    public ClassLoader applicationLoader(List<Path> classPath) {
        return new ClassPath(directory, classPath).loader();
    }

    @Override
    public List<AppLoader> loaders() {
        return List.of();
    }
}
