package org.jcorn.app.servlet.bridge;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** One application on a stock Tomcat and behind each worker class gives the same answers. */
class SideBySideTest {
    /** What each server writes as it likes: the framing of a connection, and what tells the server and the time. */
    private static final Set<String> OWN = Set.of("date", "server", "connection", "keep-alive", "set-cookie");

    private static final List<String> WORKERS = List.of("sync", "gthread", "netty");

    private static final Map<String, ServletServer> SERVERS = new LinkedHashMap<>();

    @TempDir
    static Path directory;

    @BeforeAll
    static void start() throws Exception {
        SERVERS.put(ServletServer.STOCK, new ServletServer(ServletServer.STOCK, directory));
        for (String worker : WORKERS) {
            SERVERS.put(worker, new ServletServer(worker, directory));
        }
    }

    @AfterAll
    static void stop() throws IOException {
        for (ServletServer server : SERVERS.values()) {
            server.close();
        }
    }

    static Stream<Arguments> cases() {
        return WORKERS.stream().flatMap(worker -> requests().map(request -> Arguments.of(worker, request)));
    }

    /** Each is sent as it is; {@code Host} and the empty line are put to those that end with the request line. */
    private static Stream<String> requests() {
        return Stream.of(
                        List.of(
                                get("/hello"),
                                "HEAD /hello HTTP/1.1",
                                "OPTIONS /static/small.txt HTTP/1.1",
                                "OPTIONS * HTTP/1.1",
                                get("/nothing"),
                                get("/missing"),
                                get("/info/a%20b/%C3%BC;x=1/c?q=%C3%BC&r=a+b"),
                                get("/info/../hello"),
                                get("/info/%2e%2e/hello"),
                                get("/info/..%2fhello"),
                                get("/info//double"),
                                get("/info/a%zz"),
                                get("/params?a=1&b=2&a=3&c"),
                                "GET http://other.example:81/info HTTP/1.1\r\nHost: other.example:81\r\n\r\n",
                                "GET /info HTTP/1.1\r\nHost: test.example:8080\r\nAccept-Language: de\r\nX-A: 1\r\nX-A: 2\r\n\r\n",
                                "GET /cookies HTTP/1.1\r\nHost: test\r\nCookie: a=1; b=\"two\"\r\n\r\n",
                                post("/echo", "text/plain", "body of the request"),
                                post("/params?a=1", "application/x-www-form-urlencoded", "a=2&b=%C3%BC"),
                                post("/unread", "text/plain", "not for me"),
                                "POST /echo HTTP/1.1\r\nHost: test\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n6\r\n world\r\n0\r\n\r\n",
                                multipart()),
                        List.of(
                                get("/status?code=201"),
                                get("/status?code=204"),
                                get("/status?code=205"),
                                get("/status?code=304"),
                                get("/status?code=599"),
                                get("/error?code=404"),
                                get("/error?code=410"),
                                get("/error?code=500"),
                                get("/throw"),
                                get("/throw-state"),
                                get("/forward"),
                                get("/include"),
                                get("/redirect"),
                                get("/session"),
                                get("/big"),
                                "HEAD /big HTTP/1.1",
                                get("/length"),
                                get("/flush"),
                                get("/fields"),
                                get("/hints")),
                        List.of(
                                get("/static/small.txt"),
                                get("/static/big.bin"),
                                "HEAD /static/big.bin HTTP/1.1",
                                "GET /static/small.txt HTTP/1.1\r\nHost: test\r\nRange: bytes=2-4\r\n\r\n",
                                "GET /static/big.bin HTTP/1.1\r\nHost: test\r\nRange: bytes=1000000-\r\n\r\n",
                                "GET /static/small.txt HTTP/1.1\r\nHost: test\r\nRange: bytes=90-\r\n\r\n",
                                "GET /static/small.txt HTTP/1.1\r\nHost: test\r\nIf-None-Match: *\r\n\r\n",
                                "GET /static/small.txt HTTP/1.1\r\nHost: test\r\nAccept-Encoding: gzip\r\n\r\n",
                                "PUT /static/small.txt HTTP/1.1",
                                get("/static/missing.txt")),
                        List.of(
                                get("/async/complete"),
                                get("/async/at-once"),
                                get("/async/dispatch"),
                                get("/async/dispatch-throw"),
                                get("/async/start"),
                                get("/async/timeout"),
                                get("/async/timeout-alone"),
                                get("/async/streaming"),
                                post("/nio/echo", "text/plain", "x".repeat(200_000)),
                                post("/nio/echo", "text/plain", ""),
                                "POST /nio/echo HTTP/1.1\r\nHost: test\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n6\r\n world\r\n0\r\n\r\n",
                                get("/nio/big")))
                .flatMap(List::stream);
    }

    private static String get(String target) {
        return "GET " + target + " HTTP/1.1";
    }

    private static String post(String target, String type, String body) {
        return "POST " + target + " HTTP/1.1\r\nHost: test\r\nContent-Type: " + type + "\r\nContent-Length: "
                + body.length() + "\r\n\r\n" + body;
    }

    private static String multipart() {
        return post(
                "/upload",
                "multipart/form-data; boundary=cut",
                "--cut\r\nContent-Disposition: form-data; name=\"text\"\r\n\r\nvalue\r\n"
                        + "--cut\r\nContent-Disposition: form-data; name=\"file\"; filename=\"f.bin\"\r\n"
                        + "Content-Type: application/octet-stream\r\n\r\n" + "y".repeat(20_000) + "\r\n--cut--\r\n");
    }

    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource("cases")
    void sameAnswer(String worker, String request) throws IOException {
        // When
        RawClient.Answer expected = ask(ServletServer.STOCK, request);
        RawClient.Answer answer = ask(worker, request);

        // Then
        assertThat(text(answer)).isEqualTo(text(expected));
    }

    private static RawClient.Answer ask(String kind, String request) throws IOException {
        String method = request.substring(0, request.indexOf(' '));
        String whole = request.endsWith("HTTP/1.1") ? request + "\r\nHost: test\r\n\r\n" : request;
        try (RawClient client = server(kind).connect()) {
            return client.send(whole).answer(method);
        }
    }

    private static ServletServer server(String kind) {
        ServletServer server = SERVERS.get(kind);
        if (server == null) {
            throw new IllegalArgumentException(kind);
        }
        return server;
    }

    private static String text(RawClient.Answer answer) {
        List<String> lines = new ArrayList<>();
        for (RawClient.Answer each : answer.interim()) {
            lines.add("interim " + text(each));
        }
        lines.add("status " + answer.status());
        answer.fields().forEach((name, values) -> {
            if (!OWN.contains(name)) {
                lines.add(name + ": " + values);
            }
        });
        lines.add("body " + answer.body().length() + " "
                + answer.body().lines().limit(20).toList());
        lines.add("trailers " + answer.trailers());
        return String.join("\n", lines);
    }
}
