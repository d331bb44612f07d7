package org.jcorn.config;

import java.nio.file.Path;

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
}
