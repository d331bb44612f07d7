package org.jcorn.app;

import java.util.Set;
import org.jcorn.spi.AppLoader;

/**
 * The parent of every application's class loader: it knows the JDK and, of everything that runs jcorn, the application
 * API alone, that of the {@link Framework} an application is written for, the packages a plug-in shares
 * ({@link AppLoader#api}), and what the agent of the setting {@code spew} has application classes call. What the server
 * itself uses can so never collide with what an application brings along.
 */
final class ApiLoader extends ClassLoader {

    private static final Set<String> API = Set.of("org.jcorn", "org.jcorn.hook", "org.jcorn.spew");

    static {
        registerAsParallelCapable();
    }

    private final Set<String> shared;

    /** @param shared packages of plug-ins */
    ApiLoader(Set<String> shared) {
        super("jcorn-api", ClassLoader.getPlatformClassLoader());
        this.shared = shared;
    }

    @Override
    protected Class<?> findClass(String name) throws ClassNotFoundException {
        int dot = name.lastIndexOf('.');
        String home = name.substring(0, Math.max(dot, 0));
        if (API.contains(home) || shared.contains(home)) {
            return Class.forName(name, false, ApiLoader.class.getClassLoader());
        }
        Framework framework = Framework.of(name);
        if (framework != null) {
            return Class.forName(name, false, framework.loader());
        }
        throw new ClassNotFoundException(name);
    }
}
