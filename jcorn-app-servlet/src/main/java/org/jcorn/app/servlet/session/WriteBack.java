package org.jcorn.app.servlet.session;

import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.ServletException;
import java.io.IOException;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ValveBase;
import org.jcorn.app.servlet.bridge.Bridge;

/**
 * Writes the session of each request: before the response is committed, when the servlet has returned, and once more when
 * async is complete. The first is what the client's next request relies on; as a rule the others find nothing changed.
 */
public final class WriteBack extends ValveBase {

    private final SharedSessions sessions;

    WriteBack(SharedSessions sessions) {
        super(true);
        this.sessions = sessions;
    }

    @Override
    public void invoke(Request request, Response response) throws IOException, ServletException {
        Runnable save = () -> save(request);
        request.getCoyoteRequest().setAttribute(Bridge.BEFORE_COMMIT, save);
        try {
            getNext().invoke(request, response);
        } finally {
            save(request);
            if (request.isAsync() && request.getAsyncContextInternal() != null) {
                request.getAsyncContextInternal().addListener(new Completion(request));
            }
        }
    }

    private void save(Request request) {
        if (request.getSessionInternal(false) instanceof SharedSession session) {
            sessions.save(session);
        }
    }

    /** The end of a request that is answered later. */
    private final class Completion implements AsyncListener {

        private final Request request;

        Completion(Request request) {
            this.request = request;
        }

        @Override
        public void onComplete(AsyncEvent event) {
            save(request);
        }

        @Override
        public void onTimeout(AsyncEvent event) {}

        @Override
        public void onError(AsyncEvent event) {}

        @Override
        public void onStartAsync(AsyncEvent event) {
            event.getAsyncContext().addListener(this);
        }
    }
}
