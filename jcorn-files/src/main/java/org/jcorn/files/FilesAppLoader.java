package org.jcorn.files;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import org.jcorn.Application;
import org.jcorn.config.ConfigFileSettings;
import org.jcorn.spi.AppLoadException;
import org.jcorn.spi.AppLoader;
import org.jcorn.spi.AppSource;

/** Loads what the setting {@code static} names in place of an application. */
public final class FilesAppLoader implements AppLoader {

    /** Found by its name. */
    public FilesAppLoader() {}

    @Override
    public Set<String> api() {
        return Set.of("org.jcorn.files");
    }

    @Override
    public Optional<Application> load(AppSource source) throws AppLoadException {
        Optional<Path> directory = source.config().get(ConfigFileSettings.STATIC);
        if (directory.isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(new StaticFiles(directory.get()));
        } catch (IOException e) {
            throw new AppLoadException(
                    "setting 'static': directory \"" + directory.get() + "\" cannot be served: " + e, e);
        }
    }
}
