package org.jcorn.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jcorn.it.kit.IntegrationTest;
import org.jcorn.it.kit.ListeningSockets;
import org.jcorn.it.kit.LogTail;
import org.jcorn.it.kit.Outcome;
import org.jcorn.it.kit.ProcessTree;
import org.jcorn.it.kit.RawClient;
import org.jcorn.it.kit.ReadinessWatch;
import org.jcorn.it.kit.RunningServer;
import org.jcorn.it.kit.Site;
import org.jcorn.it.kit.StrictLoad;
import org.jcorn.it.kit.Waiting;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The operator gives each worker a socket of its own: what waits for one that goes is answered by the next. */
@IntegrationTest
class ReusePortIT {

    @Test
    void eachWorkerHasItsSocketAndTheArbiterHasAll(Site site) {
        // When
        try (RunningServer server =
                site.server().workers(3).args("--reuse-port").start()) {
            // Then
            Set<String> sockets = ListeningSockets.at(server.port());
            assertThat(sockets).hasSize(3);
            assertThat(ProcessTree.sockets(server.pid())).containsAll(sockets);
            assertThat(seats(server)).containsExactlyInAnyOrderElementsOf(sockets);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"sync", "gthread"})
    void allWorkersGetConnections(String workerClass, Site site) {
        try (RunningServer server = site.server()
                        .workers(2)
                        .args("--reuse-port", "-k", workerClass)
                        .start();
                StrictLoad load = StrictLoad.on(server, 2, "/pid")) {
            // When
            load.awaitMore(200);
            // Then
            Map<String, Long> answered = load.stop().bodies();
            assertThat(answered).hasSize(2);
            assertThat(answered.values()).allMatch(count -> count > 50);
        }
    }

    @Test
    void theNextInTheSeatAnswersWhatWaitedForAKilledWorker(Site site) throws IOException {
        try (RunningServer server =
                site.server().workers(3).args("--reuse-port").start()) {
            // Given
            List<Long> before = server.workers();
            long victim = before.get(0);
            RunningServer.signal("STOP", victim);
            Waiting.until("it to stand still", () -> ProcessTree.state(victim) == 'T');
            List<RawClient> clients = new ArrayList<>();
            for (int i = 0; i < 40; i++) {
                clients.add(RawClient.connect(server.port()).get("/pid"));
            }
            Waiting.until(
                    "that nobody waits but for the stopped one",
                    () -> server.readiness().requests() + ListeningSockets.waiting(server.port()) == clients.size());
            int waiting = ListeningSockets.waiting(server.port());
            assertThat(waiting).isPositive();
            // When
            RunningServer.signal("KILL", victim);
            // Then
            List<Long> answered = new ArrayList<>();
            for (RawClient client : clients) {
                answered.add(Long.valueOf(client.response().body()));
                client.close();
            }
            server.awaitReady(3);
            List<Long> successor = new ArrayList<>(server.workers());
            successor.removeAll(before);
            assertThat(successor).hasSize(1);
            assertThat(answered).doesNotContain(victim);
            assertThat(answered.stream().filter(successor.get(0)::equals)).hasSize(waiting);
        }
    }

    /** Until its successor is there, a dead worker's share goes to the others. */
    @Test
    void nobodyWaitsForASuccessorWhoComesAnew(Site site) throws IOException {
        try (RunningServer server =
                site.server().workers(2).args("--reuse-port").gatedBoot().start()) {
            // Given
            site.write("boot.closed", "");
            RunningServer.signal("KILL", server.workers().get(0));
            Waiting.until("the successor", () -> server.workers().size() == 2 && site.boots() == 3);
            // When
            for (int i = 0; i < 30; i++) {
                // Then
                assertThat(server.get("/").body()).isEqualTo("hello");
            }
            site.remove("boot.closed");
            server.awaitReady(2);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"sync", "gthread"})
    void losesNoRequestWhateverIsResizedAndReloaded(String workerClass, Site site) {
        // Given
        site.write("shop.properties", "workers = 3\n");
        try (RunningServer server = site.server()
                        .args("--reuse-port", "-c", "shop.properties", "-k", workerClass)
                        .expectWorkers(3)
                        .start();
                StrictLoad load = StrictLoad.on(server, 8, "/")) {
            // When
            for (int round = 0; round < 2; round++) {
                server.signal("TTIN").awaitReady(4);
                awaitSeats(server, 4);
                server.signal("TTOU").awaitReady(3);
                awaitSeats(server, 3);
                server.reload(3);
            }
            resize(server, "TTOU: 3 → 2", "TTOU: 2 → 1", "TTIN: 1 → 2", "TTIN: 2 → 3");
            server.awaitReady(3);
            site.write("shop.properties", "workers = 1\n");
            server.reload(1);
            awaitSeats(server, 1);
            site.write("shop.properties", "workers = 3\n");
            server.reload(3);
            awaitSeats(server, 3);
            load.awaitMore(100);
            // Then
            assertThat(load.stop().failures()).isEmpty();
            assertThat(server.log().text()).doesNotContain("[ERROR]", "[WARNING]");
        }
    }

    @Test
    void aStopAnswersWhatWaitsInAllQueues(Site site) throws IOException {
        try (RunningServer server =
                site.server().workers(2).args("--reuse-port").start()) {
            // Given
            List<RawClient> clients = new ArrayList<>();
            for (int i = 0; i < 20; i++) {
                clients.add(RawClient.connect(server.port()).get("/sleep?50"));
            }
            // When
            server.signal("TERM");
            // Then
            for (RawClient client : clients) {
                assertThat(client.response().status()).isEqualTo(200);
                client.close();
            }
            assertThat(server.awaitExit()).isZero();
        }
    }

    @Test
    void isSwitchedOnAndOffForTheSameAddressByReload(Site site) {
        // Given
        site.write("shop.properties", "workers = 3\n");
        try (RunningServer server = site.server()
                        .args("-c", "shop.properties")
                        .expectWorkers(3)
                        .start();
                ReadinessWatch watch = ReadinessWatch.on(server);
                StrictLoad load = StrictLoad.on(server, 4, "/")) {
            for (int round = 0; round < 2; round++) {
                // When
                site.write("shop.properties", "workers = 3\nreuse_port = true\n");
                server.reload(3);
                // Then
                awaitSeats(server, 3);
                assertThat(seats(server)).hasSize(3);
                // When
                site.write("shop.properties", "workers = 3\n");
                server.reload(3);
                // Then
                awaitSeats(server, 1);
                assertThat(seats(server)).hasSize(1);
            }
            load.awaitMore(50);
            assertThat(load.stop().failures()).isEmpty();
            watch.stop();
            assertThat(watch.least()).isEqualTo(3);
        }
    }

    @Test
    void aBrokenDeployWithMoreWorkersChangesNothing(Site site) {
        // Given
        site.write("shop.properties", "workers = 2\n");
        try (RunningServer server = site.server()
                        .args("--reuse-port", "-c", "shop.properties")
                        .expectWorkers(2)
                        .gatedBoot()
                        .start();
                StrictLoad load = StrictLoad.on(server, 4, "/")) {
            List<Long> before = server.workers();
            Set<String> sockets = ListeningSockets.at(server.port());
            // When
            site.write("boot.fail", "");
            site.write("shop.properties", "workers = 4\n");
            server.signal("HUP");
            server.log().await("Reload failed, the workers of before stay");
            // Then
            Waiting.until(
                    "the sockets of before",
                    () -> ListeningSockets.at(server.port()).equals(sockets));
            load.awaitMore(50);
            assertThat(load.stop().failures()).isEmpty();
            assertThat(server.workers()).isEqualTo(before);
        }
    }

    @Test
    void unixSocketsAreShared(Site site) {
        // When
        try (RunningServer server = site.server()
                .workers(2)
                .bind("127.0.0.1:0", "unix:shop.sock")
                .args("--reuse-port")
                .start()) {
            // Then
            for (int i = 0; i < 10; i++) {
                assertThat(RawClient.get(site.path("shop.sock"), "/").body()).isEqualTo("hello");
            }
            assertThat(ListeningSockets.at(server.port())).hasSize(2);
        }
    }

    @Test
    void anAddressInUseIsStillAnError(Site site) {
        try (RunningServer other = site.server().start()) {
            // When
            Outcome outcome = site.server()
                    .bind("127.0.0.1:" + other.port())
                    .args("--reuse-port")
                    .run();
            // Then
            assertThat(outcome.status()).isEqualTo(1);
            assertThat(outcome.output())
                    .contains("cannot listen on 127.0.0.1:" + other.port(), "Address already in use");
        }
    }

    @Test
    void leaksNothingOverManyReloads(Site site) {
        try (RunningServer server = site.server()
                .workers(2)
                .args("--reuse-port", "--reload-strategy", "all")
                .start()) {
            // Given
            server.reload(2);
            int before = ProcessTree.descriptors(server.pid()).size();
            // When
            for (int i = 0; i < 20; i++) {
                server.reload(2);
            }
            // Then
            Waiting.until(
                    "no more descriptors than " + before,
                    () -> ProcessTree.descriptors(server.pid()).size() <= before);
            assertThat(ListeningSockets.at(server.port())).hasSize(2);
        }
    }

    /** Change one's mind before the seats given up are closed. */
    private static void resize(RunningServer server, String... steps) {
        LogTail log = server.log().fromHere();
        for (String step : steps) {
            server.signal(step.substring(0, 4));
            log.await("Handling signal: " + step + " workers");
        }
    }

    /** Wait until so many sockets listen: that of a seat given up goes some seconds later. */
    private static void awaitSeats(RunningServer server, int count) {
        Waiting.until(
                count + " listening sockets",
                () -> ListeningSockets.at(server.port()).size() == count);
    }

    /** {@return the listening sockets that the workers have} */
    private static Set<String> seats(RunningServer server) {
        Set<String> listening = ListeningSockets.at(server.port());
        Set<String> seats = new HashSet<>();
        for (long worker : server.workers()) {
            Set<String> own = ProcessTree.sockets(worker);
            own.retainAll(listening);
            assertThat(own).as("listening sockets of worker " + worker).hasSize(1);
            seats.addAll(own);
        }
        return seats;
    }
}
