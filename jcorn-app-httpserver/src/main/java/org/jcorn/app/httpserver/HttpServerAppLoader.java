package org.jcorn.app.httpserver;

import com.sun.net.httpserver.HttpHandler;
import java.util.Optional;
import org.jcorn.Application;
import org.jcorn.config.WorkerProcessesSettings;
import org.jcorn.spi.AppLoader;
import org.jcorn.spi.AppSource;

/** Makes applications of {@link HttpHandler} objects. */
public final class HttpServerAppLoader implements AppLoader {

    /** Found by its name. */
    public HttpServerAppLoader() {}

    @Override
    public Optional<Application> adapt(Object object, AppSource source) {
        // A trimmed JDK may lack them, and then nothing can be one.
        boolean known = ModuleLayer.boot().findModule("jdk.httpserver").isPresent();
        return known && object instanceof HttpHandler handler
                ? Optional.of(
                        new HandlerApplication(handler, source.config().get(WorkerProcessesSettings.REQUEST_TIMEOUT)))
                : Optional.empty();
    }
}
