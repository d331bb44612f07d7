package org.jcorn.cli;

import org.jcorn.config.Config;
import org.jcorn.config.ConfigSource;

/** What the command line starts in the end. */
interface Launcher {

    /**
     * Serve until stopped.
     *
     * @param source read again on each reload
     * @param config what it gave the first time
     * @return the exit code
     */
    int run(ConfigSource source, Config config);

    /**
     * Load the application without serving.
     *
     * @return the exit code
     */
    int check(Config config);
}
