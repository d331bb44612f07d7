package org.jcorn.spi;

import java.util.Optional;
import java.util.Set;
import org.jcorn.Application;

/**
 * Turns what the command line names as the application into an {@link Application}.
 *
 * <p>Runs in the worker process, once, before the worker counts as ready. A loader that does not know the form of an
 * application specification returns empty, and the next is asked.
 *
 * @since 0.1
 */
public interface AppLoader {

    /**
     * {@return the packages of this plug-in that applications are written against, such as {@code com.example.pages}} Their
     * class loader, which hides everything else that jcorn runs on, shows them.
     */
    default Set<String> api() {
        return Set.of();
    }

    /**
     * Load the application, if its specification has this loader's form.
     *
     * @param source the specification and where classes come from
     * @return the application, or empty when another loader should be asked
     * @throws AppLoadException if the form is this loader's but the application cannot be loaded
     */
    default Optional<Application> load(AppSource source) throws AppLoadException {
        return Optional.empty();
    }

    /**
     * Make an application of an object that {@code CLASS} or {@code CLASS:MEMBER} led to, such as a servlet.
     *
     * @param object the object; not an {@link Application} itself
     * @param source the specification and where classes come from
     * @return the application, or empty when another loader should be asked
     * @throws AppLoadException if the object is of this loader's kind but cannot be used
     */
    default Optional<Application> adapt(Object object, AppSource source) throws AppLoadException {
        return Optional.empty();
    }
}
