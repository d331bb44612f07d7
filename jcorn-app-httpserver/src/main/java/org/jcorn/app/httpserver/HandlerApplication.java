package org.jcorn.app.httpserver;

import com.sun.net.httpserver.HttpHandler;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jcorn.Application;
import org.jcorn.Request;
import org.jcorn.Response;

/** A handler as an application. */
@SuppressWarnings("try") // closing may be interrupted, that is up to the handler
final class HandlerApplication implements Application, AutoCloseable {

    private final HttpHandler handler;
    private final Duration requestTimeout;

    /** By {@link Request#scriptName}, of which there is one as a rule. */
    private final Map<String, HandlerContext> contexts = new ConcurrentHashMap<>();

    /** @param requestTimeout how long a request may take, zero = for ever */
    HandlerApplication(HttpHandler handler, Duration requestTimeout) {
        this.handler = handler;
        this.requestTimeout = requestTimeout;
    }

    @Override
    public void handle(Request request, Response response) throws IOException {
        URI uri;
        try {
            uri = new URI(request.target());
        } catch (URISyntaxException e) { // as the JDK's server does
            response.status(400).send("Bad Request\n");
            return;
        }
        HandlerContext context =
                contexts.computeIfAbsent(request.scriptName(), path -> new HandlerContext(path, handler));
        HandlerExchange exchange = new HandlerExchange(request, response, uri, context, new Turn(requestTimeout));
        boolean returned = false;
        try {
            context.handle(exchange);
            returned = true;
        } finally {
            exchange.handled(returned);
        }
    }

    @Override
    public void close() throws Exception {
        if (handler instanceof AutoCloseable closeable) {
            closeable.close();
        }
    }
}
