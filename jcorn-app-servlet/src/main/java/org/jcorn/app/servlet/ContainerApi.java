package org.jcorn.app.servlet;

import java.io.IOException;
import java.net.URL;
import java.util.Collections;
import java.util.Enumeration;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The parent of a web application's class loader: it knows the JDK, the API of jcorn and that of the container, with what
 * compiled JSP pages refer to. Whatever else runs the server, its Netty or Logback, is out of sight.
 */
final class ContainerApi extends ClassLoader {

    private static final Set<String> JCORN = Set.of("org.jcorn", "org.jcorn.hook", "org.jcorn.spew");

    /** All Tomcat gives a web application by its own rules, too, whatever that brings along. */
    private static final String[] CONTAINER = {
        "jakarta.servlet.",
        "jakarta.el.",
        "jakarta.websocket.",
        "jakarta.annotation.",
        "jakarta.security.auth.message.",
        "org.apache.jasper.",
        "org.apache.el.",
        "org.apache.naming.",
        "org.apache.juli.logging.",
        "org.apache.tomcat.",
        "org.apache.catalina.",
        "org.apache.coyote."
    };

    /** The container's own initializers are found like those of an application. */
    private static final String INITIALIZERS = "META-INF/services/jakarta.servlet.ServletContainerInitializer";

    private static final ClassLoader SERVER = requireLoader();

    static {
        registerAsParallelCapable();
    }

    ContainerApi() {
        super("servlet-api", ClassLoader.getPlatformClassLoader());
    }

    private static ClassLoader requireLoader() {
        ClassLoader loader = ContainerApi.class.getClassLoader();
        return loader == null ? ClassLoader.getSystemClassLoader() : loader;
    }

    @Override
    protected Class<?> findClass(String name) throws ClassNotFoundException {
        if (visible(name)) {
            return Class.forName(name, false, SERVER);
        }
        throw new ClassNotFoundException(name);
    }

    /** The compiler of JSP pages reads classes as files. */
    @Override
    protected @Nullable URL findResource(String name) {
        return visibleFile(name) ? SERVER.getResource(name) : null;
    }

    @Override
    protected Enumeration<URL> findResources(String name) throws IOException {
        return visibleFile(name) ? SERVER.getResources(name) : Collections.emptyEnumeration();
    }

    private static boolean visibleFile(String name) {
        return name.equals(INITIALIZERS) || visible(name.replace('/', '.'));
    }

    private static boolean visible(String name) {
        for (String prefix : CONTAINER) {
            if (name.startsWith(prefix)) {
                // The tag library's API, but not the library: both come with the application.
                return !name.startsWith("jakarta.servlet.jsp.jstl.") && !name.startsWith("org.apache.tomcat.jdbc.");
            }
        }
        String file = name.endsWith(".class") ? name.substring(0, name.length() - ".class".length()) : name;
        int dot = file.lastIndexOf('.');
        return dot > 0 && JCORN.contains(file.substring(0, dot));
    }
}
