package org.jcorn.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jcorn.it.kit.IntegrationTest;
import org.jcorn.it.kit.RawClient;
import org.jcorn.it.kit.RunningServer;
import org.jcorn.it.kit.Site;
import org.jcorn.it.kit.Waiting;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The table of stop signals and states: whatever the server is doing, it ends with status 0 and leaves nothing. */
@IntegrationTest
class StopSignalsIT {

    /** What a server may be doing when it is told to stop. */
    private enum State {
        BOOTING {
            @Override
            RunningServer enter(Site site, List<RawClient> clients) {
                site.write("boot.closed", "");
                RunningServer server = site.server()
                        .workers(2)
                        .args("-p", "shop.pid")
                        .gatedBoot()
                        .launch();
                Waiting.until("two workers to load", () -> site.boots() == 2);
                return server;
            }
        },
        IDLE {
            @Override
            RunningServer enter(Site site, List<RawClient> clients) {
                return site.server()
                        .workers(2)
                        .args("-p", "shop.pid")
                        .gatedBoot()
                        .start();
            }
        },
        BUSY {
            @Override
            RunningServer enter(Site site, List<RawClient> clients) throws IOException {
                RunningServer server = IDLE.enter(site, clients);
                clients.add(RawClient.connect(server.port()).get("/gate?a"));
                site.awaitGate("a");
                return server;
            }
        },
        RELOADING {
            @Override
            RunningServer enter(Site site, List<RawClient> clients) throws IOException {
                RunningServer server = BUSY.enter(site, clients);
                site.write("boot.closed", "");
                int before = site.boots();
                server.signal("HUP");
                Waiting.until("a new worker to load", () -> site.boots() > before);
                return server;
            }
        },
        RETIRING {
            @Override
            RunningServer enter(Site site, List<RawClient> clients) throws IOException {
                RunningServer server =
                        site.server().args("-p", "shop.pid").gatedBoot().start();
                clients.add(RawClient.connect(server.port()).get("/gate?a"));
                site.awaitGate("a");
                server.signal("HUP");
                // Only the new worker can answer, and then the old one is told to leave.
                assertThat(server.get("/").status()).isEqualTo(200);
                Waiting.until(
                        "the old worker to be retired", () -> server.readiness().count() == 1);
                return server;
            }
        };

        abstract RunningServer enter(Site site, List<RawClient> clients) throws IOException;
    }

    static Stream<Arguments> table() {
        return Stream.of(State.values())
                .flatMap(state -> Stream.of("TERM", "INT", "QUIT").map(signal -> Arguments.of(signal, state)));
    }

    @ParameterizedTest
    @MethodSource("table")
    void endsTheServer(String signal, State state, Site site) throws IOException {
        List<RawClient> clients = new ArrayList<>();
        // Given
        try (RunningServer server = state.enter(site, clients)) {
            // When
            server.signal(signal);
            server.log().await("Handling signal: " + signal);
            site.openGate("a");
            // Then
            assertThat(server.awaitExit()).isZero();
            assertThat(server.log().text()).endsWith("Shutting down: Master\n").doesNotContain("[ERROR]", "[CRITICAL]");
            assertThat(site.path("shop.pid")).doesNotExist();
            for (RawClient client : clients) {
                if (signal.equals("TERM")) {
                    assertThat(client.response().status()).isEqualTo(200);
                }
                client.close();
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"USR1", "WINCH", "CHLD"})
    void otherSignalsDoNot(String signal, Site site) {
        try (RunningServer server = site.server().start()) {
            // Given
            List<Long> workers = server.workers();
            // When
            server.signal(signal);
            // Then
            assertThat(server.get("/").body()).isEqualTo("hello");
            server.signal("TTOU");
            server.log().await("Handling signal: TTOU");
            assertThat(server.workers()).isEqualTo(workers);
        }
    }
}
