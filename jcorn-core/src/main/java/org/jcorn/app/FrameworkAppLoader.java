package org.jcorn.app;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.jcorn.Application;
import org.jcorn.spi.AppLoadException;
import org.jcorn.spi.AppLoader;
import org.jcorn.spi.AppSource;
import org.jspecify.annotations.Nullable;

/** Stands for the loader of a {@link Framework}, which is not looked for until an application may be its. */
final class FrameworkAppLoader implements AppLoader {

    private final Framework framework;
    private @Nullable AppLoader bridge;

    FrameworkAppLoader(Framework framework) {
        this.framework = framework;
    }

    @Override
    public Optional<Application> load(AppSource source) throws AppLoadException {
        return isFile(source) ? bridge().load(source) : Optional.empty();
    }

    /** {@return whether the application is a file or directory, not a class} Only servlets come so. */
    private boolean isFile(AppSource source) {
        if (framework != Framework.SERVLET) {
            return false;
        }
        String name = source.specification();
        Path file = source.directory().resolve(name);
        return Files.isRegularFile(file)
                || (Files.isDirectory(file) && (name.contains("/") || Files.isDirectory(file.resolve("WEB-INF"))));
    }

    @Override
    public Optional<Application> adapt(Object object, AppSource source) throws AppLoadException {
        return framework.opened() ? bridge().adapt(object, source) : Optional.empty();
    }

    private AppLoader bridge() throws AppLoadException {
        AppLoader known = bridge;
        if (known == null) {
            try {
                known = Class.forName(framework.bridge(), true, framework.loader())
                        .asSubclass(AppLoader.class)
                        .getConstructor()
                        .newInstance();
            } catch (ReflectiveOperationException | ClassCastException | LinkageError e) {
                throw new AppLoadException("this installation runs no such applications: " + e, e);
            }
            bridge = known;
        }
        return known;
    }
}
