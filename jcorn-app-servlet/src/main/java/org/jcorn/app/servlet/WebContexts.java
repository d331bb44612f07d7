package org.jcorn.app.servlet;

import jakarta.servlet.Servlet;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.apache.catalina.loader.WebappLoader;
import org.apache.catalina.realm.LockOutRealm;
import org.apache.catalina.realm.MemoryRealm;
import org.apache.catalina.startup.ContextConfig;
import org.apache.catalina.startup.Tomcat;
import org.apache.tomcat.util.scan.StandardJarScanner;
import org.apache.tomcat.websocket.server.WsSci;
import org.jcorn.app.ClassPath;

/** Makes contexts: of a directory that has all a web application has, or of one servlet. */
final class WebContexts {

    private static final String USERS = "WEB-INF/tomcat-users.xml";
    private static final String CONTEXT = "META-INF/context.xml";

    private final String path;
    private final Path work;

    /**
     * @param path the context path, "" for the root
     * @param work where compiled pages and temporary files go
     */
    WebContexts(String path, Path work) {
        this.path = path;
        this.work = work;
    }

    /**
     * {@return the context of a web application}
     *
     * @param root its directory
     * @param parent the parent of its class loader
     */
    WebContext of(Path root, ClassLoader parent) {
        WebContext context = empty(parent);
        context.setDocBase(root.toString());
        Path users = root.resolve(USERS);
        if (Files.isRegularFile(users)) {
            MemoryRealm realm = new MemoryRealm();
            realm.setPathname(users.toString());
            LockOutRealm guarded = new LockOutRealm();
            guarded.addRealm(realm);
            context.setRealm(guarded);
        }
        if (Files.isRegularFile(root.resolve(CONTEXT))) {
            context.setConfigFile(ClassPath.urls(List.of(root.resolve(CONTEXT)))[0]);
        }
        StandardJarScanner scanner = new StandardJarScanner();
        scanner.setScanClassPath(false);
        scanner.setScanManifest(false);
        scanner.setJarScanFilter(new QuickScan());
        context.setJarScanner(scanner);
        context.addLifecycleListener(new Tomcat.DefaultWebXmlListener());
        ContextConfig config = new ContextConfig();
        config.setDefaultWebXml("org/apache/catalina/startup/NO_DEFAULT_XML");
        context.addLifecycleListener(config);
        return context;
    }

    /**
     * {@return the context of one servlet, which gets all requests unless its annotation says which ones}
     *
     * @param servlet the servlet
     */
    WebContext of(Servlet servlet) {
        WebContext context = empty(servlet.getClass().getClassLoader());
        context.addLifecycleListener(new Tomcat.FixContextListener());
        context.addServletContainerInitializer(new WsSci(), Set.of());
        context.addServletContainerInitializer(new SingleServlet(servlet), Set.of());
        return context;
    }

    private WebContext empty(ClassLoader parent) {
        WebContext context = new WebContext();
        context.setPath(path);
        context.setName(path);
        context.setParentClassLoader(parent);
        context.setWorkDir(work.toString());
        context.setUnpackWAR(false);
        context.setAddWebinfClassesResources(true);
        WebappLoader loader = new WebappLoader();
        loader.setLoaderClass(WebClassLoader.class.getName());
        context.setLoader(loader);
        return context;
    }
}
