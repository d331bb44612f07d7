package org.jcorn.app;

import java.io.File;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * The source of a class, where its package says it should lie.
 *
 * @param className the class wanted
 * @param root the directory of the unnamed package
 * @param path the file
 */
record SourceFile(String className, Path root, Path path) {

    /** {@return the source of that class below a directory, or null if there is none} */
    static @Nullable SourceFile of(String className, Path root) {
        Path path = root.resolve(name(className));
        return path.toFile().isFile() ? new SourceFile(className, root, path) : null;
    }

    /** {@return the name of the file that has the source of a class} */
    static String name(String className) {
        return className.replace('.', '/') + ".java";
    }

    /** {@return whether there is no class file beside the source, or an older one} */
    boolean newerThanClass() {
        File classFile = root.resolve(className.replace('.', '/') + ".class").toFile();
        return !classFile.isFile() || classFile.lastModified() < path.toFile().lastModified();
    }
}
