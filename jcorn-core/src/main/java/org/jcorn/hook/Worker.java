package org.jcorn.hook;

/**
 * A worker as a hook sees it, in the arbiter or in the worker itself.
 *
 * @since 0.1
 */
public interface Worker {

    /** {@return its process number, 0 before it has one} */
    long pid();

    /** {@return its number in the order of spawning, from 1} */
    int age();

    /** {@return the settings it was started with} */
    Config config();

    /** {@return the error log of the process the hook runs in} */
    Log log();
}
