package org.jcorn.app;

import java.util.Set;

/**
 * The parent of every application's class loader: it knows the JDK and, of everything that runs jcorn, the application
 * API alone, and what the agent of the setting {@code spew} has application classes call. What the server itself uses can so never collide with what an application brings along.
 */
final class ApiLoader extends ClassLoader {

    private static final Set<String> API = Set.of("org.jcorn", "org.jcorn.hook", "org.jcorn.spew");

    static {
        registerAsParallelCapable();
    }

    ApiLoader() {
        super("jcorn-api", ClassLoader.getPlatformClassLoader());
    }

    @Override
    protected Class<?> findClass(String name) throws ClassNotFoundException {
        int dot = name.lastIndexOf('.');
        if (dot > 0 && API.contains(name.substring(0, dot))) {
            return Class.forName(name, false, ApiLoader.class.getClassLoader());
        }
        throw new ClassNotFoundException(name);
    }
}
