package org.jcorn.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.jcorn.it.kit.IntegrationTest;
import org.jcorn.it.kit.LogTail;
import org.jcorn.it.kit.OtherArbiter;
import org.jcorn.it.kit.Outcome;
import org.jcorn.it.kit.ProcessTree;
import org.jcorn.it.kit.RawClient;
import org.jcorn.it.kit.RunningServer;
import org.jcorn.it.kit.ServerBuilder;
import org.jcorn.it.kit.Site;
import org.jcorn.it.kit.Waiting;
import org.junit.jupiter.api.Test;

/** A server in the background: the command that starts it waits until it serves. */
@IntegrationTest
class DaemonIT {

    @Test
    void returnsWhenAWorkerIsReady(Site site) {
        // Given
        Path socket = site.path("given-socket");
        // When
        Outcome outcome = daemon(site).bind("unix:" + socket).run();
        // Then
        try (OtherArbiter daemon = OtherArbiter.of(site.path("shop.pid"))) {
            assertThat(outcome.status()).isZero();
            assertThat(outcome.output()).isEmpty();
            assertThat(RawClient.get(socket, "/").body()).isEqualTo("hello");
            assertThat(ProcessTree.descriptors(daemon.pid()))
                    .containsEntry(0, "/dev/null")
                    .containsEntry(1, "/dev/null")
                    .containsEntry(2, "/dev/null");
            assertThat(ProcessTree.session(daemon.pid()))
                    .isEqualTo(daemon.pid())
                    .isNotEqualTo(ProcessTree.session(ProcessHandle.current().pid()));
            assertThat(ProcessTree.status(daemon.pid(), "Umask")).isEqualTo("0022");
            // When
            daemon.signal("TERM").awaitEnd();
        }
        // Then
        assertThat(site.path("shop.pid")).doesNotExist();
        assertThat(socket).doesNotExist();
    }

    @Test
    void keepsItsOutputWhereThatIsWanted(Site site) {
        // When
        RunningServer command = daemon(site).bind("127.0.0.1:0").args("-R").launch();
        // Then
        assertThat(command.awaitExit()).isZero();
        try (OtherArbiter daemon = OtherArbiter.of(site.path("shop.pid"))) {
            assertThat(command.get("/").body()).isEqualTo("hello");
            LogTail since = command.log().fromHere();
            daemon.signal("HUP");
            since.await("Handling signal: HUP");
            daemon.awaitReady(1);
        }
    }

    @Test
    void tellsWhyItCouldNotStart(Site site) {
        // When
        Outcome broken = daemon(site).application("Missing:app").run();
        Outcome logged = daemon(site)
                .application("Missing:app")
                .args("--log-file", site.path("error.log").toString())
                .run();
        // Then
        assertThat(broken.status()).isEqualTo(4);
        assertThat(broken.output()).contains("Missing");
        assertThat(logged.status()).isEqualTo(4);
        assertThat(logged.output()).contains("stopped with status 4, see " + site.path("error.log"));
        assertThat(site.path("shop.pid")).doesNotExist();
    }

    @Test
    void tellsWhyNoWorkerCouldBoot(Site site) {
        // When
        Outcome outcome =
                daemon(site).args("--worker-jvm-option=-XX:NoSuchThing=1").run();
        // Then
        assertThat(outcome.status()).isEqualTo(3);
        assertThat(outcome.output()).contains("NoSuchThing");
    }

    @Test
    void warnsOfAServiceManagerThatWaitsForItself(Site site) {
        // When
        Outcome outcome = daemon(site)
                .env("NOTIFY_SOCKET", site.path("given-notify").toString())
                .run();
        // Then
        try (OtherArbiter daemon = OtherArbiter.of(site.path("shop.pid"))) {
            assertThat(outcome.status()).isZero();
            assertThat(outcome.output()).contains("jcorn: warning: setting 'daemon': a service manager");
            daemon.awaitReady(1);
        }
    }

    @Test
    void refusesTheNameOfARunningOne(Site site) {
        assertThat(daemon(site).bind("unix:" + site.path("given-socket")).run().status())
                .isZero();
        try (OtherArbiter daemon = OtherArbiter.of(site.path("shop.pid"))) {
            // When
            Outcome second =
                    daemon(site).bind("unix:" + site.path("given-other")).run();
            // Then
            assertThat(second.status()).isEqualTo(1);
            assertThat(second.output()).contains("is held by a running server, pid " + daemon.pid());
            assertThat(ProcessTree.alive(daemon.pid())).isTrue();
        }
    }

    @Test
    void canBeStoppedBeforeItIsReady(Site site) {
        // Given
        site.write("boot.closed", "");
        RunningServer command = daemon(site).gatedBoot().launch();
        Waiting.until("a booting worker", () -> site.boots() == 1);
        // When
        command.signal("TERM");
        // Then
        assertThat(command.awaitExit()).isEqualTo(1);
        assertThat(command.log().text()).contains("the daemon was stopped before a worker was ready");
        assertThat(site.path("shop.pid")).doesNotExist();
    }

    @Test
    void isUpgradedLikeAnyOther(Site site) {
        // Given
        Path socket = site.path("given-socket");
        Path pidfile = site.path("shop.pid");
        assertThat(daemon(site)
                        .bind("unix:" + socket)
                        .args("--log-file", site.path("error.log").toString())
                        .run()
                        .status())
                .isZero();
        LogTail log = new LogTail(site.path("error.log"));
        try (OtherArbiter old = OtherArbiter.of(pidfile)) {
            // When
            old.signal("USR2");
            try (OtherArbiter next = OtherArbiter.of(site.path("shop.pid.2"))) {
                log.await("The new arbiter (pid:" + next.pid() + ") is ready");
                old.signal("WINCH");
                Waiting.until("the end of the old workers", () -> old.workers().isEmpty());
                old.signal("TERM").awaitEnd();
                // Then
                Waiting.until("the promotion", () -> OtherArbiter.number(pidfile) == next.pid());
                assertThat(RawClient.get(socket, "/").body()).isEqualTo("hello");
            }
        }
        assertThat(socket).doesNotExist();
    }

    private static ServerBuilder daemon(Site site) {
        return site.server().args("--daemon", "--pid", site.path("shop.pid").toString());
    }
}
