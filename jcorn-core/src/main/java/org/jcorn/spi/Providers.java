package org.jcorn.spi;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.function.Function;

/** Finds providers: by the name they give themselves, or by their class name. */
public final class Providers {

    private Providers() {}

    /**
     * Find the provider that a setting names.
     *
     * @param <T> the interface
     * @param service the interface
     * @param setting the setting, for the message
     * @param wanted the provider's name or class name
     * @param name how a provider tells its name
     * @return the provider
     * @throws IllegalArgumentException if there is none, or if a provider cannot be loaded; the message names it
     */
    public static <T> T named(Class<T> service, String setting, String wanted, Function<T, String> name) {
        List<String> known = new ArrayList<>();
        for (T provider : all(service)) {
            if (name.apply(provider).equals(wanted)
                    || provider.getClass().getName().equals(wanted)) {
                return provider;
            }
            known.add(name.apply(provider));
        }
        throw new IllegalArgumentException("setting '" + setting + "': \"" + wanted + "\" is not installed; there "
                + (known.isEmpty() ? "is none" : "is " + String.join(", ", known)));
    }

    /**
     * Load every provider of an interface.
     *
     * @param <T> the interface
     * @param service the interface
     * @return the providers, in class path order
     * @throws IllegalArgumentException if a provider cannot be loaded; the message names it
     */
    public static <T> List<T> all(Class<T> service) {
        List<T> providers = new ArrayList<>();
        try {
            Iterator<T> found = ServiceLoader.load(service, Providers.class.getClassLoader())
                    .iterator();
            while (found.hasNext()) {
                providers.add(found.next());
            }
        } catch (ServiceConfigurationError | LinkageError e) {
            throw new IllegalArgumentException("a plug-in cannot be loaded: " + e.getMessage(), e);
        }
        return providers;
    }
}
