package org.jcorn.spi;

import java.nio.file.Path;
import java.util.List;
import org.jcorn.config.Config;

/** What an {@link AppLoader} loads from. @since 0.1 */
public interface AppSource {

    /** {@return the application specification as given on the command line, such as {@code shop.Main:create("eu")}} */
    String specification();

    /** {@return the directory the application is served from (setting {@code chdir}), absolute} */
    Path directory();

    /** {@return where classes come from: the directory, then the entries of the setting {@code classpath}} */
    List<Path> classPath();

    /** {@return the settings} */
    Config config();

    /** {@return the error log} */
    Logger log();

    /**
     * Make the class loader of an application: it sees the class path given, the JDK, and of jcorn the application API
     * alone, so the application may carry its own version of any library.
     *
     * @param classPath jars and directories, searched in that order
     * @return a new class loader
     */
    ClassLoader applicationLoader(List<Path> classPath);

    /** {@return every {@link AppLoader} in the order they are asked, for a loader that needs others to adapt objects} */
    List<AppLoader> loaders();
}
