package org.jcorn.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jcorn.Application;
import org.jcorn.config.Config;
import org.jcorn.http.corpus.Json;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AccessLogTest {

    private static final String DEFAULT = "%(h)s %(l)s %(u)s %(t)s \"%(r)s\" %(s)s %(b)s \"%(f)s\" \"%(a)s\"";

    private static final Application HELLO = (request, response) -> response.header("X-Answer", "42")
            .addHeader("X-Twice", "a")
            .addHeader("X-Twice", "b")
            .send("hello");

    @Test
    void writesTheCombinedFormatByDefault() {
        String request = """
                GET /a%20b?c=d HTTP/1.1\r
                Host: a\r
                Referer: http://b/\r
                User-Agent: curl/8\r
                Authorization: Basic YWxpY2U6c2VjcmV0\r
                \r
                """;

        assertThat(line(DEFAULT, request, HELLO))
                .matches("127\\.0\\.0\\.1 - alice \\[\\d\\d/[A-Z][a-z]{2}/\\d{4}:\\d\\d:\\d\\d:\\d\\d [+-]\\d{4}] "
                        + "\"GET /a%20b\\?c=d HTTP/1\\.1\" 200 5 \"http://b/\" \"curl/8\"");
    }

    @ParameterizedTest(name = "{0} is {1}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            h | 127.0.0.1
            l | -
            u | -
            r | POST /some%2Fpath?a=1&b HTTP/1.1
            target | /some%2Fpath?a=1&b
            m | POST
            U | /some/path
            q | a=1&b
            H | HTTP/1.1
            s | 200
            b | 5
            B | 5
            f | -
            a | -
            T | 0
            outcome | ok
            {x-id}i | 7, 8
            {X-ID}i | 7, 8
            {absent}i | -
            {x-answer}o | 42
            {X-Twice}o | a, b
            {absent}o | -
            {Remote_Port}e | 4711
            {request_method}e | POST
            {absent}e | -
            """)
    void knowsTheAtoms(String atom, String value) {
        String request =
                "POST /some%2Fpath?a=1&b HTTP/1.1\r\nHost: a\r\nX-Id: 7\r\nx-iD: 8\r\nContent-Length: 0\r\n\r\n";

        assertThat(line("%(" + atom + ")s", request, HELLO)).isEqualTo(value);
    }

    @Test
    void tellsItsProcess() {
        long pid = ProcessHandle.current().pid();

        assertThat(line("%(p)s %(pid)s", "GET / HTTP/1.1\r\nHost: a\r\n\r\n", HELLO))
                .isEqualTo("<" + pid + "> " + pid);
    }

    @Test
    void allDurationsAreThoseOfOneRequest() {
        String[] times = line(
                        "%(T)s %(M)s %(D)s %(L)s",
                        "GET / HTTP/1.1\r\nHost: a\r\n\r\n", (request, response) -> {
                            long end = System.nanoTime() + 3_000_000;
                            while (System.nanoTime() < end) {
                                Thread.onSpinWait();
                            }
                            response.send("");
                        })
                .split(" ", -1);

        assertThat(times[0]).isEqualTo(times[3].substring(0, times[3].indexOf('.')));
        assertThat(Long.parseLong(times[1])).isBetween(3L, 60_000L);
        assertThat(Long.parseLong(times[2]) / 1000).isEqualTo(Long.parseLong(times[1]));
        assertThat(times[3]).matches("\\d+\\.\\d{6}");
    }

    @Test
    void attributesOfTheApplicationComeBeforeVariables() {
        assertThat(line(
                        "%({request_method}e)s %({broken}e)s",
                        "GET / HTTP/1.1\r\nHost: a\r\n\r\n", (request, response) -> {
                            request.attributes().put("REQUEST_METHOD", "mine");
                            request.attributes().put("broken", new Object() {
                                @Override
                                public String toString() {
                                    throw new IllegalStateException("no");
                                }
                            });
                        }))
                .isEqualTo("mine -");
    }

    @ParameterizedTest
    @CsvSource({
        "'a\"b', 'a\\\"b'",
        "'a\\b', 'a\\\\b'",
        "'a\tb', 'a\\x09b'",
        "'a\u00e4b', 'a\\xe4b'",
        "'\u00c3\u00a4', '\\xc3\\xa4'",
        "'\u0085\u009b', '\\x85\\x9b'",
    })
    void noClientForgesALine(String sent, String written) {
        String request = "GET / HTTP/1.1\r\nHost: a\r\nUser-Agent: " + sent + "\r\n\r\n";

        assertThat(line("\"%(a)s\"", request, HELLO)).isEqualTo('"' + written + '"');
    }

    @ParameterizedTest
    @ValueSource(strings = {"%0d%0aforged", "%1b[2J", "%00", "%22", "%e2%82%ac", "%ff"})
    void decodedPathsAreEscapedAsWell(String path) {
        String line = line("%(U)s", "GET /" + path + " HTTP/1.1\r\nHost: a\r\n\r\n", HELLO);

        assertThat(line).startsWith("/\\").matches("[ -~]+");
    }

    @Test
    void usersDoNotShiftTheColumns() {
        String credentials = Base64.getEncoder().encodeToString("a b\nc:x".getBytes(StandardCharsets.ISO_8859_1));

        assertThat(line(
                        "%(u)s|",
                        "GET / HTTP/1.1\r\nHost: a\r\nAuthorization: basic " + credentials + "\r\n\r\n", HELLO))
                .isEqualTo("a\\x20b\\x0ac|");
        for (String none : List.of("Basic", "Basic %%%", "Basic Og==", "Bearer YWxpY2U6c2VjcmV0")) {
            assertThat(line("%(u)s", "GET / HTTP/1.1\r\nHost: a\r\nAuthorization: " + none + "\r\n\r\n", HELLO))
                    .as(none)
                    .isEqualTo("-");
        }
    }

    @Test
    void jsonHasTypes() {
        String request =
                "GET /a?b HTTP/1.1\r\nHost: a\r\nUser-Agent: \u00c3\u00a4 \"x\" \\ \u00ff\r\nX-Id: \u00c3\u00a4\r\n\r\n";

        Map<String, Object> members = json("json %({x-id}i)s %({absent}i)s %(T)s", request);

        assertThat(members)
                .containsEntry("remote_host", "127.0.0.1")
                .containsEntry("user", null)
                .containsEntry("method", "GET")
                .containsEntry("target", "/a?b")
                .containsEntry("protocol", "HTTP/1.1")
                .containsEntry("referer", null)
                .containsEntry("user_agent", "\u00c3\u00a4 \"x\" \\ \u00ff") // no UTF-8
                .containsEntry("outcome", "ok")
                .containsEntry("{x-id}i", "\u00e4")
                .containsEntry("{absent}i", null)
                .doesNotContainKey("line");
        assertThat(String.valueOf(members.get("time")))
                .matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}[+-]\\d\\d:\\d\\d");
        for (String number : List.of("status", "bytes", "duration_us", "pid", "T")) {
            assertThat(members.get(number)).as(number).isInstanceOf(Number.class);
        }
    }

    @Test
    void jsonOfARefusedHeadHasItsLine() {
        assertThat(json("json", "GET /\u001b[2J HTTP/1.1\r\n\r\n"))
                .containsEntry("method", null)
                .containsEntry("target", null)
                .containsEntry("outcome", "malformed")
                .containsEntry("line", "GET /\u001b[2J HTTP/1.1");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            GET / HTTP/3.0\\r\\n\\r\\n        | malformed 400 GET / HTTP/3.0
            GET /\\x0a HTTP/1.1\\r\\n\\r\\n   | malformed 400 GET /
            \\x16\\x03\\x01\\r\\n              | malformed 400 \\x16\\x03\\x01
            GET / HTTP/1.1\\r\\nHost: a       | client_gone 400 GET / HTTP/1.1
            GE                                | client_gone 400 GE
            GET / HTTP/1.1\\r\\nX\\r\\n\\r\\n | malformed 400 GET / HTTP/1.1
            """)
    void refusedHeadsHaveARecordToo(String sent, String expected) {
        assertThat(line("%(outcome)s %(s)s %(r)s", unescaped(sent), HELLO)).isEqualTo(expected);
    }

    @Test
    void aLongLineIsCut() {
        String line = line("%(r)s", "x".repeat(9000), HELLO);

        assertThat(line).isEqualTo("x".repeat(1024));
    }

    @Test
    void failuresHaveTheirOutcome() {
        String get = "GET / HTTP/1.1\r\nHost: a\r\n\r\n";
        String post = "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\nx\r\n";
        String cut = "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 9\r\n\r\nabc";
        Application reader = (request, response) -> {
            request.body().readAllBytes();
            response.send("read");
        };

        assertThat(line(
                        "%(outcome)s %(s)s %(b)s",
                        get, (request, response) -> {
                            throw new IOException("broken");
                        }))
                .matches("app_error 500 [1-9]\\d+");
        assertThat(line("%(outcome)s %(s)s", post, reader)).isEqualTo("malformed 400");
        assertThat(line("%(outcome)s %(s)s %(b)s", cut, reader)).matches("malformed 400 [1-9]\\d+");
    }

    @Test
    void aClientThatIsGoneHasItsRecord() {
        IOException reset = new IOException("Connection reset");
        String post = "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 9\r\n\r\nabc";
        String format = "%(outcome)s %(s)s %(b)s";

        FakeWorker unheard = serve(format, ScriptedWire.of(post).failingOnWrite(reset), HELLO);
        FakeWorker unread = serve(format, ScriptedWire.of(post).failingAtEnd(reset), (request, response) -> {
            request.body().readAllBytes();
        });

        assertThat(unheard.accesses()).containsExactly("client_gone 200 0\n");
        assertThat(unread.accesses()).containsExactly("client_gone 499 0\n");
    }

    @Test
    void eachRequestOfAConnectionHasItsRecord() {
        String get = "GET /1 HTTP/1.1\r\nHost: a\r\n\r\n";
        String head = "HEAD /2 HTTP/1.1\r\nHost: a\r\n\r\n";
        String bad = "GET /3\r\n\r\n";

        FakeWorker worker = serve("%(m)s %(U)s %(s)s", get + head + bad, HELLO);

        assertThat(worker.accesses()).containsExactly("GET /1 200\n", "HEAD /2 200\n", "- - 400\n");
    }

    private static String unescaped(String text) {
        return text.replace("\\r", "\r")
                .replace("\\n", "\n")
                .replace("\\x0a", "\n")
                .replace("\\x16\\x03\\x01", "\u0016\u0003\u0001");
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> json(String format, String request) {
        return (Map<String, Object>) Objects.requireNonNull(Json.parse(line(format, request, HELLO)));
    }

    private static String line(String format, String request, Application application) {
        List<String> lines = serve(format, request, application).accesses();
        assertThat(lines).hasSize(1);
        String line = lines.get(0);
        assertThat(line).matches("[ -~]+\n");
        return line.substring(0, line.length() - 1);
    }

    private static FakeWorker serve(String format, String request, Application application) {
        return serve(format, ScriptedWire.of(request), application);
    }

    private static FakeWorker serve(String format, ScriptedWire wire, Application application) {
        FakeWorker worker = new FakeWorker(Config.of(Map.of("access_log_format", format)));
        ExchangeReporter reporter = new ExchangeReporter(worker, AccessLog.direct(worker), 0);
        HttpConnection connection = new HttpConnection(Exchange.context(HttpOptions.defaults()), () -> true, reporter);
        connection.open(wire, new Peer("127.0.0.1", 4711, "192.0.2.80", 8000, false));
        while (connection.serve(application)) {}
        connection.close();
        return worker;
    }
}
