package org.jcorn.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jcorn.it.kit.IntegrationTest;
import org.jcorn.it.kit.LogTail;
import org.jcorn.it.kit.Outcome;
import org.jcorn.it.kit.RawClient;
import org.jcorn.it.kit.RunningServer;
import org.jcorn.it.kit.Site;
import org.jcorn.it.kit.Waiting;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The operator reads the error log, has it in a file, rotates it. */
@IntegrationTest
class LogsIT {

    @ParameterizedTest
    @CsvSource({"debug, DEBUG INFO ERROR", "info, INFO ERROR", "error, ERROR"})
    void hasTheLevelAskedFor(String level, String shown, Site site) {
        // Given
        try (RunningServer server =
                site.server().bind("unix:a.sock").args("--log-level", level).launch()) {
            server.awaitReadiness(1);
            RunningServer.signal("KILL", server.workers().get(0));
            // When
            server.log().await("which the arbiter did not send");
            assertThat(RawClient.get(site.path("a.sock"), "/").body()).isEqualTo("hello");
            assertThat(server.stop()).isZero();
            // Then
            for (String name : List.of("DEBUG", "INFO", "ERROR")) {
                assertThat(server.log().contains("[" + name + "]")).as(name).isEqualTo(shown.contains(name));
            }
        }
    }

    @Test
    void goesToAFileAndLeavesStandardErrorAlone(Site site) {
        // Given
        LogTail file = new LogTail(site.path("error.log"));
        try (RunningServer server =
                site.server().args("--error-logfile", "error.log").launch()) {
            // When
            server.awaitReadiness(1);
            assertThat(server.stop()).isZero();
            // Then
            assertThat(file.text())
                    .contains("Starting jcorn", "Booting worker with pid")
                    .endsWith("Shutting down: Master\n");
            assertThat(server.log().text()).isEmpty();
        }
    }

    @Test
    void isReopenedAfterARename(Site site) throws IOException {
        // Given
        Path path = site.path("error.log");
        LogTail rotated = new LogTail(site.path("error.log.1"));
        LogTail fresh = new LogTail(path);
        try (RunningServer server =
                site.server().args("--error-logfile", "error.log").launch()) {
            server.awaitReadiness(1);
            long worker = server.workers().get(0);
            int port = portIn(fresh);
            Files.move(path, site.path("error.log.1"));
            // When
            server.signal("USR1");
            rotated.await("Handling signal: USR1");
            Waiting.until("the new file", () -> Files.exists(path));
            // Then: the worker writes to the new file as well, once its own signal came
            Waiting.until("a line of the worker", () -> {
                RawClient.get(port, "/throw");
                return fresh.text().contains("[" + worker + "] [ERROR] Error handling request GET /throw");
            });
            LogTail since = rotated.fromHere();
            assertThat(server.stop()).isZero();
            assertThat(fresh.text()).endsWith("Shutting down: Master\n");
            assertThat(since.text()).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"missing/error.log", "/proc/error.log", "."})
    void aFileThatCannotBeIsToldAtStart(String file, Site site) {
        // When
        Outcome outcome = site.server().args("--log-file", file).run();
        // Then
        assertThat(outcome.status()).isEqualTo(1);
        assertThat(outcome.output())
                .startsWith("jcorn: error: setting 'errorlog': \"" + file + "\" cannot be opened: ")
                .hasLineCount(1);
    }

    @Test
    void reloadOpensBothLogsAndABadOneChangesNothing(Site site) throws IOException {
        // Given
        LogTail errors = new LogTail(site.path("error.log"));
        LogTail accesses = new LogTail(site.path("access.log"));
        String settings = "bind = 127.0.0.1:0\naccesslog = access.log\naccess_log_format = %(r)s\nerrorlog = ";
        site.write("shop.properties", settings + "error.log\n");
        try (RunningServer server =
                site.server().bind().args("-c", "shop.properties").launch()) {
            int port = portIn(errors);
            RawClient.get(port, "/one");
            // When
            site.write("shop.properties", settings + "missing/error.log\n");
            server.signal("HUP");
            // Then
            errors.await(
                    "Reload failed, nothing is changed: setting 'errorlog': \"missing/error.log\" cannot be opened");
            RawClient.get(port, "/two");
            accesses.await("GET /two HTTP/1.1\n");
            // When
            site.write("shop.properties", settings + "error.log\n");
            Files.move(site.path("error.log"), site.path("error.log.1"));
            Files.move(site.path("access.log"), site.path("access.log.1"));
            server.signal("HUP");
            // Then
            errors.await("Booting worker with pid");
            Waiting.until("the new worker's line", () -> {
                RawClient.get(port, "/three");
                return accesses.contains("GET /three HTTP/1.1\n");
            });
            assertThat(server.stop()).isZero();
            assertThat(errors.text()).endsWith("Shutting down: Master\n");
            assertThat(server.log().text()).isEmpty();
        }
    }

    @Test
    void hasWhatTheApplicationPrints(Site site) {
        // Given
        site.write("Talker.java", """
                class Talker {
                    static void app(org.jcorn.Request request, org.jcorn.Response response) throws Exception {
                        System.out.println("out " + request.query());
                        System.err.println("err " + request.query());
                        response.send("said");
                    }
                }
                """);
        LogTail file = new LogTail(site.path("error.log"));
        try (RunningServer server = site.server()
                .application("Talker:app")
                .args("--error-logfile", "error.log", "--capture-output")
                .launch()) {
            // When
            RawClient.get(portIn(file), "/?this");
            assertThat(server.stop()).isZero();
            // Then
            assertThat(file.lines()).contains("out this", "err this");
            assertThat(server.log().text()).isEmpty();
        }
    }

    private static int portIn(LogTail log) {
        return Integer.parseInt(
                log.awaitMatch("Listening at: http://127\\.0\\.0\\.1:(\\d+)").group(1));
    }

    @Test
    void cannotBeForgedByAClient(Site site) throws IOException {
        // Given
        try (RunningServer server = site.server().args("--log-level", "debug").start()) {
            for (String attack : List.of(
                    "GET /x%0A[2026-01-01%2000:00:00%20+0000]%20[1]%20[CRITICAL]%20forged HTTP/1.1\r\nHost: a\r\n\r\n",
                    "GET /\u001b]0;owned\u0007 HTTP/1.1\r\nHost: a\r\n\r\n",
                    "GET /\n[2026-01-01 00:00:00 +0000] [1] [CRITICAL] forged HTTP/1.1\r\nHost: a\r\n\r\n",
                    "GET /\r[2026-01-01 00:00:00 +0000] [1] [CRITICAL] forged HTTP/1.1\r\nHost: a\r\n\r\n",
                    "\u001b[2JGET / HTTP/1.1\r\n\r\n",
                    "GET /throw?\u0085\u009b2J HTTP/1.1\r\nHost: a\r\n\r\n",
                    "GET / HTTP/1.1\r\nHost: a\r\nX: \u0000\u001b[31m\r\n\r\n")) {
                // When
                try (RawClient client = RawClient.connect(server.port())) {
                    client.send(attack).readToEnd();
                }
            }
            assertThat(server.stop()).isZero();
            // Then
            assertThat(server.log().text().chars())
                    .as(server.log().text())
                    .allMatch(c -> c == '\n' || c == '\t' || (c >= ' ' && c < 0x7f) || c > 0x9f);
            assertThat(server.log().lines()).noneMatch(line -> line.startsWith("[2026-01-01"));
            assertThat(server.log().text()).contains("Invalid request from ip=127.0.0.1");
        }
    }
}
