package org.jcorn.log;

import org.jcorn.spi.Logger;

/**
 * A logger beside the one that the settings ask for.
 *
 * <p>Providers are found through {@link java.util.ServiceLoader}; {@link ProcessLog} picks those that the settings ask for.
 */
public interface SideLogger extends Logger {

    /**
     * Tell from now on what goes wrong to another logger. Called once, before {@link #open}.
     *
     * @param main the logger of the process
     */
    void complainTo(Logger main);
}
