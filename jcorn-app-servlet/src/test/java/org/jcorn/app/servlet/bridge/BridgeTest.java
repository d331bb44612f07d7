package org.jcorn.app.servlet.bridge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the bridge does with connections, behind each worker class and, where it says "all", on a stock Tomcat too. */
class BridgeTest {
    private static final List<String> WORKERS = List.of("sync", "gthread", "netty");
    private static final Map<String, ServletServer> SERVERS = new LinkedHashMap<>();

    @TempDir
    static Path directory;

    @BeforeAll
    static void start() throws Exception {
        for (String kind : all()) {
            SERVERS.put(kind, new ServletServer(kind, directory));
        }
    }

    @AfterAll
    static void stop() throws IOException {
        for (ServletServer server : SERVERS.values()) {
            server.close();
        }
    }

    static List<String> workers() {
        return WORKERS;
    }

    /** Those that keep connections. */
    static List<String> keeping() {
        return List.of(ServletServer.STOCK, "gthread", "netty");
    }

    static List<String> all() {
        List<String> all = new ArrayList<>(WORKERS);
        all.add(ServletServer.STOCK);
        return all;
    }

    private static ServletServer server(String kind) {
        ServletServer server = SERVERS.get(kind);
        if (server == null) {
            throw new IllegalArgumentException(kind);
        }
        return server;
    }

    private static String get(String path) {
        return "GET " + path + " HTTP/1.1\r\nHost: test\r\n\r\n";
    }

    private static String chunked(String path, String body) {
        return "POST " + path + " HTTP/1.1\r\nHost: test\r\nTransfer-Encoding: chunked\r\n\r\n" + body;
    }

    @ParameterizedTest
    @MethodSource("keeping")
    void connectionIsKeptAfterEachKindOfRequest(String kind) throws IOException {
        try (RawClient client = server(kind).connect()) {
            for (String path :
                    List.of("/hello", "/async/complete", "/async/dispatch", "/nio/big", "/flush", "/hello")) {
                // When
                RawClient.Answer answer = client.send(get(path)).answer("GET");

                // Then
                assertThat(answer.status()).as(path).isEqualTo(200);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("keeping")
    void pipelinedRequestsAreAnsweredInOrder(String kind) throws IOException {
        try (RawClient client = server(kind).connect()) {
            // When
            client.send(get("/async/complete") + get("/params?n=1") + get("/async/timeout") + get("/params?n=2"));

            // Then
            assertThat(client.answer("GET").body()).isEqualTo("from another thread\n");
            assertThat(client.answer("GET").body()).isEqualTo("n=1\n");
            assertThat(client.answer("GET").body()).isEqualTo("time is up\n");
            assertThat(client.answer("GET").body()).isEqualTo("n=2\n");
        }
    }

    @ParameterizedTest
    @MethodSource("all")
    void bodyIsAskedForWhenItIsRead(String kind) throws IOException {
        for (String path : List.of("/echo", "/nio/echo")) {
            try (RawClient client = server(kind).connect()) {
                // Given
                client.send("POST " + path + " HTTP/1.1\r\nHost: test\r\nContent-Type: text/plain\r\n"
                        + "Content-Length: 5\r\nExpect: 100-continue\r\n\r\n");
                assertThat(client.line()).as(path).startsWith("HTTP/1.1 100");
                assertThat(client.line()).isEmpty();

                // When
                RawClient.Answer answer = client.send("hello").answer("POST");

                // Then
                assertThat(answer.body()).isEqualTo("hello");
            }
        }
    }

    @ParameterizedTest
    @MethodSource("all")
    void bodyArrivesPieceByPieceWithoutBlocking(String kind) throws IOException, InterruptedException {
        try (RawClient client = server(kind).connect()) {
            client.send(chunked("/nio/echo", ""));
            for (int i = 0; i < 20; i++) {
                client.send("1\r\n");
                Thread.onSpinWait();
                client.send("x\r\n");
            }

            // When
            RawClient.Answer answer = client.send("0\r\n\r\n").answer("POST");

            // Then
            assertThat(answer.body()).isEqualTo("x".repeat(20));
        }
    }

    @ParameterizedTest
    @MethodSource("all")
    void trailersGoBothWays(String kind) throws IOException {
        try (RawClient client = server(kind).connect()) {
            // When
            RawClient.Answer answer = client.send(chunked("/trailers", "3\r\nabc\r\n0\r\nX-Sum: 6\r\n\r\n"))
                    .answer("POST");

            // Then
            assertThat(answer.body()).isEqualTo("3 true {X-Sum=6}\n");
            assertThat(answer.trailers()).containsExactly("x-sum: [42]");
        }
    }

    @ParameterizedTest
    @MethodSource("all")
    void oldClientsAreServed(String kind) throws IOException {
        try (RawClient client = server(kind).connect()) {
            // When
            RawClient.Answer answer = client.send("GET /big HTTP/1.0\r\n\r\n").answer("GET");

            // Then
            assertThat(answer.body()).hasSize(199_900);
            assertThat(answer.fields()).doesNotContainKey("transfer-encoding");
        }
    }

    @ParameterizedTest
    @MethodSource("all")
    void failureAfterTheHeadCutsTheConnection(String kind) throws IOException {
        try (RawClient client = server(kind).connect()) {
            // When
            client.send(get("/throw-late"));

            // Then
            assertThat(client.rest()).contains("half").doesNotContain("\r\n0\r\n");
        }
    }

    @ParameterizedTest
    @MethodSource("workers")
    void failureIsLoggedOnceWithItsStack(String kind) throws IOException {
        // Given
        ServletServer server = server(kind);
        // The log of Tomcat's records is that of the last bridge made in this process.
        RecordingLogger log = server(ServletServer.STOCK).log();
        long before = failures(log);

        // When
        try (RawClient client = server.connect()) {
            assertThat(client.send(get("/throw")).answer("GET").body()).doesNotContain("secret");
        }

        // Then
        assertThat(failures(log)).isEqualTo(before + 1);
    }

    private static long failures(RecordingLogger log) {
        return log.records().stream()
                .filter(line -> line.contains("secret of the servlet") && line.contains("at org.jcorn"))
                .count();
    }

    @ParameterizedTest
    @MethodSource("workers")
    void servletThatFailsAfterStartAsyncIsAnswered(String kind) throws IOException {
        try (RawClient client = server(kind).connect()) {
            // When
            RawClient.Answer answer = client.send(get("/async/throw")).answer("GET");

            // Then: a stock Tomcat closes the connection without an answer
            assertThat(answer.status()).isEqualTo(500);
        }
    }

    @ParameterizedTest
    @MethodSource("workers")
    void malformedBodyIsAnsweredByTheWorker(String kind) throws IOException {
        try (RawClient client = server(kind).connect()) {
            // When
            RawClient.Answer answer =
                    client.send(chunked("/echo", "no chunk\r\n")).answer("POST");

            // Then
            assertThat(answer.status()).isEqualTo(400);
        }
    }

    @ParameterizedTest
    @MethodSource("workers")
    void clientThatGoesAwayIsNoError(String kind) throws IOException {
        // Given
        RecordingLogger log = server(ServletServer.STOCK).log();
        int before = log.records().size();
        try (RawClient client = server(kind).connect()) {
            client.send("POST /echo HTTP/1.1\r\nHost: test\r\nContent-Length: 10\r\n\r\nhalf");
        }

        // When
        try (RawClient client = server(kind).connect()) {
            client.send(get("/hello")).answer("GET");
        }

        // Then
        assertThat(log.records().subList(before, log.records().size())).noneMatch(line -> line.startsWith("ERROR"));
    }

    @ParameterizedTest
    @MethodSource("all")
    void handlerThatListensTakesTheConnectionOver(String kind) throws IOException {
        try (RawClient client = server(kind).connect()) {
            // Given
            RawClient.Answer answer = client.send(upgrade("/upgrade/listening")).answer("GET");
            assertThat(answer.status()).isEqualTo(101);
            assertThat(answer.field("upgrade")).isEqualTo("shout");

            // When
            client.send("hello\n");

            // Then
            assertThat(client.line()).isEqualTo("HELLO");
            assertThat(client.send("again\n").line()).isEqualTo("AGAIN");
        }
    }

    @ParameterizedTest
    @MethodSource("all")
    void handlerThatWaitsTakesTheConnectionOver(String kind) throws IOException {
        try (RawClient client = server(kind).connect()) {
            // Given
            assertThat(client.send(upgrade("/upgrade/waiting")).answer("GET").status())
                    .isEqualTo(101);

            // When
            client.send("hello\n");

            // Then
            assertThat(client.rest()).isEqualTo("HELLO\n");
        }
    }

    private static String upgrade(String path) {
        return "GET " + path + " HTTP/1.1\r\nHost: test\r\nConnection: Upgrade\r\nUpgrade: shout\r\n\r\n";
    }

    @ParameterizedTest
    @MethodSource("all")
    void webSocketEchoes(String kind) throws Exception {
        // Given
        LinkedBlockingQueue<String> received = new LinkedBlockingQueue<>();
        WebSocket socket = HttpClient.newHttpClient()
                .newWebSocketBuilder()
                .buildAsync(
                        URI.create("ws://127.0.0.1:" + server(kind).address().getPort() + "/ws"), new Heard(received))
                .get(20, TimeUnit.SECONDS);

        // When
        socket.sendText("hello", true).get(20, TimeUnit.SECONDS);
        socket.sendBinary(ByteBuffer.wrap(new byte[5000]), true).get(20, TimeUnit.SECONDS);
        socket.sendPing(ByteBuffer.wrap(new byte[3])).get(20, TimeUnit.SECONDS);
        socket.sendClose(WebSocket.NORMAL_CLOSURE, "bye").get(20, TimeUnit.SECONDS);

        // Then
        await().until(() -> received.stream().anyMatch(each -> each.startsWith("close")));
        assertThat(received).containsExactly("text hello", "binary 5000", "pong 3", "close 1000");
    }

    @ParameterizedTest
    @MethodSource("all")
    void webSocketSpeaksFirstAndHangsUp(String kind) throws Exception {
        // When
        LinkedBlockingQueue<String> received = new LinkedBlockingQueue<>();
        WebSocket socket = HttpClient.newHttpClient()
                .newWebSocketBuilder()
                .buildAsync(
                        URI.create("ws://127.0.0.1:" + server(kind).address().getPort() + "/push"), new Heard(received))
                .get(20, TimeUnit.SECONDS);

        // Then
        await().until(() -> received.contains("close 1001"));
        assertThat(received)
                .containsExactly("text push 0", "text push 1", "text push 2", "text push late", "close 1001");
        assertThat(socket.isInputClosed()).isTrue();
    }

    @ParameterizedTest
    @MethodSource("all")
    void whatFollowsAnUpgradeAtOnceIsForItsHandler(String kind) throws IOException {
        int before = UpgradeServlets.RELEASED.get();
        try (RawClient client = server(kind).connect()) {
            // When
            client.send(upgrade("/upgrade/listening") + "early\n").answer("GET");

            // Then
            assertThat(client.line()).isEqualTo("EARLY");
        }
        await().until(() -> UpgradeServlets.RELEASED.get() > before);
    }

    @ParameterizedTest
    @MethodSource("keeping")
    void clientThatDoesNotReadHoldsNobodyElse(String kind) throws IOException {
        try (RawClient slow = server(kind).connect()) {
            // Given
            slow.send(get("/nio/big?size=30000000"));

            // When
            for (int i = 0; i < 20; i++) {
                try (RawClient other = server(kind).connect()) {
                    assertThat(other.send(get("/hello")).answer("GET").status()).isEqualTo(200);
                }
            }

            // Then
            assertThat(slow.answer("GET").body()).hasSize(30_000_000);
        }
    }
}
