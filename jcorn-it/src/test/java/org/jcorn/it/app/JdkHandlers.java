package org.jcorn.it.app;

import com.sun.net.httpserver.BasicAuthenticator;
import com.sun.net.httpserver.Filter;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import java.io.BufferedOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** A handler for the HTTP server of the JDK, with something of everything that it may do. */
public final class JdkHandlers {

    public static final HttpHandler app = JdkHandlers::handle;

    private JdkHandlers() {}

    private static void handle(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        switch (path) {
            case "/hello" -> text(exchange, "hello");
            case "/chunked" -> chunked(exchange);
            case "/empty" -> exchange.sendResponseHeaders(200, -1);
            case "/204" -> exchange.sendResponseHeaders(204, -1);
            case "/304" -> exchange.sendResponseHeaders(304, -1);
            case "/echo" -> echo(exchange);
            case "/head" -> head(exchange);
            case "/unclosed" -> {
                exchange.sendResponseHeaders(200, 4);
                exchange.getResponseBody().write(bytes("open"));
                exchange.getResponseBody().flush();
            }
            case "/later" -> later(exchange);
            case "/elsewhere" -> elsewhere(exchange);
            case "/streams" -> streams(exchange);
            case "/mistakes" -> mistakes(exchange);
            case "/guard" -> guard(exchange);
            case "/principal" -> text(exchange, exchange.getPrincipal() + "");
            default -> text(exchange, describe(exchange));
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static void text(HttpExchange exchange, String text) throws IOException {
        exchange.getResponseHeaders().set("Content-Type", "text/plain; charset=utf-8");
        exchange.sendResponseHeaders(200, bytes(text).length);
        try (exchange) {
            exchange.getResponseBody().write(bytes(text));
        }
    }

    private static void chunked(HttpExchange exchange) throws IOException {
        exchange.sendResponseHeaders(200, 0);
        try (OutputStream body = exchange.getResponseBody()) {
            for (int i = 0; i < 3000; i++) {
                body.write(bytes("line " + i + "\n"));
            }
            body.flush();
            body.write('.');
        }
    }

    private static void echo(HttpExchange exchange) throws IOException {
        byte[] body = exchange.getRequestBody().readAllBytes();
        exchange.getResponseHeaders().add("X-Type", exchange.getRequestHeaders().getFirst("Content-Type"));
        exchange.sendResponseHeaders(201, body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    private static void head(HttpExchange exchange) throws IOException {
        exchange.getResponseHeaders().set("Content-Length", "5");
        exchange.sendResponseHeaders(200, -1);
        exchange.close();
    }

    /** Answered when the handler has returned. */
    private static void later(HttpExchange exchange) {
        Thread thread = new Thread(() -> {
            try {
                String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
                text(exchange, "later: " + body);
            } catch (IOException e) {
                exchange.close();
            }
        });
        thread.start();
    }

    /** Answered by another thread while the handler waits for it. */
    private static void elsewhere(HttpExchange exchange) throws IOException {
        try {
            Thread thread = new Thread(() -> {
                try {
                    text(exchange, "elsewhere");
                } catch (IOException e) {
                    exchange.close();
                }
            });
            thread.start();
            thread.join();
        } catch (InterruptedException e) {
            throw new IOException(e);
        }
    }

    private static void streams(HttpExchange exchange) throws IOException {
        exchange.setStreams(null, new FilterOutputStream(new BufferedOutputStream(exchange.getResponseBody())) {
            @Override
            public void write(int octet) throws IOException {
                super.write(Character.toUpperCase(octet));
            }
        });
        text(exchange, "streams");
    }

    private static void mistakes(HttpExchange exchange) throws IOException {
        StringBuilder mistakes = new StringBuilder();
        try {
            exchange.getResponseBody().write('x');
        } catch (IOException e) {
            mistakes.append("early;");
        }
        exchange.sendResponseHeaders(200, 28);
        try {
            exchange.sendResponseHeaders(200, 4);
        } catch (IOException e) {
            mistakes.append("twice;");
        }
        try {
            exchange.getResponseBody().write(new byte[29]);
        } catch (IOException e) {
            mistakes.append("long;");
        }
        exchange.getResponseBody().write(bytes(String.format("%-28s", mistakes)));
        exchange.getResponseBody().close();
        exchange.close();
    }

    /** Has requests guarded from now on. */
    private static void guard(HttpExchange exchange) throws IOException {
        exchange.getHttpContext().setAuthenticator(new BasicAuthenticator("shop") {
            @Override
            public boolean checkCredentials(String user, String password) {
                return password.equals("secret");
            }
        });
        exchange.getHttpContext()
                .getFilters()
                .add(Filter.beforeHandler(
                        "marks", each -> each.getResponseHeaders().set("X-Marked", "yes")));
        text(exchange, "guarded");
    }

    private static String describe(HttpExchange exchange) {
        exchange.setAttribute("colour", "green");
        return String.join(
                "|",
                exchange.getRequestMethod(),
                exchange.getRequestURI().toString(),
                exchange.getRequestURI().getPath(),
                String.valueOf(exchange.getRequestURI().getQuery()),
                exchange.getProtocol(),
                exchange.getHttpContext().getPath(),
                String.valueOf(exchange.getRequestHeaders().get("X-Two")),
                String.valueOf(exchange.getRequestHeaders().getFirst("x-TWO")),
                String.valueOf(exchange.getAttribute("colour")),
                String.valueOf(exchange.getAttribute("none")),
                String.valueOf(exchange.getPrincipal()),
                exchange.getRemoteAddress().getAddress().toString(),
                exchange.getLocalAddress().getAddress().toString(),
                String.valueOf(exchange.getResponseCode()),
                exchange.getRequestMethod().toLowerCase(Locale.ROOT));
    }
}
