package org.jcorn.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import org.jcorn.it.kit.IntegrationTest;
import org.jcorn.it.kit.Jcornc;
import org.jcorn.it.kit.LogTail;
import org.jcorn.it.kit.OtherArbiter;
import org.jcorn.it.kit.Outcome;
import org.jcorn.it.kit.RunningServer;
import org.jcorn.it.kit.SettingSource;
import org.jcorn.it.kit.Site;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Where the control socket is, who may use it, and who removes it. */
@IntegrationTest
class ControlSocketIT {

    private static final String CLASSES = Site.testClasses().toString();

    @ParameterizedTest
    @EnumSource
    void isWhereAndHowTheSettingsSay(SettingSource source, Site site) throws IOException {
        // Given
        Map<String, String> settings = Map.of(
                "bind", "127.0.0.1:0",
                "pythonpath", CLASSES,
                "control_socket", "given.ctl",
                "control_socket_mode", "0660");
        try (RunningServer server = source.serving(site, "Probe:app", settings).start()) {
            Path socket = site.path("given.ctl");
            // Then
            assertThat(Jcornc.at(site, socket).value("show stats", "pid")).isEqualTo(Long.toString(server.pid()));
            assertThat(mode(socket)).isEqualTo("rw-rw----");
            assertThat(server.stop()).isZero();
            assertThat(socket).doesNotExist();
        }
    }

    @ParameterizedTest
    @EnumSource
    void isNotThereIfTheSettingsSaySo(SettingSource source, Site site) {
        // Given
        Map<String, String> settings = Map.of(
                "bind", "127.0.0.1:0",
                "pythonpath", CLASSES,
                "control_socket", "given.ctl",
                "control_socket_disable", "true");
        try (RunningServer server = source.serving(site, "Probe:app", settings).start()) {
            // Then
            assertThat(site.path("given.ctl")).doesNotExist();
            assertThat(server.log().contains("ontrol socket")).isFalse();
        }
    }

    @Test
    void isInTheHomeOfItsUserWhereThereIsNoBetterPlace(Site site) throws IOException {
        // Given: a home whose path has room for a socket's name
        Path home = Files.createTempDirectory("jcorn-home-");
        try (RunningServer server = site.server()
                .env("HOME", home.toString())
                .env("XDG_RUNTIME_DIR", "")
                .start()) {
            Path socket = home.resolve(".jcorn/jcorn.ctl");
            // Then
            assertThat(mode(socket)).isEqualTo("rw-------");
            assertThat(mode(home.resolve(".jcorn"))).isEqualTo("rwx------");
            assertThat(Jcornc.at(site, socket).value("show stats", "state")).isEqualTo("ready");
            assertThat(server.stop()).isZero();
            assertThat(socket).doesNotExist();
            Files.delete(home.resolve(".jcorn"));
        }
        Files.delete(home);
    }

    @Test
    void aSecondServerInTheSamePlaceHasNone(Site site) {
        // Given
        try (RunningServer first = site.server().start()) {
            Jcornc jcornc = Jcornc.of(site, first);
            String runtime = jcornc.socket().resolveSibling("").toString();
            // When
            try (RunningServer second =
                    site.server().env("XDG_RUNTIME_DIR", runtime).start()) {
                // Then
                assertThat(second.log().lines())
                        .filteredOn(line -> line.contains("ontrol socket"))
                        .singleElement()
                        .asString()
                        .contains("[WARNING] No control socket, " + jcornc.socket()
                                + " cannot be used: Address already in use");
                assertThat(second.get("/").body()).isEqualTo("hello");
                assertThat(second.stop()).isZero();
            }
            // Then
            assertThat(jcornc.value("show stats", "pid")).isEqualTo(Long.toString(first.pid()));
            // When
            Outcome third = site.server()
                    .args("--control-socket", jcornc.socket().toString())
                    .run();
            // Then
            assertThat(third.status()).isEqualTo(1);
            assertThat(third.output())
                    .contains("[ERROR] setting 'control_socket': \"" + jcornc.socket()
                            + "\" cannot be used: Address already in use");
            assertThat(jcornc.value("show stats", "pid")).isEqualTo(Long.toString(first.pid()));
        }
    }

    @Test
    void whatAKilledServerLeftIsReplaced(Site site) throws IOException {
        // Given
        Path socket = site.path("given.ctl");
        try (ServerSocketChannel dead = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            dead.bind(UnixDomainSocketAddress.of(socket));
        }
        assertThat(socket).exists();
        // When
        try (RunningServer server =
                site.server().args("--control-socket", socket.toString()).start()) {
            // Then
            assertThat(Jcornc.at(site, socket).value("show stats", "pid")).isEqualTo(Long.toString(server.pid()));
        }
        assertThat(socket).doesNotExist();
    }

    @Test
    void aFileIsLeftAlone(Site site) throws IOException {
        // Given
        Path file = site.write("jcorn.ctl", "precious");
        // When
        Outcome chosen = site.server().args("--control-socket", file.toString()).run();
        // Then
        assertThat(chosen.status()).isEqualTo(1);
        assertThat(chosen.output())
                .contains(
                        "setting 'control_socket': \"" + file + "\" cannot be used: the file exists and is no socket");
        // When
        try (RunningServer server = site.server()
                .env("XDG_RUNTIME_DIR", site.directory().toString())
                .start()) {
            // Then
            assertThat(server.log().text())
                    .contains("[WARNING] No control socket, " + file
                            + " cannot be used: the file exists and is no socket");
        }
        assertThat(file).hasContent("precious");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "no/such/directory/jcorn.ctl",
                "nnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnn"
                        + "nnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnn"
            })
    void aPlaceThatCannotBeIsAnError(String place, Site site) {
        // When
        Outcome outcome = site.server().args("--control-socket", place).run();
        // Then
        assertThat(outcome.status()).isEqualTo(1);
        assertThat(outcome.lines("[ERROR]")).singleElement().asString().contains("setting 'control_socket': ");
        assertThat(outcome.output()).doesNotContain("Exception", "\tat ");
    }

    @Test
    void nobodyElseMayHavePutItThere(Site site) throws IOException {
        // Given
        Path open = Files.createDirectory(site.path("open"));
        Files.setPosixFilePermissions(open, PosixFilePermissions.fromString("rwxrwxrwx"));
        // When
        try (RunningServer server =
                site.server().env("XDG_RUNTIME_DIR", open.toString()).start()) {
            // Then
            assertThat(server.log().text())
                    .contains("[WARNING] No control socket, " + open.resolve("jcorn.ctl")
                            + " cannot be used: others may write to " + open);
        }
    }

    @Test
    void followsASettingOnReload(Site site) throws IOException {
        // Given
        Path a = site.path("a.ctl");
        Path b = site.path("b.ctl");
        site.write("given.properties", "control_socket = a.ctl\n");
        try (RunningServer server =
                site.server().args("--config", "given.properties").start()) {
            // When: it moves
            site.write("given.properties", "control_socket = b.ctl\n");
            server.reload(1);
            // Then
            assertThat(Jcornc.at(site, b).value("show stats", "reloads")).isEqualTo("1");
            assertThat(a).doesNotExist();
            // When: others may use it
            site.write("given.properties", "control_socket = b.ctl\ncontrol_socket_mode = 0666\n");
            server.reload(1);
            // Then
            assertThat(mode(b)).isEqualTo("rw-rw-rw-");
            // When: the place cannot be
            LogTail since = server.log().fromHere();
            List<Long> workers = server.workers();
            site.write("given.properties", "control_socket = no/such/c.ctl\n");
            Jcornc.at(site, b).obeys("reload");
            // Then
            since.await("Reload failed, nothing is changed: setting 'control_socket': ");
            assertThat(server.workers()).isEqualTo(workers);
            assertThat(Jcornc.at(site, b).value("show stats", "state")).isEqualTo("ready");
            // When: somebody removed its file
            site.write("given.properties", "control_socket = b.ctl\n");
            Files.delete(b);
            server.reload(1);
            // Then
            assertThat(Jcornc.at(site, b).value("show stats", "state")).isEqualTo("ready");
            assertThat(mode(b)).isEqualTo("rw-------");
            // When: there is to be none
            site.write("given.properties", "control_socket_disable = true\n");
            server.reload(1);
            // Then
            assertThat(b).doesNotExist();
            // When: there is to be one again
            site.write("given.properties", "control_socket = a.ctl\n");
            server.reload(1);
            // Then
            assertThat(Jcornc.at(site, a).value("show stats", "state")).isEqualTo("ready");
            assertThat(server.stop()).isZero();
            assertThat(a).doesNotExist();
        }
    }

    @Test
    void stillServesTheGenerationThatStaysWhenTheNewOneCannotBoot(Site site) {
        // Given
        site.write("given.properties", "control_socket = a.ctl\nwsgi_app = org.jcorn.it.app.Probe:app\n");
        try (RunningServer server = site.server()
                .application(" ")
                .args("--classpath", CLASSES, "--config", "given.properties")
                .start()) {
            // When
            LogTail since = server.log().fromHere();
            site.write("given.properties", "control_socket = b.ctl\nwsgi_app = no.such.Application\n");
            server.signal("HUP");
            since.await("Reload failed, the workers of before stay");
            // Then
            assertThat(Jcornc.at(site, site.path("a.ctl")).value("show stats", "state"))
                    .isEqualTo("ready");
            assertThat(site.path("b.ctl")).doesNotExist();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"TERM", "KILL"})
    void aNewArbiterTakesItOver(String end, Site site) {
        // Given
        try (RunningServer server = site.server().args("--pid", "shop.pid").start()) {
            Jcornc jcornc = Jcornc.of(site, server);
            Path waiting = jcornc.socket().resolveSibling("jcorn.ctl.2");
            // When: an upgrade is taken back
            server.signal("USR2");
            try (OtherArbiter next = OtherArbiter.of(site.path("shop.pid.2"))) {
                server.log().await("The new arbiter (pid:" + next.pid() + ") is ready");
                // Then
                assertThat(Jcornc.at(site, waiting).value("show stats", "pid")).isEqualTo(Long.toString(next.pid()));
                assertThat(jcornc.value("show stats", "pid")).isEqualTo(Long.toString(server.pid()));
                // When
                Jcornc.at(site, waiting).obeys("shutdown");
                next.awaitEnd();
                server.log().await("this one goes on alone");
            }
            // Then
            assertThat(waiting).doesNotExist();
            assertThat(jcornc.value("show stats", "pid")).isEqualTo(Long.toString(server.pid()));
            // When: the next one is not
            server.signal("USR2");
            try (OtherArbiter next = OtherArbiter.of(site.path("shop.pid.2"))) {
                LogTail since = server.log().fromHere();
                server.log().await("The new arbiter (pid:" + next.pid() + ") is ready");
                server.signal(end).awaitExit();
                since.await("Master has been promoted.");
                since.await("Control socket: " + jcornc.socket() + "\n");
                // Then
                assertThat(jcornc.value("show stats", "pid")).isEqualTo(Long.toString(next.pid()));
                assertThat(waiting).doesNotExist();
                // When
                jcornc.obeys("shutdown");
                next.awaitEnd();
            }
            // Then
            assertThat(jcornc.socket()).doesNotExist();
        }
    }

    @Test
    void belongsToRootWhoeverTheWorkersAre(Site site) throws IOException {
        assumeTrue("root".equals(System.getProperty("user.name")));
        // Given
        try (RunningServer server = site.server()
                .args("--user", "www-data", "--control-socket", "given.ctl")
                .start()) {
            Jcornc jcornc = Jcornc.of(site, server);
            // Then
            assertThat(Files.getAttribute(jcornc.socket(), "unix:uid", LinkOption.NOFOLLOW_LINKS))
                    .isEqualTo(0);
            assertThat(mode(jcornc.socket())).isEqualTo("rw-------");
            assertThat(server.get("/status").body()).containsPattern("Uid:\\s33\\s");
            // When
            Outcome others = jcornc.run(
                    List.of("setpriv", "--reuid=www-data", "--regid=www-data", "--clear-groups"),
                    "",
                    "-s",
                    "given.ctl",
                    "-c",
                    "shutdown");
            // Then
            assertThat(others.status()).isEqualTo(1);
            assertThat(others.output()).contains("no server answers at ").contains("Permission denied");
            assertThat(jcornc.value("show stats", "state")).isEqualTo("ready");
        }
    }

    private static String mode(Path file) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(file, LinkOption.NOFOLLOW_LINKS));
    }
}
