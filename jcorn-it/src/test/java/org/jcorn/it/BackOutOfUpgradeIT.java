package org.jcorn.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import org.jcorn.it.kit.IntegrationTest;
import org.jcorn.it.kit.LogTail;
import org.jcorn.it.kit.OtherArbiter;
import org.jcorn.it.kit.ProcessTree;
import org.jcorn.it.kit.RunningServer;
import org.jcorn.it.kit.Site;
import org.jcorn.it.kit.Sources;
import org.jcorn.it.kit.StrictLoad;
import org.jcorn.it.kit.Waiting;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An upgrade that is not to be: taken back, failed, or asked for at the wrong time. The old arbiter serves on. */
@IntegrationTest
class BackOutOfUpgradeIT {

    @ParameterizedTest
    @ValueSource(strings = {"TERM", "QUIT"})
    void theNewArbiterCanBeStopped(String signal, Site site) {
        // Given
        Path pidfile = site.path("shop.pid");
        try (RunningServer server = site.server()
                        .workers(2)
                        .args("--pid", pidfile.toString())
                        .start();
                StrictLoad load = StrictLoad.on(server, 4, "/")) {
            server.signal("USR2");
            try (OtherArbiter next = OtherArbiter.of(site.path("shop.pid.2"))) {
                server.log().await("is ready: TERM to this one");
                next.awaitReady(2);
                // When: the old workers leave, and are wanted again
                List<Long> former = server.workers();
                server.signal("WINCH");
                Waiting.until(
                        "the end of the old workers", () -> former.stream().noneMatch(ProcessTree::alive));
                load.awaitMore(100);
                assertThat(server.workers()).isEmpty();
                server.signal("HUP").awaitReady(2);
                next.signal(signal).awaitEnd();
            }
            // Then
            server.log().await("exited with code 0, this one goes on alone");
            load.awaitMore(100);
            StrictLoad.Result result = load.stop();
            if (signal.equals("TERM")) { // the other is quick, which means that it drops what it is at
                assertThat(result.failures()).isEmpty();
            }
            assertThat(OtherArbiter.number(pidfile)).isEqualTo(server.pid());
            assertThat(site.path("shop.pid.2")).doesNotExist();
            // When: there can be another upgrade
            LogTail since = server.log().fromHere();
            server.signal("USR2");
            try (OtherArbiter next = OtherArbiter.of(site.path("shop.pid.2"))) {
                since.await("The new arbiter (pid:" + next.pid() + ") is ready");
            }
        }
    }

    @Test
    void aVersionThatCannotBootChangesNothing(Site site) {
        // Given
        site.write("Shop.java", Sources.answering("Shop", "good"));
        site.write("shop.properties", "workers = 1\n");
        try (RunningServer server = site.server()
                .application("Shop:app")
                .args("--config", site.path("shop.properties").toString())
                .args("--pid", site.path("shop.pid").toString())
                .start()) {
            List<Long> workers = server.workers();
            // When: the application is broken
            site.write("Shop.java", "class Shop { this is no Java }");
            server.signal("USR2");
            // Then
            server.log().awaitMatch("Upgrade failed, nothing is changed: the new arbiter .* exited with code 4");
            // When: the configuration is
            site.write("shop.properties", "workers = many\n");
            server.signal("USR2");
            // Then
            server.log().awaitMatch("Upgrade failed, nothing is changed: the new arbiter .* exited with code 1");
            assertThat(server.log().text()).contains("setting 'workers'");
            assertThat(server.workers()).isEqualTo(workers);
            assertThat(server.get("/").body()).isEqualTo("good");
        }
    }

    @Test
    void whatALauncherSaysIsInTheLogFile(Site site) throws IOException {
        // Given
        Path bin = Files.createDirectories(site.path("v1/bin"));
        Path launcher = bin.resolve("jcorn");
        Files.copy(site.distribution().launcher(), launcher, StandardCopyOption.COPY_ATTRIBUTES);
        Files.createSymbolicLink(site.path("v1/lib"), site.distribution().home().resolve("lib"));
        LogTail log = new LogTail(site.path("error.log"));
        try (RunningServer server = site.server()
                .command(launcher.toString())
                .withoutEnv("JCORN_CACHE_DIR")
                .withoutEnv("HOME")
                .bind("unix:" + site.path("given-socket"))
                .args("--log-file", site.path("error.log").toString())
                .launch()) {
            server.awaitReadiness(1);
            int descriptors = ProcessTree.descriptors(server.pid()).size();
            // When
            Files.writeString(launcher, "#!/bin/sh\necho this version is not for you >&2\nexit 9\n");
            server.signal("USR2");
            // Then
            log.await("exited with code 9: this version is not for you");
            // When
            for (int i = 2; i < 6; i++) {
                int failures = i;
                server.signal("USR2");
                Waiting.until("another failure", () -> log.count("exited with code 9") == failures);
            }
            // Then
            Waiting.until( // the first upgrade may open a library
                    "no more descriptors than before, after five failures",
                    () -> ProcessTree.descriptors(server.pid()).size() < descriptors + 5);
            // When
            Files.delete(launcher);
            Files.createSymbolicLink(launcher, site.path("v2/bin/jcorn"));
            server.signal("USR2");
            // Then
            log.await("Upgrade failed, nothing is changed: cannot start " + launcher + ": No such file or directory");
            assertThat(server.alive()).isTrue();
            assertThat(site.path("given-socket")).exists();
        }
    }

    @Test
    void aMissingJdkChangesNothing(Site site) throws IOException {
        // Given
        Path java =
                Files.createSymbolicLink(site.path("java"), site.distribution().java());
        try (RunningServer server =
                site.server().env("JCORN_JAVA", java.toString()).start()) {
            // When
            Files.delete(java);
            Files.createSymbolicLink(java, site.path("newer"));
            server.signal("USR2");
            // Then
            server.log().awaitMatch("Upgrade failed, nothing is changed: the new arbiter .* exited with code 1");
            assertThat(server.log().text()).contains("no Java found: \"" + java + "\"");
            assertThat(server.get("/").body()).isEqualTo("hello");
        }
    }

    @Test
    void workersThatLeftForANewArbiterComeBackWhenItDies(Site site) {
        try (RunningServer server =
                site.server().args("--pid", site.path("shop.pid").toString()).start()) {
            // Given
            server.signal("USR2");
            try (OtherArbiter next = OtherArbiter.of(site.path("shop.pid.2"))) {
                server.log().await("is ready: TERM to this one");
                server.signal("WINCH");
                Waiting.until(
                        "the end of the old workers", () -> server.workers().isEmpty());
                // When
                next.signal("KILL").awaitEnd();
            }
            // Then
            server.awaitReady(1);
            assertThat(server.get("/").body()).isEqualTo("hello");
        }
    }

    @Test
    void aSocketThatAReloadDroppedMeanwhileIsGoneAfterwards(Site site) {
        // Given
        site.write("shop.properties", "bind = 127.0.0.1:0, unix:given-socket\n");
        try (RunningServer server = site.server()
                .bind()
                .args("--config", site.path("shop.properties").toString())
                .args("--pid", site.path("shop.pid").toString())
                .start()) {
            server.signal("USR2");
            try (OtherArbiter next = OtherArbiter.of(site.path("shop.pid.2"))) {
                server.log().await("is ready: TERM to this one");
                site.write("shop.properties", "bind = 127.0.0.1:0\n");
                server.reload(1);
                assertThat(site.path("given-socket")).exists();
                // When
                next.signal("TERM").awaitEnd();
            }
            // Then
            Waiting.until("the end of the socket's file", () -> !Files.exists(site.path("given-socket")));
        }
    }

    @Test
    void aSecondUpgradeHasToWait(Site site) {
        try (RunningServer server =
                site.server().args("--pid", site.path("shop.pid").toString()).start()) {
            // Given
            server.signal("USR2");
            try (OtherArbiter next = OtherArbiter.of(site.path("shop.pid.2"))) {
                server.log().await("is ready: TERM to this one");
                // When
                server.signal("USR2");
                next.signal("USR2");
                // Then
                server.log().await("USR2: ignored, there is a new arbiter already (pid:" + next.pid() + ")");
                server.log().await("USR2: ignored, this arbiter has yet to be promoted itself");
                assertThat(server.get("/").body()).isEqualTo("hello");
            }
        }
    }

    @Test
    void anUpgradeDuringAReloadHasToWait(Site site) {
        try (RunningServer server = site.server().gatedBoot().start()) {
            // Given
            site.write("boot.closed", "");
            server.signal("HUP");
            Waiting.until("a booting worker", () -> site.boots() == 2);
            // When
            server.signal("USR2");
            // Then
            server.log().await("USR2: ignored, a start or reload is under way");
            site.remove("boot.closed");
            server.awaitReady(1);
            assertThat(server.get("/").body()).isEqualTo("hello");
        }
    }

    @Test
    void aSecondStopDuringTheBootDoesNotWait(Site site) {
        // Given
        Path pidfile = site.path("shop.pid");
        try (RunningServer server =
                site.server().gatedBoot().args("--pid", pidfile.toString()).start()) {
            site.write("boot.closed", "");
            server.signal("USR2");
            try (OtherArbiter next = OtherArbiter.of(site.path("shop.pid.2"))) {
                server.signal("TERM");
                server.log().await("TERM: stopping when the new arbiter is ready, or has failed");
                // When
                assertThat(server.stop()).isZero();
                // Then
                server.log().await("Master has been promoted.");
                // When: the new one is stopped before it is ready, too
                assertThat(OtherArbiter.number(pidfile)).isEqualTo(next.pid());
                next.signal("TERM").awaitEnd();
            }
            assertThat(pidfile).doesNotExist();
        }
    }

    @Test
    void aStopDuringTheBootOfTheNewArbiterComesWhenItIsReady(Site site) {
        // Given
        Path pidfile = site.path("shop.pid");
        try (RunningServer server =
                site.server().gatedBoot().args("--pid", pidfile.toString()).start()) {
            site.write("boot.closed", "");
            server.signal("USR2");
            try (OtherArbiter next = OtherArbiter.of(site.path("shop.pid.2"))) {
                Waiting.until("a booting worker", () -> site.boots() == 2);
                // When
                server.signal("TERM");
                server.log().await("TERM: stopping when the new arbiter is ready, or has failed");
                assertThat(server.get("/").body()).isEqualTo("hello");
                site.remove("boot.closed");
                // Then
                assertThat(server.awaitExit()).isZero();
                server.log().await("Master has been promoted.");
                assertThat(OtherArbiter.number(pidfile)).isEqualTo(next.pid());
                assertThat(server.get("/").body()).isEqualTo("hello");
            }
        }
    }
}
