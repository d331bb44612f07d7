package org.jcorn.app;

import org.jcorn.Application;
import org.jcorn.NonBlocking;
import org.jcorn.Request;
import org.jcorn.Response;

/** An application whose member says {@link NonBlocking}: worker classes look at the class of an application. */
@NonBlocking
@SuppressWarnings("try") // closing may be interrupted, that is up to the application
final class InlineApplication implements Application, AutoCloseable {

    private final Application application;

    InlineApplication(Application application) {
        this.application = application;
    }

    @Override
    public void handle(Request request, Response response) throws Exception {
        application.handle(request, response);
    }

    @Override
    public void close() throws Exception {
        if (application instanceof AutoCloseable closeable) {
            closeable.close();
        }
    }
}
