package org.jcorn.app.servlet;

import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Optional;
import java.util.function.Function;
import org.apache.catalina.session.ManagerBase;
import org.apache.catalina.session.StandardManager;
import org.jcorn.Application;
import org.jcorn.Request;
import org.jcorn.Response;
import org.jcorn.app.servlet.session.SessionDirectory;
import org.jcorn.app.servlet.session.SharedSessions;
import org.jcorn.config.Config;
import org.jcorn.config.ServerMechanicsSettings;
import org.jcorn.config.ServletSettings;
import org.jcorn.spi.AppLoadException;
import org.jcorn.spi.AppSource;
import org.jspecify.annotations.Nullable;

/** The web application of this worker, until the worker ends. */
final class WebApplication implements Application, AutoCloseable {

    private final Application bridge;
    private final Container container;
    private final WorkDirectory work;
    private final @Nullable WebRoot root;

    private WebApplication(Application bridge, Container container, WorkDirectory work, @Nullable WebRoot root) {
        this.bridge = bridge;
        this.container = container;
        this.work = work;
        this.root = root;
    }

    /**
     * Start one.
     *
     * @param source names it
     * @param root what it is served from, closed with it; null if it has no files
     * @param maker makes its context
     * @return the application; the context class loader of the calling thread is now its own
     */
    static WebApplication start(AppSource source, @Nullable WebRoot root, Function<WebContexts, WebContext> maker)
            throws AppLoadException {
        Config config = source.config();
        ManagerBase sessions = sessions(source);
        WorkDirectory work = work(source);
        WebContext context = maker.apply(new WebContexts(ServerMechanicsSettings.scriptName(config), work.path()));
        context.setManager(sessions);
        if (sessions instanceof SharedSessions shared) {
            context.getPipeline().addValve(shared.writeBack());
        }
        Container container = new Container(source.specification(), source.log());
        try {
            return new WebApplication(container.start(context, work.path()), container, work, root);
        } catch (AppLoadException e) {
            container.stop();
            delete(work, source);
            throw e;
        }
    }

    private static ManagerBase sessions(AppSource source) throws AppLoadException {
        ManagerBase sessions;
        Optional<Path> store = source.config().get(ServletSettings.SESSION_STORE);
        if (store.isPresent()) {
            try {
                sessions = new SharedSessions(SessionDirectory.open(store.get()), source.log());
            } catch (IOException e) {
                throw WebArchive.failed(source.specification(), "setting 'session_store': " + e.getMessage());
            }
        } else {
            StandardManager memory = new StandardManager();
            memory.setPathname(null); // Tomcat would write them to a file at its end
            sessions = memory;
        }
        // Tomcat's own choice takes its time for a seed, and complains of it.
        sessions.setSecureRandomAlgorithm(new SecureRandom().getAlgorithm());
        return sessions;
    }

    private static WorkDirectory work(AppSource source) throws AppLoadException {
        try {
            return WorkDirectory.make(Path.of(System.getProperty("java.io.tmpdir", "/tmp")));
        } catch (IOException e) {
            throw WebArchive.failed(source.specification(), String.valueOf(e.getMessage()));
        }
    }

    private static void delete(WorkDirectory work, AppSource source) {
        try {
            work.close();
        } catch (IOException e) {
            source.log().warning("Directory " + work.path() + " cannot be deleted: " + e.getMessage());
        }
    }

    @Override
    public void handle(Request request, Response response) throws Exception {
        bridge.handle(request, response);
    }

    @Override
    public void close() throws IOException {
        container.stop();
        try (work) {
            if (root != null) {
                root.close();
            }
        }
    }
}
