package org.jcorn.app.servlet.bridge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jcorn.tls.TlsFixture;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What servlets see of TLS. */
class BridgeTlsTest {
    @TempDir
    Path directory;

    private ServletServer server(String kind) throws Exception {
        return new ServletServer(
                kind,
                directory,
                Map.of(
                        "threads", "8",
                        "keepalive", "20",
                        "certfile", TlsFixture.file("both.pem").toString(),
                        "cert_reqs", "2",
                        "ca_certs", TlsFixture.file("ca.crt").toString()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"sync", "gthread", "netty"})
    void clientCertificateIsAnAttribute(String kind) throws Exception {
        try (ServletServer server = server(kind);
                RawClient client = new RawClient(server.address(), TlsFixture.client("client"))) {
            // When
            RawClient.Answer answer =
                    client.send("GET /tls HTTP/1.1\r\nHost: localhost\r\n\r\n").answer("GET");

            // Then
            assertThat(answer.body()).startsWith("https true\nsuite TLS_").contains("client CN=a client");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"sync", "gthread", "netty"})
    void webSocketEchoes(String kind) throws Exception {
        try (ServletServer server = server(kind)) {
            // Given
            LinkedBlockingQueue<String> received = new LinkedBlockingQueue<>();
            WebSocket socket = HttpClient.newBuilder()
                    .sslContext(TlsFixture.client("client"))
                    .build()
                    .newWebSocketBuilder()
                    .buildAsync(
                            URI.create("wss://localhost:" + server.address().getPort() + "/ws"), new Heard(received))
                    .get(20, TimeUnit.SECONDS);

            // When
            socket.sendText("hello", true).get(20, TimeUnit.SECONDS);
            socket.sendClose(WebSocket.NORMAL_CLOSURE, "bye").get(20, TimeUnit.SECONDS);

            // Then
            await().until(() -> received.contains("close 1000"));
            assertThat(received).containsExactly("text hello", "close 1000");
        }
    }
}
