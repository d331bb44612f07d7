package org.jcorn.app;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jcorn.Application;
import org.jcorn.config.Config;
import org.jcorn.spi.AppLoadException;
import org.jcorn.spi.AppLoader;
import org.jcorn.spi.AppSource;
import org.jcorn.spi.Logger;
import org.jcorn.spi.Providers;

/** Loads the application of a worker, asking every {@link AppLoader} in turn. */
public final class Applications {

    private Applications() {}

    /**
     * Load the application.
     *
     * @param specification what to load, as on the command line
     * @param config the settings
     * @param log the error log
     * @return the application; its class loader is the context class loader of the calling thread
     * @throws AppLoadException if no loader knows the form, or the one that does fails
     */
    public static Application load(String specification, Config config, Logger log) throws AppLoadException {
        return load(source(specification, config, log));
    }

    /**
     * Make the class loader of the application, for hooks that run before it is loaded.
     *
     * @param specification what to load, as on the command line
     * @param config the settings
     * @param log the error log
     * @return the application, to be loaded; the class loader is the context class loader of the calling thread
     * @throws AppLoadException if its source does not compile
     */
    public static PreparedApplication prepare(String specification, Config config, Logger log) throws AppLoadException {
        return PreparedApplication.of(source(specification, config, log));
    }

    /**
     * Make an application of an object.
     *
     * @param object an {@link Application}, or what an {@link AppLoader} takes for one
     * @param config the settings
     * @param log the error log
     * @return the application
     * @throws AppLoadException if nobody knows such objects
     */
    public static Application adapt(Object object, Config config, Logger log) throws AppLoadException {
        if (object instanceof Application application) {
            return application;
        }
        AppSource source = source(object.getClass().getName(), config, log);
        for (AppLoader loader : source.loaders()) {
            Optional<Application> application = loader.adapt(object, source);
            if (application.isPresent()) {
                return application.get();
            }
        }
        throw new AppLoadException(
                "the application is a " + object.getClass().getName() + ", which is none that jcorn knows");
    }

    private static WorkingDirectorySource source(String specification, Config config, Logger log)
            throws AppLoadException {
        List<AppLoader> loaders = new ArrayList<>();
        try {
            loaders.addAll(Providers.all(AppLoader.class));
        } catch (IllegalArgumentException e) {
            throw new AppLoadException(String.valueOf(e.getMessage()), e.getCause());
        }
        for (Framework framework : Framework.ALL) {
            loaders.add(new FrameworkAppLoader(framework));
        }
        loaders.add(new ClassAppLoader());
        return new WorkingDirectorySource(specification, Path.of("").toAbsolutePath(), config, log, loaders);
    }

    static Application load(AppSource source) throws AppLoadException {
        for (AppLoader loader : source.loaders()) {
            Optional<Application> application = loader.load(source);
            if (application.isPresent()) {
                return application.get();
            }
        }
        throw new AppLoadException("application \"" + source.specification()
                + "\" is neither CLASS nor CLASS:MEMBER nor CLASS:METHOD(ARGUMENTS), and no such file exists");
    }
}
