package org.jcorn.app;

import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * The loader of an application that lies on the class path of this JVM: the system class loader. Directories are no
 * part of that class path, because no archive can be made then, so they are added here for what else is in them.
 */
final class FlatLoader {

    private FlatLoader() {}

    /**
     * {@return the loader}
     *
     * @param classPath what the application is to be loaded from
     * @throws IllegalStateException if the JVM was started without the options for it
     */
    static ClassLoader over(List<Path> classPath) {
        ClassLoader loader = ClassLoader.getSystemClassLoader();
        try {
            Method append = loader.getClass().getDeclaredMethod("appendToClassPathForInstrumentation", String.class);
            append.setAccessible(true);
            for (Path entry : classPath) {
                if (Files.isDirectory(entry)) {
                    append.invoke(loader, entry.toString());
                }
            }
        } catch (ReflectiveOperationException | RuntimeException e) {
            throw new IllegalStateException("this JVM does not let directories be added to its class path: " + e, e);
        }
        return loader;
    }
}
