package org.jcorn.app;

/**
 * The parent of a bridge's class loader: it knows the JDK and jcorn, but not the libraries that jcorn uses itself, which
 * may be the bridge's own in part only.
 */
final class ServerLoader extends ClassLoader {

    static {
        registerAsParallelCapable();
    }

    ServerLoader() {
        super("jcorn-server", ClassLoader.getPlatformClassLoader());
    }

    @Override
    protected Class<?> findClass(String name) throws ClassNotFoundException {
        if (name.startsWith("org.jcorn.")) {
            return Class.forName(name, false, ServerLoader.class.getClassLoader());
        }
        throw new ClassNotFoundException(name);
    }
}
