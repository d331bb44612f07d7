package org.jcorn.app.servlet;

import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import org.apache.catalina.Context;
import org.apache.catalina.LifecycleException;
import org.apache.catalina.LifecycleState;
import org.apache.catalina.core.NamingContextListener;
import org.apache.catalina.core.StandardEngine;
import org.apache.catalina.core.StandardHost;
import org.apache.catalina.core.StandardServer;
import org.apache.catalina.core.StandardService;
import org.jcorn.Application;
import org.jcorn.app.servlet.bridge.Bridge;
import org.jcorn.app.servlet.bridge.QuietErrorReportValve;
import org.jcorn.spi.AppLoadException;
import org.jcorn.spi.Logger;
import org.jspecify.annotations.Nullable;

/** A Tomcat with one context and no port. */
final class Container {

    private static final int SECONDS_BETWEEN_CHORES = 10;

    private final String specification;
    private final Logger log;
    private final StartLog start;
    private final StandardServer server = new StandardServer();
    private final Bridge bridge;

    /**
     * @param specification what is served, for messages
     * @param log the error log
     */
    Container(String specification, Logger log) {
        this.specification = specification;
        this.log = log;
        this.start = new StartLog(log);
        this.bridge = new Bridge(start);
    }

    /**
     * Start with that context.
     *
     * @param context not in any host yet
     * @param work the directory for what the container writes
     * @return what answers requests; the context class loader of the calling thread is now the web application's
     * @throws AppLoadException if it does not start; the message names the first cause
     */
    Application start(Context context, Path work) throws AppLoadException {
        assemble(context, work);
        try {
            server.start();
        } catch (LifecycleException | RuntimeException e) {
            throw failure(e);
        }
        if (context.getState() != LifecycleState.STARTED) {
            throw failure(null);
        }
        start.started();
        Thread.currentThread().setContextClassLoader(context.getLoader().getClassLoader());
        return bridge.application();
    }

    private void assemble(Context context, Path work) {
        server.setPort(-1);
        server.setCatalinaHome(work.toFile());
        server.setCatalinaBase(work.toFile());
        nameServices();
        server.addLifecycleListener(new NamingContextListener());
        StandardHost host = new StandardHost();
        host.setName("localhost");
        host.setAppBase(work.resolve("webapps").toString());
        host.setAutoDeploy(false);
        host.setDeployOnStartup(false);
        host.setUnpackWARs(false);
        host.setErrorReportValveClass(QuietErrorReportValve.class.getName());
        StandardEngine engine = new StandardEngine();
        engine.setName("jcorn");
        engine.setDefaultHost(host.getName());
        engine.setBackgroundProcessorDelay(SECONDS_BETWEEN_CHORES);
        engine.addChild(host);
        host.addChild(context);
        StandardService service = new StandardService();
        service.setName("jcorn");
        service.setContainer(engine);
        service.addConnector(bridge.connector());
        server.addService(service);
    }

    /** JNDI finds the names that begin with {@code java:} by properties of the JVM. What the operator has set stays. */
    private static void nameServices() {
        Properties properties = System.getProperties();
        properties.putIfAbsent("catalina.useNaming", "true");
        properties.putIfAbsent("java.naming.factory.url.pkgs", "org.apache.naming");
        properties.putIfAbsent("java.naming.factory.initial", "org.apache.naming.java.javaURLContextFactory");
    }

    /** Let the application know of the end. */
    void stop() {
        try {
            if (server.getState().isAvailable()) {
                server.stop();
            }
            server.destroy();
        } catch (LifecycleException | RuntimeException e) {
            log.error("The web application did not stop properly: " + e);
        }
    }

    /** Tomcat logs what is wrong and goes on, so its log has to be asked. */
    private AppLoadException failure(@Nullable Throwable thrown) {
        List<StartLog.Failure> failures = start.failures();
        for (StartLog.Failure failure : failures) {
            if (failure.cause() != null) {
                return failed(failure.message(), failure.cause());
            }
        }
        String first =
                failures.isEmpty() ? "it does not start" : failures.get(0).message();
        return thrown == null ? new AppLoadException(about(first)) : failed(first, thrown);
    }

    private AppLoadException failed(String what, Throwable thrown) {
        Throwable root = thrown;
        while (root.getCause() != null && root.getCause() != root) {
            root = root.getCause();
        }
        if (root instanceof ClassNotFoundException || root instanceof NoClassDefFoundError) {
            String name = String.valueOf(root.getMessage()).replace('/', '.');
            return new AppLoadException(about(what + ": class " + name + " is not found"));
        }
        return new AppLoadException(about(what + ": " + root), thrown);
    }

    private String about(String what) {
        return "application \"" + specification + "\": " + what;
    }
}
