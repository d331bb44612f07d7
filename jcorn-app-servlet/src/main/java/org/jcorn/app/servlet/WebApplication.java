package org.jcorn.app.servlet;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Function;
import org.apache.catalina.Manager;
import org.apache.catalina.session.StandardManager;
import org.jcorn.Application;
import org.jcorn.app.servlet.session.SessionDirectory;
import org.jcorn.app.servlet.session.SharedSessions;
import org.jcorn.config.Config;
import org.jcorn.config.ServerMechanicsSettings;
import org.jcorn.config.ServletSettings;
import org.jcorn.config.WorkerProcessesSettings;
import org.jcorn.spi.AppLoadException;
import org.jcorn.spi.AppSource;
import org.jcorn.spi.Logger;
import org.jspecify.annotations.Nullable;

/** The web application of this worker, from its start to the end of the process. */
final class WebApplication {

    private final String specification;
    private final Config config;
    private final Logger log;
    private final @Nullable WebRoot root;

    /**
     * @param source names it
     * @param root what it is served from, closed at the end; null if it has no files
     */
    WebApplication(AppSource source, @Nullable WebRoot root) {
        this.specification = source.specification();
        this.config = source.config();
        this.log = source.log();
        this.root = root;
    }

    /**
     * Start it.
     *
     * @param maker makes its context
     * @return what answers requests; the context class loader of the calling thread is the application's
     */
    Application start(Function<WebContexts, WebContext> maker) throws AppLoadException {
        Manager sessions = sessions();
        WorkDirectory work;
        try {
            work = WorkDirectory.make(Path.of(System.getProperty("java.io.tmpdir", "/tmp")));
        } catch (IOException e) {
            throw failed(String.valueOf(e.getMessage()));
        }
        Container container = new Container(specification, log);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(container, work), "jcorn-servlet-stop"));
        WebContext context = maker.apply(new WebContexts(ServerMechanicsSettings.scriptName(config), work.path()));
        context.setManager(sessions);
        if (sessions instanceof SharedSessions shared) {
            context.getPipeline().addValve(shared.writeBack());
        }
        return container.start(context, work.path());
    }

    private Manager sessions() throws AppLoadException {
        Optional<Path> store = config.get(ServletSettings.SESSION_STORE);
        if (store.isPresent()) {
            try {
                return new SharedSessions(SessionDirectory.open(store.get()), log);
            } catch (IOException e) {
                throw failed("setting 'session_store': " + e.getMessage());
            }
        }
        if (config.get(WorkerProcessesSettings.WORKERS) > 1) {
            log.debug("Each worker has its own sessions; see the setting session_store");
        }
        StandardManager memory = new StandardManager();
        memory.setPathname(null);
        return memory;
    }

    private AppLoadException failed(String what) {
        return new AppLoadException("application \"" + specification + "\": " + what);
    }

    private void stop(Container container, WorkDirectory work) {
        container.stop();
        try (work) {
            if (root != null) {
                root.close();
            }
        } catch (IOException e) {
            log.warning("The directory " + work.path() + " cannot be deleted: " + e.getMessage());
        }
    }
}
