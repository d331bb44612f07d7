package org.jcorn.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jcorn.it.kit.IntegrationTest;
import org.jcorn.it.kit.KeepAliveLoad;
import org.jcorn.it.kit.LogTail;
import org.jcorn.it.kit.OtherArbiter;
import org.jcorn.it.kit.ProcessTree;
import org.jcorn.it.kit.RawClient;
import org.jcorn.it.kit.RunningServer;
import org.jcorn.it.kit.Site;
import org.jcorn.it.kit.StrictLoad;
import org.jcorn.it.kit.Waiting;
import org.jcorn.it.kit.WorkerClass;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** USR2: a new arbiter takes the place of the old one, and nobody notices. */
@IntegrationTest
class UpgradeIT {

    static Stream<Arguments> ways() {
        return WorkerClass.all().flatMap(each -> Stream.of(Arguments.of(each, false), Arguments.of(each, true)));
    }

    @ParameterizedTest
    @MethodSource("ways")
    void losesNoRequest(WorkerClass workerClass, boolean reusePort, Site site) {
        // Given
        Path pidfile = site.path("shop.pid");
        Path pidfile2 = site.path("shop.pid.2");
        List<String> arguments = new ArrayList<>(List.of(workerClass.arguments()));
        arguments.addAll(List.of("--pid", pidfile.toString()));
        if (reusePort) {
            arguments.add("--reuse-port");
        }
        try (RunningServer server = site.server()
                        .workers(2)
                        .args(arguments.toArray(new String[0]))
                        .start();
                StrictLoad load = StrictLoad.on(server, 4, "/");
                KeepAliveLoad kept = KeepAliveLoad.on(server, 4)) {
            load.awaitMore(50);
            // When: an upgrade is taken back
            server.signal("USR2");
            try (OtherArbiter next = OtherArbiter.of(pidfile2)) {
                server.log().await("The new arbiter (pid:" + next.pid() + ") is ready");
                load.awaitMore(100);
                next.signal("TERM").awaitEnd();
                server.log().await("exited with code 0, this one goes on alone");
            }
            load.awaitMore(100);
            // Then
            assertThat(server.workers()).hasSize(2);
            assertThat(pidfile2).doesNotExist();
            // When: both serve
            server.signal("USR2");
            try (OtherArbiter next = OtherArbiter.of(pidfile2)) {
                server.log().await("The new arbiter (pid:" + next.pid() + ") is ready");
                next.awaitReady(2);
                load.awaitMore(100);
                // Then
                assertThat(OtherArbiter.number(pidfile)).isEqualTo(server.pid());
                assertThat(ProcessTree.title(next.pid())).startsWith("jcorn: master.2 [");
                assertThat(server.workers()).hasSize(2);
                assertThat(pipes(next.workers().get(0)))
                        .isEqualTo(pipes(server.workers().get(0)));
                // When: the new one reloads before it is promoted
                List<Long> former = next.workers();
                next.signal("HUP");
                Waiting.until("other workers", () -> former.stream().noneMatch(ProcessTree::alive));
                next.awaitReady(2);
                assertThat(pidfile2).exists();
                // When: the old one goes
                assertThat(server.stop()).isZero();
                server.log().await("Master has been promoted.");
                load.awaitMore(100);
                // Then
                assertThat(OtherArbiter.number(pidfile)).isEqualTo(next.pid());
                assertThat(pidfile2).doesNotExist();
                assertThat(ProcessTree.title(next.pid())).startsWith("jcorn: master [");
                next.awaitReady(2);
                kept.awaitMore(100);
                assertThat(load.stop().failures()).isEmpty();
                assertThat(kept.stop()).isEmpty();
            }
            assertThat(pidfile).doesNotExist();
        }
    }

    @Test
    void followsALinkToANewVersionAndCanBeDoneAgain(Site site) throws IOException {
        // Given
        Path pidfile = site.path("shop.pid");
        version(site, "1");
        version(site, "2");
        version(site, "3");
        switchTo(site, "1");
        LogTail log;
        int port;
        OtherArbiter second;
        try (RunningServer server = site.server()
                .command(site.path("current/bin/jcorn").toString())
                .withoutEnv("JCORN_CACHE_DIR") // no archives for each of them
                .withoutEnv("HOME")
                .args("--pid", pidfile.toString())
                .start()) {
            log = server.log();
            port = server.port();
            assertThat(server.get("/env?SHOP_VERSION").body()).isEqualTo("1");
            // When
            switchTo(site, "2");
            server.signal("USR2");
            log.await("is ready: TERM to this one");
            second = OtherArbiter.of(site.path("shop.pid.2"));
            assertThat(server.stop()).isZero();
        }
        try (second) {
            log.await("Master has been promoted.");
            // Then
            assertThat(RawClient.get(port, "/env?SHOP_VERSION").body()).isEqualTo("2");
            assertThat(RawClient.get(port, "/env?JCORN_FD").body()).isEqualTo("null");
            // When
            LogTail since = log.fromHere();
            switchTo(site, "3");
            second.signal("USR2");
            since.await("is ready: TERM to this one");
            try (OtherArbiter third = OtherArbiter.of(site.path("shop.pid.2"))) {
                second.signal("TERM").awaitEnd();
                since.await("Master has been promoted.");
                // Then
                assertThat(RawClient.get(port, "/env?SHOP_VERSION").body()).isEqualTo("3");
                assertThat(OtherArbiter.number(pidfile)).isEqualTo(third.pid());
            }
        }
    }

    @Test
    void aKilledArbiterIsSucceededToo(Site site) {
        // Given
        Path pidfile = site.path("shop.pid");
        try (RunningServer server = site.server()
                .bind("unix:" + site.path("given-socket"))
                .args("--pid", pidfile.toString())
                .launch()) {
            server.log().await("Booting worker");
            server.awaitReadiness(1);
            server.signal("USR2");
            server.log().await("is ready: TERM to this one");
            try (OtherArbiter next = OtherArbiter.of(site.path("shop.pid.2"))) {
                // When
                server.signal("KILL").awaitExit();
                server.log().await("Master has been promoted.");
                // Then
                assertThat(OtherArbiter.number(pidfile)).isEqualTo(next.pid());
                assertThat(site.path("given-socket")).exists();
            }
            // Then: the socket's file goes with its last server
            assertThat(site.path("given-socket")).doesNotExist();
        }
    }

    /** Whether accepting blocks is the socket's, and so that of the workers of both. */
    @ParameterizedTest
    @CsvSource({"sync, netty", "netty, sync", "gthread, sync"})
    void theWorkersMayBeOfAnotherClass(String before, String after, Site site) {
        // Given
        site.write("shop.properties", "worker_class = " + before + "\n");
        try (RunningServer server = site.server()
                        .args("--config", site.path("shop.properties").toString())
                        .args("--pid", site.path("shop.pid").toString())
                        .start();
                StrictLoad load = StrictLoad.on(server, 4, "/");
                KeepAliveLoad kept = KeepAliveLoad.on(server, 4)) {
            site.write("shop.properties", "worker_class = " + after + "\n");
            // When: the old one does its best to let accepting block
            server.signal("USR2");
            try (OtherArbiter next = OtherArbiter.of(site.path("shop.pid.2"))) {
                server.log().await("The new arbiter (pid:" + next.pid() + ") is ready");
                load.awaitMore(100);
                assertThat(server.stop()).isZero();
                server.log().await("Master has been promoted.");
                load.awaitMore(100);
                kept.awaitMore(100);
                // Then
                assertThat(load.stop().failures()).isEmpty();
                assertThat(kept.stop()).isEmpty();
            }
        }
    }

    @Test
    void whatWaitsAtAnAddressThatIsGivenUpIsServed(Site site) throws IOException {
        // Given
        site.write("shop.properties", "bind = 127.0.0.1:0, unix:given-socket\n");
        try (RunningServer server = site.server()
                .bind()
                .args("--config", site.path("shop.properties").toString())
                .args("--pid", site.path("shop.pid").toString())
                .start()) {
            site.write("shop.properties", "bind = 127.0.0.1:0\n");
            server.signal("USR2");
            try (OtherArbiter next = OtherArbiter.of(site.path("shop.pid.2"))) {
                server.log().await("The new arbiter (pid:" + next.pid() + ") is ready");
                long worker = server.workers().get(0);
                RunningServer.signal("STOP", worker);
                try (RawClient client = RawClient.connect(site.path("given-socket"))) {
                    client.get("/pid");
                    // When
                    server.signal("TERM");
                    server.log().await("Handling signal: TERM");
                    RunningServer.signal("CONT", worker);
                    // Then
                    assertThat(client.response().body()).isEqualTo(Long.toString(worker));
                }
                assertThat(server.awaitExit()).isZero();
                Waiting.until("the end of the socket's file", () -> !Files.exists(site.path("given-socket")));
                assertThat(server.get("/").body()).isEqualTo("hello");
            }
        }
    }

    @Test
    void aSeatMoreOrLessComesWithThePromotion(Site site) throws IOException {
        // Given
        site.write("shop.properties", "workers = 3\n");
        try (RunningServer server = site.server()
                .expectWorkers(3)
                .args("--reuse-port", "--pid", site.path("shop.pid").toString())
                .args("--config", site.path("shop.properties").toString())
                .start()) {
            site.write("shop.properties", "workers = 2\n");
            try (StrictLoad load = StrictLoad.on(server, 4, "/")) {
                // When
                server.signal("USR2");
                try (OtherArbiter next = OtherArbiter.of(site.path("shop.pid.2"))) {
                    next.awaitReady(3);
                    assertThat(server.stop()).isZero();
                    next.awaitReady(2);
                    load.awaitMore(100);
                    // Then
                    assertThat(load.stop().failures()).isEmpty();
                }
            }
        }
    }

    private static long pipes(long pid) {
        return ProcessTree.descriptors(pid).values().stream()
                .filter(target -> target.startsWith("pipe:"))
                .count();
    }

    /** Lay out a version of the distribution that sets an environment variable. */
    private static void version(Site site, String version) throws IOException {
        Path home = Files.createDirectories(site.path("v" + version));
        Path bin = Files.createDirectories(home.resolve("bin"));
        Files.createSymbolicLink(home.resolve("lib"), site.distribution().home().resolve("lib"));
        Path launcher = bin.resolve("jcorn");
        Files.copy(site.distribution().launcher(), launcher, StandardCopyOption.COPY_ATTRIBUTES);
        String script = Files.readString(launcher);
        Files.writeString(launcher, script.replaceFirst("\n", "\nexport SHOP_VERSION=" + version + "\n"));
    }

    private static void switchTo(Site site, String version) throws IOException {
        Path link = site.path("current.new");
        Files.createSymbolicLink(link, site.path("v" + version));
        Files.move(link, site.path("current"), StandardCopyOption.ATOMIC_MOVE);
    }
}
