package org.jcorn.app;

import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
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
        List<Path> entries = new ArrayList<>();
        entries.add(directory);
        for (Path entry : config.get(ServerMechanicsSettings.CLASSPATH)) {
            entries.add(directory.resolve(entry));
        }
        return entries;
    }

    @Override
    public ClassLoader applicationLoader(List<Path> classPath) {
        ClassLoader loader =
                Stage.flat() && classPath.equals(classPath()) ? FlatLoader.over(classPath) : isolated(classPath);
        Thread.currentThread().setContextClassLoader(loader);
        return loader;
    }

    private static ClassLoader isolated(List<Path> classPath) {
        URL[] urls = new URL[classPath.size()];
        for (int i = 0; i < urls.length; i++) {
            try {
                urls[i] = classPath.get(i).toUri().toURL();
            } catch (MalformedURLException e) {
                throw new AssertionError("a path is always a URL: " + classPath.get(i), e);
            }
        }
        return new URLClassLoader("application", urls, new ApiLoader());
    }
}
