package org.jcorn.app.httpserver;

import com.sun.net.httpserver.Authenticator;
import com.sun.net.httpserver.Filter;
import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.io.OutputStream;

/** Lets requests through whose client an {@link Authenticator} knows. */
final class AuthenticationFilter extends Filter {

    private final Authenticator authenticator;

    AuthenticationFilter(Authenticator authenticator) {
        this.authenticator = authenticator;
    }

    @Override
    public String description() {
        return "Authentication";
    }

    @Override
    public void doFilter(HttpExchange exchange, Chain chain) throws IOException {
        Authenticator.Result result = authenticator.authenticate(exchange);
        if (result instanceof Authenticator.Success success) {
            ((HandlerExchange) exchange).principal(success.getPrincipal());
            chain.doFilter(exchange);
        } else if (result instanceof Authenticator.Retry retry) {
            refuse(exchange, retry.getResponseCode());
        } else if (result instanceof Authenticator.Failure failure) {
            refuse(exchange, failure.getResponseCode());
        }
    }

    private static void refuse(HttpExchange exchange, int status) throws IOException {
        exchange.getRequestBody().transferTo(OutputStream.nullOutputStream());
        exchange.sendResponseHeaders(status, -1);
    }
}
