package org.jcorn.app.httpserver;

import com.sun.net.httpserver.Authenticator;
import com.sun.net.httpserver.Filter;
import com.sun.net.httpserver.HttpContext;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/** Where the handler is mounted; it may put filters and an authenticator in front of itself. */
final class HandlerContext extends HttpContext {

    private final String path;
    private final HttpHandler handler;
    private final Map<String, Object> attributes = new ConcurrentHashMap<>();
    private final List<Filter> filters = new CopyOnWriteArrayList<>();
    private volatile @Nullable Authenticator authenticator;

    /** @param scriptName the mount point, or empty */
    HandlerContext(String scriptName, HttpHandler handler) {
        this.path = scriptName.isEmpty() ? "/" : scriptName;
        this.handler = handler;
    }

    /** Have the request handled, behind whatever is to come before. */
    void handle(HandlerExchange exchange) throws IOException {
        Authenticator guard = authenticator;
        if (guard == null && filters.isEmpty()) {
            handler.handle(exchange);
            return;
        }
        List<Filter> chain = new ArrayList<>(filters);
        if (guard != null) { // behind the filters, as there
            chain.add(new AuthenticationFilter(guard));
        }
        new Filter.Chain(chain, handler).doFilter(exchange);
    }

    @Override
    public HttpHandler getHandler() {
        return handler;
    }

    @Override
    public void setHandler(HttpHandler other) {
        throw new IllegalArgumentException("handler already set");
    }

    @Override
    public String getPath() {
        return path;
    }

    @Override
    public HttpServer getServer() {
        throw new UnsupportedOperationException("there is no HttpServer: the handler is served by jcorn");
    }

    @Override
    public Map<String, Object> getAttributes() {
        return attributes;
    }

    @Override
    public List<Filter> getFilters() {
        return filters;
    }

    @Override
    public @Nullable Authenticator setAuthenticator(@Nullable Authenticator next) {
        Authenticator former = authenticator;
        authenticator = next;
        return former;
    }

    @Override
    public @Nullable Authenticator getAuthenticator() {
        return authenticator;
    }
}
