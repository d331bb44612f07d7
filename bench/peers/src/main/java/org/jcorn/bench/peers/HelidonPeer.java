package org.jcorn.bench.peers;

import io.helidon.http.HeaderValues;
import io.helidon.webserver.WebServer;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.io.IOException;
import java.io.InputStream;

/** Helidon SE: a virtual thread for each connection. */
public final class HelidonPeer {
    private static final byte[] HELLO = Answers.hello();
    private static final byte[] BODY = Answers.body();

    private HelidonPeer() {}

    public static void main(String[] args) {
        WebServer.builder()
                .host(Answers.HOST)
                .port(Integer.parseInt(args[0]))
                .backlog(Answers.BACKLOG)
                .idleConnectionTimeout(Answers.IDLE)
                .connectionOptions(options -> options.tcpNoDelay(true))
                .routing(routes -> routes.get("/", (request, response) -> send(response, HELLO))
                        .post("/echo", HelidonPeer::echo)
                        .get("/body", (request, response) -> send(response, BODY))
                        .get("/sleep", HelidonPeer::sleep))
                .build()
                .start();
    }

    private static void echo(ServerRequest request, ServerResponse response) throws IOException {
        try (InputStream body = request.content().inputStream()) {
            send(response, body.readAllBytes());
        }
    }

    private static void sleep(ServerRequest request, ServerResponse response) throws InterruptedException {
        Thread.sleep(Answers.SLEEP_MILLIS);
        send(response, HELLO);
    }

    private static void send(ServerResponse response, byte[] bytes) {
        response.header(HeaderValues.CONTENT_TYPE_TEXT_PLAIN).send(bytes);
    }
}
