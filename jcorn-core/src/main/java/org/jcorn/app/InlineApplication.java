package org.jcorn.app;

import org.jcorn.Application;
import org.jcorn.NonBlocking;
import org.jcorn.Request;
import org.jcorn.Response;

/** An application whose member says {@link NonBlocking}: worker classes look at the class of an application. */
@NonBlocking
final class InlineApplication implements Application {

    private final Application application;

    InlineApplication(Application application) {
        this.application = application;
    }

    @Override
    public void handle(Request request, Response response) throws Exception {
        application.handle(request, response);
    }
}
