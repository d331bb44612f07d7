package org.jcorn.bench.peers;

import io.undertow.server.HttpHandler;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.Headers;
import io.undertow.util.SameThreadExecutor;
import java.nio.ByteBuffer;
import java.util.concurrent.TimeUnit;

/** Undertow, the handler on its IO threads. */
public final class UndertowPeer implements HttpHandler {
    private final ByteBuffer hello = ByteBuffer.wrap(Answers.hello());
    private final ByteBuffer body = ByteBuffer.wrap(Answers.body());

    public static void main(String[] args) {
        UndertowServer.start(args, new UndertowPeer());
    }

    @Override
    public void handleRequest(HttpServerExchange exchange) {
        exchange.getResponseHeaders().put(Headers.CONTENT_TYPE, Answers.TYPE);
        switch (exchange.getRequestPath()) {
            case "/" -> exchange.getResponseSender().send(hello.duplicate());
            case "/echo" ->
                exchange.getRequestReceiver()
                        .receiveFullBytes((received, bytes) ->
                                received.getResponseSender().send(ByteBuffer.wrap(bytes)));
            case "/body" -> exchange.getResponseSender().send(body.duplicate());
            case "/sleep" -> exchange.dispatch(SameThreadExecutor.INSTANCE, () -> helloLater(exchange));
            default -> exchange.setStatusCode(404);
        }
    }

    private void helloLater(HttpServerExchange exchange) {
        Runnable wake = () -> exchange.getResponseSender().send(hello.duplicate());
        exchange.getIoThread().executeAfter(wake, Answers.SLEEP_MILLIS, TimeUnit.MILLISECONDS);
    }
}
