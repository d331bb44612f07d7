package org.jcorn.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.jcorn.it.kit.IntegrationTest;
import org.jcorn.it.kit.NotifySocket;
import org.jcorn.it.kit.Outcome;
import org.jcorn.it.kit.RawClient;
import org.jcorn.it.kit.RunningServer;
import org.jcorn.it.kit.Site;
import org.jcorn.it.kit.Statsd;
import org.jcorn.it.kit.Waiting;
import org.jcorn.it.kit.WorkerClass;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The operator has the numbers, with the real statsd. */
@IntegrationTest
class StatsdIT {

    private static final int REQUESTS = 50;
    private static final Map<String, Integer> GAUGES =
            Map.of("shop.jcorn.workers", 2, "shop.jcorn.workers.ready", 2, "shop.jcorn.requests.active", 0);

    @ParameterizedTest
    @MethodSource("org.jcorn.it.kit.WorkerClass#all")
    void countsExactlyWhatWasAsked(WorkerClass workerClass, Site site) throws IOException {
        // Given
        try (Statsd statsd = Statsd.start(site);
                RunningServer server = site.server()
                        .workers(2)
                        .args(workerClass.arguments())
                        .args("--statsd-host", statsd.address(), "--statsd-prefix", "shop", "--keep-alive", "0")
                        .start()) {
            // When
            for (int i = 0; i < REQUESTS; i++) {
                server.get("/" + i);
            }
            server.get("/throw");
            try (RawClient client = RawClient.connect(server.port())) {
                client.send("nonsense\r\n\r\n").readToEnd();
            }
            Waiting.until(
                    "gauges of both workers", () -> statsd.gauges().entrySet().containsAll(GAUGES.entrySet()));
            assertThat(statsd.gauges()).doesNotContainKey("shop.jcorn.backlog");
            assertThat(server.stop()).isZero();
            // Then: a worker that leaves sends what it has left
            Waiting.until(
                    "all counters", () -> statsd.counters().getOrDefault("shop.jcorn.requests", 0) >= REQUESTS + 2);
            assertThat(statsd.counters())
                    .contains(
                            entry("shop.jcorn.requests", REQUESTS + 2),
                            entry("shop.jcorn.request.status.200", REQUESTS),
                            entry("shop.jcorn.request.status.500", 1),
                            entry("shop.jcorn.request.status.400", 1),
                            entry("shop.jcorn.log.exception", 1),
                            entry("shop.jcorn.log.warning", 1),
                            entry("statsd.bad_lines_seen", 0));
            assertThat(statsd.timers()).contains(entry("shop.jcorn.request.duration", REQUESTS + 2));
        }
    }

    @Test
    void tellsHowManyConnectionsWait(Site site) throws IOException {
        try (Statsd statsd = Statsd.start(site);
                RunningServer server = site.server()
                        .args("--statsd-host", statsd.address(), "--enable-backlog-metric", "--timeout", "600")
                        .start();
                RawClient busy = RawClient.connect(server.port())) {
            // Given
            busy.send("GET /gate?a HTTP/1.1\r\nHost: a\r\n\r\n");
            site.awaitGate("a");
            // When
            try (RawClient first = RawClient.connect(server.port());
                    RawClient second = RawClient.connect(server.port())) {
                // Then
                Waiting.until("2 that wait", () -> statsd.gauges().getOrDefault("jcorn.backlog", 0) == 2);
                assertThat(statsd.gauges()).contains(entry("jcorn.requests.active", 1));
                site.openGate("a");
                first.get("/");
                second.get("/");
                Waiting.until("nobody that waits", () -> statsd.gauges().getOrDefault("jcorn.backlog", 2) == 0);
            }
        }
    }

    @Test
    void sendsDatagramsWithTagsToUnixSocket(Site site) {
        // Given
        try (NotifySocket socket = NotifySocket.at(site.path("given-statsd"));
                RunningServer server = site.server()
                        .args("--statsd-host", "unix:" + socket.name(), "--dogstatsd-tags", "env:live,shop")
                        .start()) {
            // When
            server.get("/");
            assertThat(server.stop()).isZero();
            // Then
            Waiting.until(
                    "the request",
                    () -> lines(socket).stream()
                            .anyMatch(line -> line.startsWith("jcorn.requests:1|c|#") && hasTags(line)));
            assertThat(lines(socket)).allMatch(StatsdIT::hasTags);
        }
    }

    private static boolean hasTags(String line) {
        return line.contains("env:live") && line.contains("shop");
    }

    private static List<String> lines(NotifySocket socket) {
        return socket.messages().stream().flatMap(String::lines).toList();
    }

    @Test
    void doesNotMissServerThatIsDown(Site site) throws IOException {
        // Given
        Statsd statsd = Statsd.start(site);
        try (statsd;
                RunningServer server =
                        site.server().args("--statsd-host", statsd.address()).start()) {
            // When
            statsd.close();
            // Then
            for (int i = 0; i < REQUESTS; i++) {
                assertThat(server.get("/").status()).isEqualTo(200);
            }
            assertThat(server.stop()).isZero();
            assertThat(server.log().text()).doesNotContain("[ERROR]", "[WARNING]");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "localhost:0, must have a port from 1 to 65535",
        "localhost:x, must have a port from 1 to 65535",
        "unix:a.sock, must have an absolute path",
        "a/b, 'must be HOST, HOST:PORT or unix:PATH'"
    })
    void isToldWrong(String address, String problem, Site site) {
        Outcome outcome = site.server().args("--statsd-host", address).run();

        assertThat(outcome.status()).isEqualTo(1);
        assertThat(outcome.output()).contains("'statsd_host'", address, problem).doesNotContain("\tat ");
    }

    @Test
    void saysThatHostIsUnknownAndServes(Site site) {
        try (RunningServer server =
                site.server().args("--statsd-host", "no-such-host.invalid").start()) {
            assertThat(server.get("/").body()).isEqualTo("hello");
            server.log()
                    .await(
                            "setting 'statsd_host': \"no-such-host.invalid:8125\" cannot be used, no numbers are sent until it can: ");
        }
    }

    @Test
    void costsNothingWithoutServer(Site site) {
        try (RunningServer server = site.server().start()) {
            assertThat(server.get("/property?java.class.path").body())
                    .doesNotContain("dogstatsd")
                    .contains("jcorn-core");
        }
    }
}
