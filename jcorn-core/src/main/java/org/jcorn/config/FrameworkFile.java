package org.jcorn.config;

import java.util.List;

/** A file of settings that an application brings along. */
public final class FrameworkFile {

    /** Its name in {@code META-INF} or {@code WEB-INF}. */
    public static final String NAME = "jcorn.properties";

    private FrameworkFile() {}

    /**
     * Set what the file says where no other source does: to be called when all of them have been.
     *
     * @param path where the file is, for messages
     * @param lines what is in it
     * @param builder gets the values, and what is wrong with them
     */
    public static void apply(String path, List<String> lines, Config.Builder builder) {
        new ConfigFile("framework settings " + path, lines, true, builder).read();
    }
}
