package org.jcorn.conf;

import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jcorn.app.ClassPath;

/**
 * The class loader of a configuration class and of hooks. A configuration file's own classes come first, whatever the
 * application has by the same name; all others are the application's, so that hooks share its static fields.
 */
final class HookLoader extends URLClassLoader {

    static {
        registerAsParallelCapable();
    }

    private final Map<String, byte[]> classes;

    /**
     * @param classes class files by the names of the classes
     * @param compiled where further class files lie
     * @param parent the class loader of the application
     */
    HookLoader(Map<String, byte[]> classes, List<Path> compiled, ClassLoader parent) {
        super("hooks", ClassPath.urls(compiled), parent);
        this.classes = classes;
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
        byte[] bytes = classes.get(name);
        if (bytes == null) {
            return super.loadClass(name, resolve);
        }
        synchronized (getClassLoadingLock(name)) {
            Class<?> loaded = findLoadedClass(name);
            return loaded == null ? defineClass(name, bytes, 0, bytes.length) : loaded;
        }
    }
}
