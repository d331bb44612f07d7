package org.jcorn.hook;

import java.util.List;

/**
 * The arbiter as a hook sees it. Hooks that run in a worker get one too, which tells what the worker knows of it.
 *
 * @since 0.1
 */
public interface Arbiter {

    /** {@return the process number of the arbiter} */
    long pid();

    /** {@return the settings in force} */
    Config config();

    /** {@return the error log of the process the hook runs in} */
    Log log();

    /** {@return the workers there are, oldest first; none in a worker process, which knows of no others} */
    List<Worker> workers();
}
