package org.jcorn.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jcorn.it.kit.IntegrationTest;
import org.jcorn.it.kit.KeepAliveLoad;
import org.jcorn.it.kit.LogTail;
import org.jcorn.it.kit.Outcome;
import org.jcorn.it.kit.RawClient;
import org.jcorn.it.kit.RunningServer;
import org.jcorn.it.kit.Site;
import org.jcorn.it.kit.Waiting;
import org.jcorn.it.kit.WorkerClass;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The operator reads who asked for what, and what became of it. */
@IntegrationTest
class AccessLogIT {

    @ParameterizedTest
    @MethodSource("org.jcorn.it.kit.WorkerClass#all")
    void hasOneRecordForEachRequest(WorkerClass workerClass, Site site) throws IOException {
        // Given
        LogTail log = new LogTail(site.path("access.log"));
        try (RunningServer server = site.server()
                .args(workerClass.arguments())
                .args("--timeout", "2", "--access-logfile", "access.log")
                .args("--access-logformat", "%(h)s \"%(r)s\" %(s)s %(b)s %(outcome)s")
                .start()) {
            // When
            server.get("/");
            server.get("/throw");
            exchange(server, "GET /\u001b[2J HTTP/1.1\r\n\r\n");
            exchange(server, "POST /count HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\nx\r\n");
            exchange(server, "GET /slow HTTP/1.1\r\nHost: a");
            exchange(server, "POST /count HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\n\r\nabc");
            try (RawClient client = RawClient.connect(server.port())) {
                client.get("/stream?100000000").head();
            }
            // Then
            Waiting.until("the last record", () -> log.contains("client_gone"));
            assertThat(server.stop()).isZero();
            assertThat(log.lines())
                    .satisfiesExactly(
                            line -> assertThat(line).isEqualTo("127.0.0.1 \"GET / HTTP/1.1\" 200 5 ok"),
                            line -> assertThat(line)
                                    .matches("127\\.0\\.0\\.1 \"GET /throw HTTP/1\\.1\" 500 \\d+ app_error"),
                            line -> assertThat(line)
                                    .matches("127\\.0\\.0\\.1 \"GET /\\\\x1b\\[2J HTTP/1\\.1\" 400 \\d+ malformed"),
                            line -> assertThat(line)
                                    .matches("127\\.0\\.0\\.1 \"POST /count HTTP/1\\.1\" 400 \\d+ malformed"),
                            line -> assertThat(line)
                                    .matches("127\\.0\\.0\\.1 \"GET /slow HTTP/1\\.1\" 408 \\d+ timed_out"),
                            line -> assertThat(line)
                                    .matches("127\\.0\\.0\\.1 \"POST /count HTTP/1\\.1\" 408 \\d+ timed_out"),
                            line -> assertThat(line)
                                    .matches(
                                            "127\\.0\\.0\\.1 \"GET /stream\\?100000000 HTTP/1\\.1\" 200 \\d+ client_gone"));
        }
    }

    private static void exchange(RunningServer server, String request) throws IOException {
        try (RawClient client = RawClient.connect(server.port())) {
            client.send(request).readToEnd();
        }
    }

    @ParameterizedTest
    @MethodSource("org.jcorn.it.kit.WorkerClass#all")
    void losesAndTearsNoLineWhileItIsRotated(WorkerClass workerClass, Site site) throws IOException {
        // Given
        Path path = site.path("access.log");
        List<LogTail> files = new ArrayList<>(List.of(new LogTail(path)));
        long answered;
        try (RunningServer server = site.server()
                .workers(2)
                .args(workerClass.arguments())
                .args("--access-logfile", "access.log", "--access-logformat", "%(h)s \"%(r)s\" %(s)s %(b)s |")
                .start()) {
            try (KeepAliveLoad load = KeepAliveLoad.on(server, 4)) {
                // When
                for (int i = 0; i < 5; i++) {
                    load.awaitMore(200);
                    Files.move(path, site.path("access.log." + i));
                    files.add(new LogTail(site.path("access.log." + i)));
                    server.signal("USR1");
                    Waiting.until("the new file", () -> Files.exists(path));
                }
                assertThat(load.stop()).isEmpty();
                answered = load.answered();
            }
            assertThat(server.stop()).isZero();
        }
        // Then: a client that stops may leave a request behind that nobody reads the answer of
        List<String> lines = new ArrayList<>();
        files.forEach(file -> lines.addAll(file.lines()));
        assertThat(lines).allMatch("127.0.0.1 \"GET / HTTP/1.1\" 200 5 |"::equals);
        assertThat((long) lines.size()).isBetween(answered, answered + 4);
    }

    @Test
    void dashIsStandardOutput(Site site) {
        // Given
        try (RunningServer server = site.server()
                .args("--access-logfile", "-", "--log-file", "error.log", "--access-logformat", "json")
                .launch()) {
            LogTail errors = new LogTail(site.path("error.log"));
            int port = Integer.parseInt(errors.awaitMatch("Listening at: http://127\\.0\\.0\\.1:(\\d+)")
                    .group(1));
            // When
            RawClient.get(port, "/");
            // Then
            server.log().await("\"target\":\"/\",\"protocol\":\"HTTP/1.1\",\"status\":200,\"bytes\":5,");
            assertThat(server.stop()).isZero();
            assertThat(server.log().lines()).hasSize(1);
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            missing/access.log | %(h)s | setting 'accesslog': "missing/access.log" cannot be opened
            .                  | %(h)s | setting 'accesslog': "." cannot be opened
            /proc/access.log   | %(h)s | setting 'accesslog': "/proc/access.log" cannot be opened
            access.log         | %(x)s | setting 'access_log_format': "%(x)s" is none of the atoms
            access.log         | %h    | setting 'access_log_format': "%h" must begin with an atom
            """)
    void isRefusedWhenItCannotBe(String file, String format, String message, Site site) {
        // When
        Outcome outcome = site.server()
                .args("--access-logfile", file, "--access-logformat", format)
                .run();
        // Then
        assertThat(outcome.status()).isEqualTo(1);
        assertThat(outcome.output()).contains(message).doesNotContain("\tat ");
    }

    @Test
    void reloadTurnsItOnAndABadOneChangesNothing(Site site) {
        // Given
        String rest = "bind = 127.0.0.1:0\n";
        site.write("shop.properties", rest);
        LogTail log = new LogTail(site.path("access.log"));
        try (RunningServer server =
                site.server().bind().args("-c", "shop.properties").start()) {
            // When
            site.write("shop.properties", rest + "accesslog = access.log\naccess_log_format = %(r)s\n");
            server.reload(1);
            server.get("/one");
            // Then
            log.await("GET /one HTTP/1.1\n");
            // When
            site.write("shop.properties", rest + "accesslog = missing/access.log\n");
            server.signal("HUP");
            // Then
            server.log().await("Reload failed, nothing is changed: setting 'accesslog': \"missing/access.log\"");
            server.get("/two");
            log.await("GET /two HTTP/1.1\n");
            // When
            site.write("shop.properties", rest + "access_log_format = %(x)s\n");
            LogTail since = server.log().fromHere();
            server.signal("HUP");
            // Then
            since.await("Reload failed, nothing is changed: setting 'access_log_format': \"%(x)s\" is none");
            // When
            site.write("shop.properties", rest);
            server.reload(1);
            server.get("/three");
            assertThat(server.stop()).isZero();
            // Then
            assertThat(log.lines()).hasSize(2);
        }
    }
}
