package org.jcorn.config;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** A file or directory, as it was written: whoever opens it knows what it is relative to. */
final class PathType implements SettingType<Path> {

    @Override
    public Path parse(String text) {
        String trimmed = text.strip();
        if (trimmed.isEmpty()) {
            throw new InvalidValue(text, "must not be empty");
        }
        try {
            return Path.of(trimmed);
        } catch (InvalidPathException e) {
            throw new InvalidValue(text, "is not a path: " + e.getReason());
        }
    }

    @Override
    public String print(Path value) {
        return value.toString();
    }

    @Override
    public String label() {
        return "path";
    }

    @Override
    public String meta() {
        return "PATH";
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
