package org.jcorn.bench.peers;

import io.undertow.server.HttpHandler;
import io.undertow.server.HttpServerExchange;
import io.undertow.server.handlers.BlockingHandler;
import io.undertow.util.Headers;
import java.nio.ByteBuffer;

/** Undertow, the handler on its pool of worker threads. */
public final class UndertowBlockingPeer implements HttpHandler {
    private final byte[] hello = Answers.hello();
    private final byte[] body = Answers.body();

    public static void main(String[] args) {
        UndertowServer.start(args, new BlockingHandler(new UndertowBlockingPeer()));
    }

    @Override
    public void handleRequest(HttpServerExchange exchange) throws Exception {
        exchange.getResponseHeaders().put(Headers.CONTENT_TYPE, Answers.TYPE);
        switch (exchange.getRequestPath()) {
            case "/" -> send(exchange, hello);
            case "/echo" -> send(exchange, exchange.getInputStream().readAllBytes());
            case "/body" -> send(exchange, body);
            case "/sleep" -> {
                Thread.sleep(Answers.SLEEP_MILLIS);
                send(exchange, hello);
            }
            default -> exchange.setStatusCode(404);
        }
    }

    private static void send(HttpServerExchange exchange, byte[] bytes) {
        exchange.getResponseSender().send(ByteBuffer.wrap(bytes));
    }
}
