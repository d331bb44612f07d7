package org.jcorn.config;

/** Where a configuration comes from: the arbiter asks it once at start and again on each HUP. */
@FunctionalInterface
public interface ConfigSource {

    /**
     * Read every source anew.
     *
     * @return the settings that hold from now on
     * @throws ConfigException if anything is wrong, naming all problems; what was loaded before stays valid
     */
    Config load();

    /** {@return whether that takes so long that a server should not wait for it: code has to be compiled, and tried} */
    default boolean slow() {
        return false;
    }
}
