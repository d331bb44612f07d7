package org.jcorn.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jcorn.it.kit.IntegrationTest;
import org.jcorn.it.kit.LogTail;
import org.jcorn.it.kit.NotifySocket;
import org.jcorn.it.kit.OtherArbiter;
import org.jcorn.it.kit.Outcome;
import org.jcorn.it.kit.ProcessTree;
import org.jcorn.it.kit.RawClient;
import org.jcorn.it.kit.RunningServer;
import org.jcorn.it.kit.ServerBuilder;
import org.jcorn.it.kit.Site;
import org.jcorn.it.kit.Waiting;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Sockets from systemd, and what it is told. */
@IntegrationTest
class SystemdIT {

    private static final List<String> ENVIRONMENT =
            List.of("JCORN_IT_SITE", "JCORN_JAVA", "JCORN_CACHE_DIR", "LANG", "NOTIFY_SOCKET");

    @Test
    void servesTheSocketsItIsGiven(Site site) throws IOException {
        // Given
        Path first = site.path("given-first");
        Path second = site.path("given-second");
        RunningServer server = activated(site, "--fdname=one:two", "-l", first.toString(), "-l", second.toString())
                .launch();
        Waiting.until("the sockets", () -> Files.exists(first) && Files.exists(second));
        // When
        long worker = Long.parseLong(RawClient.get(first, "/pid").body());
        // Then
        server.log().await("Listening at: unix:" + first + ", unix:" + second);
        assertThat(RawClient.get(second, "/").body()).isEqualTo("hello");
        for (String name : List.of("LISTEN_PID", "LISTEN_FDS", "LISTEN_FDNAMES", "JCORN_FD")) {
            assertThat(RawClient.get(second, "/env?" + name).body()).isEqualTo("null");
        }
        // When
        server.signal("HUP");
        Waiting.until("another worker", () -> !ProcessTree.alive(worker));
        // Then
        assertThat(RawClient.get(first, "/").body()).isEqualTo("hello");
        assertThat(server.log().text()).doesNotContain(":8000");
        // When
        server.signal("USR2");
        try (OtherArbiter next = OtherArbiter.of(site.path("shop.pid.2"))) {
            server.log().await("The new arbiter (pid:" + next.pid() + ") is ready");
            assertThat(server.stop()).isZero();
            server.log().await("Master has been promoted.");
            // Then
            assertThat(RawClient.get(first, "/").body()).isEqualTo("hello");
            assertThat(RawClient.get(second, "/").body()).isEqualTo("hello");
            LogTail since = server.log().fromHere();
            next.signal("HUP");
            since.await("Worker exiting");
            assertThat(RawClient.get(first, "/").body()).isEqualTo("hello");
        }
        // Then: the files are systemd's
        assertThat(first).exists();
        assertThat(second).exists();
    }

    @Test
    void aDaemonGetsThemToo(Site site) {
        // Given
        Path socket = site.path("given-socket");
        RunningServer command =
                activated(site, "-l", socket.toString()).args("--daemon").launch();
        Waiting.until("the socket", () -> Files.exists(socket));
        // When
        assertThat(RawClient.get(socket, "/").body()).isEqualTo("hello");
        // Then
        assertThat(command.awaitExit()).isZero();
        OtherArbiter.of(site.path("shop.pid")).close();
    }

    @ParameterizedTest
    @CsvSource({
        "LISTEN_FDS=many, 'LISTEN_FDS: \"many\" is not a number'",
        "LISTEN_FDS=-1, 'LISTEN_FDS: \"-1\" must be 0 or more'",
        "LISTEN_FDS=99999999, 'LISTEN_FDS: \"99999999\" is more than there can be'",
        "LISTEN_FDS=1, 'cannot listen on descriptor 3: it is no socket to listen on'",
        "LISTEN_FDS=900, 'is not open'",
        "LISTEN_FDS=1 LISTEN_FDNAMES=a:b, 'LISTEN_FDNAMES: \"a:b\" must be 1 names, as LISTEN_FDS says'",
        "LISTEN_PID=me LISTEN_FDS=1, 'LISTEN_PID: \"me\" is not a number'",
        "JCORN_FD=garbage, 'JCORN_FD: \"garbage\" is not a descriptor and its purpose'",
    })
    void garbageIsNamed(String environment, String message, Site site) {
        // When
        Outcome outcome = site.server()
                .command(
                        "sh",
                        "-c",
                        "LISTEN_PID=$$ " + environment + " exec \"$0\" \"$@\"",
                        site.distribution().launcher().toString())
                .run();
        // Then
        assertThat(outcome.status()).isEqualTo(1);
        assertThat(outcome.output()).contains(message);
    }

    @Test
    void whatIsNoListenerIsNamed(Site site) {
        Outcome outcome = site.server()
                .command(
                        "sh",
                        "-c",
                        "LISTEN_PID=$$ LISTEN_FDS=1 exec \"$0\" \"$@\" 3</dev/null",
                        site.distribution().launcher().toString())
                .run();
        assertThat(outcome.status()).isEqualTo(1);
        assertThat(outcome.output()).contains("cannot listen on descriptor 3: it is no socket to listen on");
    }

    @Test
    void socketsOfAnotherProcessAreNoneOfOurs(Site site) {
        try (RunningServer server =
                site.server().env("LISTEN_PID", "1").env("LISTEN_FDS", "1").start()) {
            assertThat(server.get("/").body()).isEqualTo("hello");
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void systemdIsToldHowItIs(boolean inTheFileSystem, Site site) {
        try (NotifySocket socket = inTheFileSystem
                        ? NotifySocket.at(site.path("given-notify"))
                        : NotifySocket.named(site.directory().toString());
                RunningServer server = site.server()
                        .gatedBoot()
                        .args("--pid", site.path("shop.pid").toString())
                        .env("NOTIFY_SOCKET", socket.name())
                        .env("WATCHDOG_USEC", "200000")
                        .start()) {
            socket.await("READY=1", 1);
            assertThat(socket.messages()).anyMatch(message -> message.contains("STATUS=Serving with 1 worker"));
            socket.await("WATCHDOG=1", 3);
            // When
            site.write("boot.fail", "");
            server.signal("HUP");
            // Then: a failed reload is over, too
            socket.await("RELOADING=1", 1);
            socket.await("READY=1", 2);
            assertThat(socket.messages()).anyMatch(message -> message.contains("MONOTONIC_USEC="));
            // When
            site.remove("boot.fail");
            server.awaitReady(1).signal("HUP");
            // Then
            socket.await("RELOADING=1", 2);
            socket.await("READY=1", 3);
            server.awaitReady(1);
            // When
            server.signal("USR2");
            server.log().await("is ready: TERM to this one");
            assertThat(socket.count("READY=1")).isEqualTo(3);
            try (OtherArbiter next = OtherArbiter.of(site.path("shop.pid.2"))) {
                assertThat(server.stop()).isZero();
                // Then
                socket.await("MAINPID=" + next.pid(), 2);
                socket.await("READY=1", 4);
                assertThat(socket.count("STOPPING=1")).isZero();
                long beats = socket.count("WATCHDOG=1");
                socket.await("WATCHDOG=1", (int) beats + 3);
                // When
                next.signal("TERM").awaitEnd();
                socket.await("STOPPING=1", 1);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/missing/notify", "relative", "@", "vsock:2:1234"})
    void aManagerThatCannotBeToldDoesNoHarm(String address, Site site) {
        try (RunningServer server = site.server()
                .env("NOTIFY_SOCKET", address)
                .env("WATCHDOG_USEC", "soon")
                .start()) {
            server.log().await("[WARNING]");
            assertThat(server.log().text()).contains("NOTIFY_SOCKET");
            assertThat(server.get("/").body()).isEqualTo("hello");
        }
    }

    private static ServerBuilder activated(Site site, String... options) {
        List<String> command = new ArrayList<>(List.of("systemd-socket-activate"));
        for (String name : ENVIRONMENT) {
            command.add("-E");
            command.add(name);
        }
        command.addAll(List.of(options));
        command.add(site.distribution().launcher().toString());
        return site.server()
                .command(command.toArray(new String[0]))
                .bind()
                .args("--pid", site.path("shop.pid").toString());
    }
}
