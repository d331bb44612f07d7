package org.jcorn.worker;

import org.jcorn.Application;
import org.jcorn.spi.AppLoadException;
import org.jcorn.spi.Logger;
import org.jspecify.annotations.Nullable;

/** Where the application of a worker comes from, and its hooks. */
interface Origin {

    /** Finds it. */
    interface Finder {
        /** {@return the origin} */
        Origin of(LaunchSpec spec, Logger log) throws AppLoadException;
    }

    /** {@return the hooks, or null if there are none} Asked before the application is loaded. */
    @Nullable
    WorkerHooks hooks() throws AppLoadException, BootException;

    /** {@return the application; its class loader is the context class loader of the calling thread} */
    Application load() throws AppLoadException;
}
