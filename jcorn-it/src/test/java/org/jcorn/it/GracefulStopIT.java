package org.jcorn.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jcorn.it.kit.IntegrationTest;
import org.jcorn.it.kit.RawClient;
import org.jcorn.it.kit.RunningServer;
import org.jcorn.it.kit.Site;
import org.jcorn.it.kit.StrictLoad;
import org.jcorn.it.kit.Waiting;
import org.junit.jupiter.api.Test;

/** The operator stops a server with TERM: what was accepted or waits is answered, and nothing stays behind. */
@IntegrationTest
class GracefulStopIT {

    @Test
    void answersTheRequestInFlight(Site site) throws IOException {
        Path socket = site.path("shop.sock");
        try (RunningServer server = site.server()
                        .workers(2)
                        .bind("127.0.0.1:0", "unix:" + socket)
                        .args("--pid", "shop.pid")
                        .start();
                RawClient tcp = RawClient.connect(server.port());
                RawClient unix = RawClient.connect(socket)) {
            // Given
            tcp.get("/gate?tcp");
            unix.get("/gate?unix");
            site.awaitGate("tcp");
            site.awaitGate("unix");
            // When
            server.signal("TERM");
            server.log().await("Handling signal: TERM");
            Waiting.until("the end of the socket file", () -> !socket.toFile().exists());
            assertThat(server.alive()).isTrue();
            site.openGate("tcp");
            site.openGate("unix");
            // Then
            assertThat(tcp.response().status()).isEqualTo(200);
            assertThat(unix.response().status()).isEqualTo(200);
            assertThat(server.awaitExit()).isZero();
            assertThat(site.path("shop.pid")).doesNotExist();
        }
    }

    @Test
    void closesTheApplicationBehindTheLastRequest(Site site) throws IOException {
        site.write("Closing.java", """
                import java.nio.file.*;
                import org.jcorn.*;
                class Closing implements Application, AutoCloseable {
                    public void handle(Request request, Response response) throws Exception { response.send("hello"); }
                    public void close() throws Exception { Files.writeString(Path.of("closed"), "once", StandardOpenOption.CREATE_NEW); }
                }
                """);
        try (RunningServer server = site.server().application("Closing").start()) {
            // Given
            assertThat(server.get("/").body()).isEqualTo("hello");
            // When
            server.signal("TERM");
            // Then
            assertThat(server.awaitExit()).isZero();
            assertThat(site.path("closed")).hasContent("once");
        }
    }

    @Test
    void answersWhatWaitsInTheQueue(Site site) throws IOException {
        List<RawClient> waiting = new ArrayList<>();
        try (RunningServer server = site.server().start();
                RawClient first = RawClient.connect(server.port())) {
            // Given
            first.get("/gate?a");
            site.awaitGate("a");
            for (int i = 0; i < 20; i++) {
                waiting.add(RawClient.connect(server.port()).get("/pid"));
            }
            // When
            server.signal("TERM");
            server.log().await("Handling signal: TERM");
            site.openGate("a");
            // Then
            assertThat(first.response().status()).isEqualTo(200);
            for (RawClient client : waiting) {
                assertThat(client.response().status()).isEqualTo(200);
            }
            assertThat(server.awaitExit()).isZero();
        } finally {
            for (RawClient client : waiting) {
                client.close();
            }
        }
    }

    @Test
    void answersWhatWaitsInTheQueuesOfSeveralListeners(Site site) throws IOException {
        List<RawClient> waiting = new ArrayList<>();
        try (RunningServer server =
                        site.server().bind("127.0.0.1:0", "127.0.0.2:0").start();
                RawClient first = RawClient.connect(server.port())) {
            // Given
            first.get("/gate?a");
            site.awaitGate("a");
            for (int i = 0; i < 20; i++) {
                InetSocketAddress address = new InetSocketAddress(
                        "127.0.0." + (1 + i % 2), server.ports().get(i % 2));
                waiting.add(RawClient.connect(address).get("/pid"));
            }
            // When
            server.signal("TERM");
            server.log().await("Handling signal: TERM");
            site.openGate("a");
            // Then
            for (RawClient client : waiting) {
                assertThat(client.response().status()).isEqualTo(200);
            }
            assertThat(server.awaitExit()).isZero();
        } finally {
            for (RawClient client : waiting) {
                client.close();
            }
        }
    }

    @Test
    void leavesNobodyWithoutAnAnswerWhoConnectedBefore(Site site) {
        for (int round = 0; round < 5; round++) {
            // Given
            try (RunningServer server = site.server().workers(2).start();
                    StrictLoad load = StrictLoad.on(server, 8, "/")) {
                load.awaitMore(100);
                // When
                long signalled = System.nanoTime();
                assertThat(server.stop()).isZero();
                // Then
                StrictLoad.Result result = load.stop();
                assertThat(load.failuresOfConnectionsBefore(signalled)).isEmpty();
                // Between the last look into the queue and its end a client may still slip in, and be reset.
                assertThat(result.failures().keySet())
                        .allMatch(cause -> cause.startsWith("connecting: Connection re")
                                || cause.startsWith("sending: Connection reset")
                                || cause.startsWith("reading, after 0 bytes: Connection reset"));
            }
        }
    }

    @Test
    void doesNotWaitLongerThanGracefulTimeout(Site site) throws IOException {
        try (RunningServer server = site.server()
                        .args("--graceful-timeout", "1", "--pid", "shop.pid")
                        .start();
                RawClient client = RawClient.connect(server.port())) {
            // Given
            client.get("/gate?a");
            site.awaitGate("a");
            // When
            long start = System.nanoTime();
            int status = server.stop();
            // Then
            assertThat(status).isZero();
            assertThat(System.nanoTime() - start).isBetween(900_000_000L, 6_000_000_000L);
            assertThat(server.log().text()).containsPattern("\\[WARNING] Worker \\(pid:\\d+\\) did not .*, killing it");
            assertThat(server.log().text()).contains("because of its graceful_timeout");
        }
    }

    @Test
    void isHurriedByASecondSignal(Site site) throws IOException {
        try (RunningServer server = site.server().start();
                RawClient client = RawClient.connect(server.port())) {
            // Given
            client.get("/gate?a");
            site.awaitGate("a");
            server.signal("TERM");
            server.log().await("Handling signal: TERM");
            // When
            server.signal("INT");
            // Then
            assertThat(server.awaitExit()).isZero();
            assertThat(server.log().text()).contains("Quick shutdown requested");
        }
    }

    @Test
    void reachesAWorkerThatIgnoresItsEnd(Site site) {
        try (RunningServer server = site.server().start()) {
            // Given
            RunningServer.signal("STOP", server.workers().get(0));
            // When
            server.signal("TERM");
            server.log().await("Handling signal: TERM");
            server.signal("QUIT");
            // Then
            assertThat(server.awaitExit()).isZero();
        }
    }
}
