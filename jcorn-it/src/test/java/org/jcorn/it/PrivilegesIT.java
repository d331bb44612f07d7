package org.jcorn.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jcorn.it.kit.IntegrationTest;
import org.jcorn.it.kit.LogTail;
import org.jcorn.it.kit.Outcome;
import org.jcorn.it.kit.ProcessTree;
import org.jcorn.it.kit.RawClient;
import org.jcorn.it.kit.RunningServer;
import org.jcorn.it.kit.ServerBuilder;
import org.jcorn.it.kit.SettingSource;
import org.jcorn.it.kit.Site;
import org.jcorn.it.kit.Sources;
import org.jcorn.it.kit.StrictLoad;
import org.jcorn.it.kit.Waiting;
import org.jcorn.it.kit.WorkerClass;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Root starts the server, and the application runs as somebody else. */
@IntegrationTest
class PrivilegesIT {

    private static final int WWW = 33;
    private static final int NOBODY = 65534;

    @BeforeEach
    void onlyRootMayAndOthersMustBeAbleToRead(Site site) throws IOException, InterruptedException {
        assumeTrue("root".equals(System.getProperty("user.name")));
        Path probe = site.write("probe", "");
        Process process = new ProcessBuilder(
                        "setpriv",
                        "--reuid=www-data",
                        "--regid=www-data",
                        "--clear-groups",
                        "test",
                        "-r",
                        probe.toString())
                .start();
        assumeTrue(process.waitFor() == 0);
    }

    @Test
    void noCodeOfTheApplicationRunsAsRootToPreloadIt(Site site) {
        // When
        try (RunningServer server =
                site.server().args("--user", "www-data", "--preload").start()) {
            // Then
            assertThat(server.log().contains("[WARNING] preload_app does nothing beside user and group"))
                    .isTrue();
            assertThat(server.get("/").body()).isEqualTo("hello");
        }
    }

    @ParameterizedTest
    @MethodSource("org.jcorn.it.kit.WorkerClass#all")
    void workersDropAllRights(WorkerClass workerClass, Site site) throws IOException {
        // Given
        Path secret = site.write("secret", "for root only");
        Files.setPosixFilePermissions(secret, PosixFilePermissions.fromString("rw-------"));
        try (RunningServer server = site.server()
                .args("--user", "www-data")
                .args(workerClass.arguments())
                .start()) {
            // When
            String status = server.get("/status").body();
            // Then
            assertThat(status)
                    .containsPattern("Uid:\\s33\\s33\\s33\\s33\n")
                    .containsPattern("Gid:\\s33\\s33\\s33\\s33\n")
                    .containsPattern("Groups:\\s*\n")
                    .containsPattern("CapPrm:\\s0+\n")
                    .containsPattern("CapEff:\\s0+\n");
            assertThat(server.get("/file?secret").status()).isEqualTo(500);
            assertThat(ProcessTree.status(server.pid(), "Uid")).startsWith("0\t0\t0");
            long worker = server.workers().get(0);
            assertThat(ProcessTree.title(worker)).isEqualTo("jcorn: worker [org.jcorn.it.app.Probe:app]");
            assertThat(ProcessTree.status(worker, "SigBlk")).matches("0+");
            // When
            RunningServer.signal("KILL", worker);
            // Then
            server.awaitReplaced(List.of(worker), 1);
            assertThat(server.stop()).isZero();
        }
    }

    @ParameterizedTest
    @EnumSource
    void isToldByAnySource(SettingSource source, Site site) {
        // Given
        Map<String, String> settings = Map.of("user", "www-data", "group", "nogroup", "initgroups", "true");
        try (RunningServer server = source.give(site, site.server(), settings).start()) {
            // Then
            assertThat(server.get("/status").body())
                    .containsPattern("Uid:\\s33\\s33\\s33\\s33\n")
                    .containsPattern("Gid:\\s65534\\s65534\\s65534\\s65534\n")
                    .containsPattern("Groups:\\s33 ?\n");
        }
    }

    @Test
    void scoreboardMayBeAFile(Site site) {
        // Given
        try (RunningServer server = site.server()
                .args("--user", "www-data", "--worker-tmp-dir", site.directory().toString(), "--timeout", "1")
                .launch()) {
            server.log().await("Booting worker with pid");
            long worker = Long.parseLong(server.get("/pid").body());
            // When: a heartbeat that does not arrive would be its death
            Waiting.steadily(
                    Duration.ofSeconds(3),
                    "a living worker",
                    () -> server.workers().contains(worker));
            // Then
            assertThat(server.get("/status").body()).containsPattern("Uid:\\s33\\s");
            assertThat(server.log().text()).doesNotContain("[ERROR]", "TIMEOUT");
        }
    }

    /** A source is compiled by the worker, into a cache that the arbiter's user need not share. */
    @Test
    void applicationIsLoadedWithoutRights(Site site) throws IOException {
        // Given
        Path temporary = Files.createDirectory(site.path("tmp"));
        Files.setPosixFilePermissions(temporary, PosixFilePermissions.fromString("rwxrwxrwx"));
        site.write("Shop.java", """
            import java.nio.file.Files;
            import java.nio.file.Path;
            import org.jcorn.Request;
            import org.jcorn.Response;

            class Shop {
                private static final String STATUS = status();

                static void app(Request request, Response response) throws Exception {
                    response.send(STATUS);
                }

                private static String status() {
                    try {
                        return Files.readString(Path.of("/proc/self/status"));
                    } catch (java.io.IOException e) {
                        throw new IllegalStateException(e);
                    }
                }
            }
            """);
        try (RunningServer server = site.server()
                .application("Shop:app")
                .args("--user", "www-data", "--group", "nogroup", "--initgroups")
                .args("--worker-jvm-option", "-Djava.io.tmpdir=" + temporary)
                .start()) {
            // Then
            Path cache = temporary.resolve("jcorn-" + WWW);
            assertThat(owner(cache)).startsWith(WWW + ":");
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(cache)))
                    .isEqualTo("rwx------");
            assertThat(server.get("/").body())
                    .containsPattern("Uid:\\s33\\s33\\s33\\s33\n")
                    .containsPattern("Gid:\\s65534\\s65534\\s65534\\s65534\n")
                    .containsPattern("Groups:\\s33 ?\n");
            assertThat(ProcessTree.maps(server.workers().get(0))).containsPattern("/worker-\\w+\\.jsa");
        }
    }

    @Test
    void socketsAndLogsBecomeTheUsers(Site site) throws IOException {
        // Given
        Path log = site.path("error.log");
        LogTail tail = new LogTail(log);
        try (RunningServer server = site.server()
                .bind("unix:a.sock")
                .args("--user", "www-data", "--umask", "027", "--error-logfile", "error.log")
                .args("--access-logfile", "access.log")
                .launch()) {
            server.awaitReadiness(1);
            // Then
            assertThat(owner(site.path("a.sock"))).isEqualTo(WWW + ":" + WWW);
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(site.path("a.sock"))))
                    .isEqualTo("rwxr-x---");
            assertThat(owner(log)).isEqualTo(WWW + ":" + WWW);
            assertThat(owner(site.path("access.log"))).isEqualTo(WWW + ":" + WWW);
            assertThat(RawClient.get(site.path("a.sock"), "/status").body()).containsPattern("Umask:\\s0027\n");
            assertThat(tail.text()).contains("Booting worker with pid");
            // When
            long worker = server.workers().get(0);
            Files.move(log, site.path("error.log.1"));
            server.signal("USR1");
            // Then
            Waiting.until("a line of the worker in the new file", () -> {
                RawClient.get(site.path("a.sock"), "/throw");
                return Files.exists(log) && tail.text().contains("[" + worker + "] [ERROR] Error handling request");
            });
            assertThat(owner(log)).isEqualTo(WWW + ":" + WWW);
            assertThat(server.stop()).isZero();
        }
    }

    @Test
    void logThatIsALinkIsNotGivenAway(Site site) throws IOException {
        // Given
        Path target = site.write("root.log", "");
        Files.createSymbolicLink(site.path("error.log"), target);
        // When
        Outcome outcome = site.server()
                .args("--user", "www-data", "--error-logfile", "error.log")
                .run();
        // Then
        assertThat(outcome.status()).isEqualTo(3);
        assertThat(owner(target)).isEqualTo("0:0");
        assertThat(target).content().contains("setting 'errorlog': \"error.log\" cannot be opened");
    }

    @Test
    void applicationThatTheUserMayNotReadIsTold(Site site) throws IOException {
        // Given
        site.write("closed/Shop.java", Sources.answering("Shop", "hello"));
        Files.setPosixFilePermissions(site.path("closed"), PosixFilePermissions.fromString("rwx------"));
        // When
        Outcome outcome = site.server()
                .application("Shop:app")
                .args("--user", "www-data", "--chdir", "closed")
                .run();
        // Then
        assertThat(outcome.status()).isEqualTo(4);
        assertThat(outcome.lines("failed to boot as user www-data: application \"Shop:app\""))
                .hasSize(1);
        assertThat(outcome.output()).doesNotContain("\tat ");
    }

    @Test
    void reloadChangesTheUser(Site site) throws IOException {
        // Given
        site.write("shop.properties", "bind = 127.0.0.1:0, unix:a.sock\nuser = www-data\n");
        try (RunningServer server =
                        site.server().bind().args("-c", "shop.properties").start();
                StrictLoad load = StrictLoad.on(server, 2, "/")) {
            // When
            site.write("shop.properties", "bind = 127.0.0.1:0, unix:a.sock\nuser = nobody\n");
            server.reload(1);
            // Then
            assertThat(server.get("/status").body())
                    .containsPattern("Uid:\\s65534\\s")
                    .containsPattern("Gid:\\s65534\\s");
            assertThat(owner(site.path("a.sock"))).isEqualTo(NOBODY + ":" + NOBODY);
            // When
            LogTail since = server.log().fromHere();
            List<Long> before = server.workers();
            site.write("shop.properties", "bind = 127.0.0.1:0, unix:a.sock\nuser = no-such-user\n");
            server.signal("HUP");
            // Then
            since.await(
                    "Reload failed, nothing is changed: setting 'user': \"no-such-user\" is no user of this system");
            assertThat(server.workers()).isEqualTo(before);
            assertThat(owner(site.path("a.sock"))).isEqualTo(NOBODY + ":" + NOBODY);
            // When
            site.write("shop.properties", "bind = 127.0.0.1:0, unix:a.sock\n");
            server.reload(1);
            // Then
            assertThat(server.get("/status").body()).containsPattern("Uid:\\s0\\s");
            assertThat(load.stop().failures()).isEmpty();
        }
    }

    /** A reload to a user who may not read the application: nothing changes, the socket's owner included. */
    @Test
    void reloadToAUserWhoCannotServeIsTakenBack(Site site) throws IOException {
        // Given
        site.write("log/error.log", "");
        String rest = "bind = 127.0.0.1:0, unix:a.sock\n";
        site.write("shop.properties", rest + "user = www-data\n");
        try (RunningServer server =
                site.server().bind().args("-c", "shop.properties").start()) {
            List<Long> before = server.workers();
            LogTail since = server.log().fromHere();
            Files.setPosixFilePermissions(site.path("log"), PosixFilePermissions.fromString("rwx------"));
            // When
            site.write("shop.properties", rest + "user = nobody\nworker_jvm_options = -XX:+NoSuchThing\n");
            server.signal("HUP");
            // Then
            since.await("Reload failed, the workers of before stay");
            assertThat(server.workers()).isEqualTo(before);
            assertThat(owner(site.path("a.sock"))).isEqualTo(WWW + ":" + WWW);
            // When
            site.write("shop.properties", rest + "user = nobody\nerrorlog = log/error.log\n");
            server.signal("HUP");
            // Then
            since.await("setting 'errorlog': \"log/error.log\" cannot be opened");
            assertThat(server.workers()).isEqualTo(before);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--user no-such-user|setting 'user': \"no-such-user\" is no user of this system",
                "--group no-such-group|setting 'group': \"no-such-group\" is no group of this system",
                "--user 54321|setting 'user': \"54321\" has no entry among the users of this system",
            })
    void refusesWhoIsNotThere(String arguments, String message, Site site) {
        // When
        Outcome outcome = site.server().args(arguments.split(" ", -1)).run();
        // Then
        assertRefused(outcome, message);
    }

    @Test
    void refusesToCheckForWhoIsNotThere(Site site) {
        // When
        Outcome outcome =
                site.server().args("--check-config", "--user", "no-such-user").run();
        // Then
        assertThat(outcome.status()).isEqualTo(1);
        assertThat(outcome.lines("is no user of this system")).hasSize(1);
    }

    @Test
    void refusesAnotherUserWhenNotRoot(Site site) {
        // When
        Outcome outcome = asWww(site).args("--user", "nobody").run();
        // Then
        assertRefused(outcome, "setting 'user': \"nobody\" cannot be, because this process is not root");
    }

    @Test
    void acceptsItsOwnUserWhenNotRoot(Site site) {
        // Given
        try (RunningServer server =
                asWww(site).args("--user", "www-data", "--group", "33").start()) {
            // Then
            assertThat(server.get("/status").body()).containsPattern("Uid:\\s33\\s");
        }
    }

    @Test
    void saysWhatIsMissing(Site site) throws IOException {
        // Given
        Files.createDirectory(site.path("bin"));
        Files.createSymbolicLink(site.path("bin/env"), Path.of("/usr/bin/env"));
        // When
        Outcome outcome = site.server()
                .env("PATH", site.path("bin").toString())
                .args("--user", "www-data")
                .run();
        // Then
        assertRefused(
                outcome, "setting 'user': \"www-data\" needs the program setpriv of util-linux, which is not in PATH");
    }

    private static ServerBuilder asWww(Site site) {
        return site.server()
                .command(
                        "setpriv",
                        "--reuid=www-data",
                        "--regid=www-data",
                        "--clear-groups",
                        site.distribution().launcher().toString());
    }

    private static void assertRefused(Outcome outcome, String message) {
        assertThat(outcome.status()).isEqualTo(1);
        assertThat(outcome.lines("[ERROR]"))
                .singleElement()
                .satisfies(line -> assertThat(line).contains(message));
        assertThat(outcome.output()).doesNotContain("\tat ");
    }

    private static String owner(Path file) throws IOException {
        return Files.getAttribute(file, "unix:uid", LinkOption.NOFOLLOW_LINKS) + ":"
                + Files.getAttribute(file, "unix:gid", LinkOption.NOFOLLOW_LINKS);
    }
}
