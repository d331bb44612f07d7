package org.jcorn.hook;

/**
 * The settings as a hook sees them.
 *
 * @since 0.1
 */
public interface Config {

    /**
     * {@return the value of a setting as a configuration file has it, in its normal form; "" for none}
     *
     * @param setting its name, such as {@code worker_class}
     * @throws IllegalArgumentException if there is no such setting
     */
    String get(String setting);

    /**
     * {@return where the value of a setting came from, such as {@code default} or {@code command line}}
     *
     * @param setting its name
     * @throws IllegalArgumentException if there is no such setting
     */
    String origin(String setting);
}
