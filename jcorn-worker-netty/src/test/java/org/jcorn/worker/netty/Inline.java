package org.jcorn.worker.netty;

import org.jcorn.Application;
import org.jcorn.NonBlocking;
import org.jcorn.Request;
import org.jcorn.Response;

/** An application that says it does not block. */
@NonBlocking
record Inline(Application application) implements Application {

    @Override
    public void handle(Request request, Response response) throws Exception {
        application.handle(request, response);
    }
}
