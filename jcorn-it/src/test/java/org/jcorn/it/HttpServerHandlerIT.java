package org.jcorn.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.jcorn.it.app.JdkHandlers;
import org.jcorn.it.kit.IntegrationTest;
import org.jcorn.it.kit.RawClient;
import org.jcorn.it.kit.RawResponse;
import org.jcorn.it.kit.RunningServer;
import org.jcorn.it.kit.Site;
import org.jcorn.it.kit.WorkerClass;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A handler for the HTTP server of the JDK, there and behind each worker class: it answers the same. */
@IntegrationTest
class HttpServerHandlerIT {

    private static final List<String> FIELDS =
            List.of("Content-Type", "Content-Length", "Transfer-Encoding", "X-Type", "X-Marked", "WWW-Authenticate");

    private static final String POST = "Content-Type: text/x-test\r\nContent-Length: 5\r\n\r\nhello";
    private static final String CHUNKED =
            "Content-Type: a/b\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n0\r\n\r\n";

    /** Request lines, and what follows. The guard stays, so it comes last. */
    private static final List<List<String>> REQUESTS = List.of(
            List.of("GET /hello", "\r\n"),
            List.of("GET /chunked", "\r\n"),
            List.of("GET /empty", "\r\n"),
            List.of("GET /204", "\r\n"),
            List.of("GET /304", "\r\n"),
            List.of("HEAD /head", "\r\n"),
            List.of("HEAD /empty", "\r\n"),
            List.of("POST /echo", POST),
            List.of("POST /echo", CHUNKED),
            List.of("GET /unclosed", "\r\n"),
            List.of("POST /later", POST),
            List.of("GET /elsewhere", "\r\n"),
            List.of("GET /streams", "\r\n"),
            List.of("GET /mistakes", "\r\n"),
            List.of("GET /a%20b/c?d=e%26f&g", "X-Two: 1\r\nX-Two: 2\r\n\r\n"),
            List.of("DELETE /a", "\r\n"),
            List.of("GET /guard", "\r\n"),
            List.of("GET /principal", "\r\n"),
            List.of("GET /principal", "Authorization: Basic YTpzZWNyZXQ=\r\n\r\n"));

    static Stream<WorkerClass> workerClasses() {
        return WorkerClass.all();
    }

    @ParameterizedTest
    @MethodSource("workerClasses")
    void answersAreTheSame(WorkerClass workerClass, Site site) throws IOException {
        Map<String, String> expected = ofTheJdk();
        try (RunningServer server = site.server()
                .args(workerClass.arguments())
                .args("--classpath", Site.testClasses().toString())
                .application("org.jcorn.it.app.JdkHandlers:app")
                .start()) {
            assertThat(answers(server.port())).containsExactlyEntriesOf(expected);
            assertThat(server.log().text()).doesNotContain("[ERROR]", "[WARNING]");
        }
    }

    private static Map<String, String> ofTheJdk() throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        ExecutorService threads = Executors.newCachedThreadPool();
        server.setExecutor(threads);
        server.createContext("/", JdkHandlers.app);
        server.start();
        try {
            return answers(server.getAddress().getPort());
        } finally {
            server.stop(0);
            threads.shutdown();
        }
    }

    private static Map<String, String> answers(int port) throws IOException {
        Map<String, String> answers = new LinkedHashMap<>();
        for (List<String> request : REQUESTS) {
            try (RawClient client = RawClient.connect(port)) {
                client.send(request.get(0) + " HTTP/1.1\r\nHost: a\r\nConnection: close\r\n" + request.get(1));
                answers.put(String.join(" ", request), describe(client.responseOnly()));
            }
        }
        return answers;
    }

    private static String describe(RawResponse response) {
        StringBuilder text = new StringBuilder().append(response.status());
        for (String field : FIELDS) {
            String value = response.field(field);
            text.append('\n').append(field).append(": ").append(value);
        }
        return text.append('\n').append(response.body()).toString();
    }

    @Test
    void aHandlerThatThrowsFailsOneRequest(Site site) throws IOException {
        site.write("Shop.java", """
                import com.sun.net.httpserver.*;
                import java.io.IOException;
                class Shop implements HttpHandler {
                    public void handle(HttpExchange exchange) throws IOException {
                        switch (exchange.getRequestURI().getPath()) {
                            case "/throw" -> throw new IllegalStateException("broken");
                            case "/close" -> exchange.close();
                            case "/short" -> {
                                exchange.sendResponseHeaders(200, 9);
                                exchange.getResponseBody().write('x');
                                exchange.close();
                            }
                            default -> {
                                exchange.sendResponseHeaders(200, 2);
                                exchange.getResponseBody().write(new byte[] {'o', 'k'});
                                exchange.close();
                            }
                        }
                    }
                }
                """);
        try (RunningServer server = site.server().application("Shop").start()) {
            assertThat(server.get("/throw").status()).isEqualTo(500);
            assertThat(server.get("/close").status()).isEqualTo(500);
            assertThat(server.get("/short").complete()).isFalse();
            assertThat(server.get("/").body()).isEqualTo("ok");
            assertThat(server.log().text()).contains("broken", "the handler closed the exchange without an answer");
        }
    }

    @Test
    void theFileHandlerOfTheJdkServes(Site site) throws IOException {
        assumeTrue(Runtime.version().feature() >= 18);
        site.write("public/a.txt", "file");
        site.write("Shop.java", """
                import com.sun.net.httpserver.*;
                import java.nio.file.Path;
                class Shop {
                    static final HttpHandler app = HttpHandlers.handleOrElse(
                            request -> request.getRequestHeaders().containsKey("X-File"),
                            SimpleFileServer.createFileHandler(Path.of("public").toAbsolutePath()),
                            HttpHandlers.of(404, Headers.of("X-None", "1"), "none"));
                }
                """);
        try (RunningServer server = site.server().application("Shop:app").start();
                RawClient client = RawClient.connect(server.port())) {
            client.send("GET /a.txt HTTP/1.1\r\nHost: a\r\nX-File: 1\r\nConnection: close\r\n\r\n");
            assertThat(client.response().body()).isEqualTo("file");
            assertThat(server.get("/a.txt").body()).isEqualTo("none");
        }
    }
}
