package org.jcorn.config;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** A directory, made absolute: it must mean the same after the process has changed its working directory. */
final class DirectoryType implements SettingType<Path> {

    private final PathType path = new PathType();

    @Override
    public Path parse(String text) {
        return path.parse(text).toAbsolutePath().normalize();
    }

    @Override
    public String print(Path value) {
        return value.toString();
    }

    @Override
    public String label() {
        return "directory";
    }

    @Override
    public String meta() {
        return "DIR";
    }

    @Override
    public @Nullable String textOf(Object value) {
        return value instanceof Path || value instanceof CharSequence ? value.toString() : null;
    }

    @Override
    public String javaTypes() {
        return "Path or String";
    }
}
