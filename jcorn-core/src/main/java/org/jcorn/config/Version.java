package org.jcorn.config;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/**
 * The version of this server, as the build wrote it into a resource: classes from an archive have no manifest to ask.
 */
public final class Version {

    private Version() {}

    /** {@return the version, such as {@code 0.1.0}} */
    public static String current() {
        try (InputStream resource = Version.class.getResourceAsStream("version.txt")) {
            return resource == null ? "unknown" : new String(resource.readAllBytes(), StandardCharsets.UTF_8).strip();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
