package org.jcorn.app.servlet;

import org.apache.catalina.loader.ParallelWebappClassLoader;

/** The class loader of the web application, which lives as long as its process. */
public final class WebClassLoader extends ParallelWebappClassLoader {

    static {
        registerAsParallelCapable();
    }

    /**
     * Make one; Tomcat does so by name.
     *
     * @param parent knows what the container shows
     */
    public WebClassLoader(ClassLoader parent) {
        super(parent);
    }

    /** Nothing is left behind that could matter: Tomcat would complain of threads of the worker. */
    @Override
    protected void clearReferences() {}
}
