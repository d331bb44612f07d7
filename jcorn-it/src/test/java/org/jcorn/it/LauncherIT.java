package org.jcorn.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.jcorn.it.kit.IntegrationTest;
import org.jcorn.it.kit.Outcome;
import org.jcorn.it.kit.ProcessTree;
import org.jcorn.it.kit.RunningServer;
import org.jcorn.it.kit.Site;
import org.junit.jupiter.api.Test;

/** The script {@code bin/jcorn}, called in every way it can be. */
@IntegrationTest
class LauncherIT {

    @Test
    void followsSymbolicLinks(Site site) throws IOException {
        // Given
        Files.createDirectory(site.path("bin"));
        Files.createSymbolicLink(site.path("bin/absolute"), site.distribution().launcher());
        Files.createSymbolicLink(site.path("bin/relative"), Path.of("absolute"));
        Files.createSymbolicLink(site.path("jcorn"), Path.of("bin/relative"));
        // When
        try (RunningServer server = site.server().command("./jcorn").start()) {
            // Then
            assertThat(server.get("/").body()).isEqualTo("hello");
        }
    }

    @Test
    void worksByARelativePath(Site site) {
        // Given
        Path relative = site.directory().relativize(site.distribution().launcher());
        // When
        try (RunningServer server = site.server().command(relative.toString()).start()) {
            // Then
            assertThat(server.get("/").body()).isEqualTo("hello");
        }
    }

    @Test
    void worksFromThePath(Site site) {
        // When: sh looks for it, as a login shell does
        try (RunningServer server = site.server()
                .env("PATH", site.distribution().home().resolve("bin") + ":" + System.getenv("PATH"))
                .command("sh", "-c", "exec jcorn \"$@\"", "sh")
                .start()) {
            // Then
            assertThat(server.get("/").body()).isEqualTo("hello");
        }
    }

    @Test
    void worksInDirectoriesWithBlanksInTheirNames(Site site) throws IOException {
        // Given
        Path home = site.path("program files/jcorn \"0.1\"");
        copy(site.distribution().home(), home);
        Path work = Files.createDirectories(site.path("my site"));
        // When
        try (RunningServer server = site.server()
                .command(home.resolve("bin/jcorn").toString())
                .directory(work)
                .env("JCORN_CACHE_DIR", site.path("my cache").toString())
                .start()) {
            // Then
            assertThat(server.get("/cwd").body()).isEqualTo(work.toString());
            server.reload(1);
            assertThat(server.get("/").body()).isEqualTo("hello");
            assertThat(server.stop()).isZero();
        }
    }

    @Test
    void takesJavaFromJavaHome(Site site) {
        // When
        try (RunningServer server = site.server()
                .withoutEnv("JCORN_JAVA")
                .env("JAVA_HOME", System.getProperty("java.home"))
                .start()) {
            // Then
            assertThat(server.get("/property?java.home").body()).isEqualTo(System.getProperty("java.home"));
        }
    }

    @Test
    void takesJavaFromThePath(Site site) {
        // When
        try (RunningServer server = site.server()
                .withoutEnv("JCORN_JAVA")
                .env("PATH", site.distribution().java().getParent() + ":" + System.getenv("PATH"))
                .start()) {
            // Then
            assertThat(server.get("/property?java.home").body()).isEqualTo(System.getProperty("java.home"));
        }
    }

    @Test
    void saysWhichJavaItCannotRun(Site site) {
        // When
        Outcome outcome = site.server()
                .withoutEnv("JCORN_JAVA")
                .env("JAVA_HOME", "/no/such/jdk")
                .run();
        // Then
        assertThat(outcome.status()).isEqualTo(1);
        assertThat(outcome.output())
                .isEqualTo("jcorn: error: no Java found: \"/no/such/jdk/bin/java\" (from JCORN_JAVA, JAVA_HOME or PATH)"
                        + " cannot be run\n");
    }

    @Test
    void tellsItsVersionAndItsFlags(Site site) {
        // When
        Outcome version = site.server().bind().application("").args("--version").run();
        Outcome help = site.server().bind().application("").args("--help").run();
        // Then
        assertThat(version).isEqualTo(new Outcome(0, "jcorn (version 0.1.0-SNAPSHOT)\n"));
        assertThat(help.status()).isZero();
        assertThat(help.output()).contains("--workers", "--bind", "--worker-jvm-option");
    }

    @Test
    void blocksSignalsSoThatTheArbiterReadsThemAll(Site site) {
        // When
        try (RunningServer server = site.server().start()) {
            // Then
            assertThat(ProcessTree.descriptors(server.pid())).containsValue("anon_inode:[signalfd]");
            assertThat(server.signal("QUIT").awaitExit()).isZero();
            assertThat(server.log().text()).contains("Handling signal: QUIT").doesNotContain("Full thread dump");
        }
    }

    @Test
    void doesWithoutBlockedSignals(Site site) throws IOException {
        // Given: an env that does not know the option, like that of BusyBox
        Path env = site.write("bin/env", """
            #!/bin/sh
            case $1 in --block-signal*) exit 125 ;; esac
            exec /usr/bin/env "$@"
            """);
        assertThat(env.toFile().setExecutable(true)).isTrue();
        // A JVM leaves signals alone that it finds ignored, as under nohup or in the background of a shell.
        try (RunningServer server = site.server()
                .command(
                        "/usr/bin/env",
                        "--default-signal=HUP,INT,QUIT,TERM",
                        site.distribution().launcher().toString())
                .env("PATH", site.path("bin") + ":" + System.getenv("PATH"))
                .start()) {
            assertThat(ProcessTree.descriptors(server.pid())).doesNotContainValue("anon_inode:[signalfd]");
            // When, then
            server.reload(1);
            server.signal("TTIN").awaitReady(2);
            server.signal("TTOU").awaitReady(1);
            long worker = server.workers().get(0);
            RunningServer.signal("KILL", worker);
            server.awaitReplaced(List.of(worker), 1);
            assertThat(server.get("/").body()).isEqualTo("hello");
            server.signal("QUIT");
            server.log().await("Full thread dump");
            assertThat(server.get("/").body()).isEqualTo("hello");
            assertThat(server.stop()).isZero();
        }
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.toList()) {
                Path copy = to.resolve(from.relativize(file).toString());
                if (Files.isDirectory(file)) {
                    Files.createDirectories(copy);
                } else {
                    link(file, copy);
                }
            }
        }
    }

    private static void link(Path file, Path copy) throws IOException {
        try {
            Files.createLink(copy, file);
        } catch (FileSystemException | UnsupportedOperationException e) {
            Files.copy(file, copy);
            Files.setPosixFilePermissions(copy, Files.getPosixFilePermissions(file));
        }
    }
}
