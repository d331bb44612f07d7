package org.jcorn.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import org.jcorn.it.kit.IntegrationTest;
import org.jcorn.it.kit.LogTail;
import org.jcorn.it.kit.Outcome;
import org.jcorn.it.kit.RawClient;
import org.jcorn.it.kit.RunningServer;
import org.jcorn.it.kit.ServerBuilder;
import org.jcorn.it.kit.Site;
import org.jcorn.it.kit.Sources;
import org.jcorn.it.kit.Waiting;
import org.junit.jupiter.api.Test;

/** The operator puts the jar of a logger into {@code lib/}: the one of the examples, built as its users would. */
@IntegrationTest
class CustomLoggerIT {

    private static final Path PROJECT =
            Path.of(System.getProperty("basedir", "."), "../examples/custom-logger/src/main");
    private static final String SERVICE = "META-INF/services/org.jcorn.spi.Logger";
    private static final String CLASS = "com/example/logfmt/LogfmtLogger";

    @Test
    void logsByTheNameItGivesItself(Site site) throws IOException {
        // Given
        LogTail log = new LogTail(site.path("error.log"));
        try (RunningServer server = server(site)
                .args("--logger-class", "logfmt", "--log-file", "error.log")
                .launch()) {
            int port = Integer.parseInt(log.awaitMatch("Listening at: http://127\\.0\\.0\\.1:(\\d+)")
                    .group(1));
            // When
            RawClient.get(port, "/throw");
            // Then: arbiter and worker, and a stack trace is a line
            assertThat(log.text())
                    .containsPattern("ts=\\S+ level=info pid=" + server.pid() + " msg=\"Starting jcorn")
                    .containsPattern("level=info pid=" + server.workers().get(0) + " msg=\"Booting worker")
                    .contains("level=error", "Error handling request GET /throw\\njava.lang.IllegalStateException");
            // When
            Files.move(site.path("error.log"), site.path("error.log.1"));
            server.signal("USR1");
            Waiting.until("the new file", () -> Files.exists(site.path("error.log")));
            assertThat(server.stop()).isZero();
            // Then
            assertThat(log.text()).endsWith("msg=\"Shutting down: Master\"\n");
            assertThat(server.log().text()).isEmpty();
        }
    }

    @Test
    void logsByItsClassNameToo(Site site) throws IOException {
        try (RunningServer server =
                server(site).args("--logger-class", CLASS.replace('/', '.')).start()) {
            assertThat(server.stop()).isZero();
            assertThat(server.log().lines()).isNotEmpty().allMatch(line -> line.startsWith("ts="));
        }
    }

    @Test
    void oneThatIsNotThereIsTold(Site site) throws IOException {
        // When
        Outcome outcome = server(site).args("--logger-class", "logfnt").run();
        // Then
        assertThat(outcome.status()).isEqualTo(1);
        assertThat(outcome.output())
                .isEqualTo("jcorn: error: setting 'logger_class': \"logfnt\" is not installed;"
                        + " there is simple, logfmt, logback\n");
    }

    @Test
    void aReloadThatAsksForAnotherOneChangesNothing(Site site) throws IOException {
        // Given
        String bind = "bind = 127.0.0.1:0\nlogger_class = ";
        site.write("shop.properties", bind + "logfmt\n");
        try (RunningServer server =
                server(site).bind().args("-c", "shop.properties").launch()) {
            server.log().await("Booting worker");
            // When
            site.write("shop.properties", bind + "nobody\n");
            server.signal("HUP");
            // Then
            server.log().await("Reload failed, nothing is changed: setting 'logger_class': \\\"nobody\\\" is not");
            assertThat(server.stop()).isZero();
            assertThat(server.log().lines()).allMatch(line -> line.startsWith("ts="));
        }
    }

    /** {@return a server of a distribution with that jar} Archives would be of no use to it, nor to others. */
    private static ServerBuilder server(Site site) throws IOException {
        return site.server()
                .command(install(site).toString())
                .withoutEnv("JCORN_CACHE_DIR")
                .withoutEnv("HOME");
    }

    /** {@return the launcher of a distribution with that jar} */
    static Path install(Site site) throws IOException {
        Path home = copyOf(site.distribution().home(), site.path("jcorn"));
        Path classes = Files.createDirectory(site.path("classes"));
        Sources.compile(PROJECT.resolve("java/" + CLASS + ".java"), classes);
        try (OutputStream file = Files.newOutputStream(home.resolve("lib/logfmt.jar"));
                JarOutputStream jar = new JarOutputStream(file)) {
            add(jar, CLASS + ".class", classes.resolve(CLASS + ".class"));
            add(jar, SERVICE, PROJECT.resolve("resources/" + SERVICE));
        }
        return home.resolve("bin/jcorn");
    }

    private static void add(JarOutputStream jar, String name, Path content) throws IOException {
        jar.putNextEntry(new JarEntry(name));
        Files.copy(content, jar);
        jar.closeEntry();
    }

    /** The launcher is copied, because it looks for the libraries where it really is; of jars links will do. */
    private static Path copyOf(Path distribution, Path home) throws IOException {
        Files.createDirectories(home.resolve("bin"));
        Files.copy(distribution.resolve("bin/jcorn"), home.resolve("bin/jcorn"));
        try (Stream<Path> files = Files.walk(distribution.resolve("lib"))) {
            for (Path file : (Iterable<Path>) files::iterator) {
                Path copy = home.resolve(distribution.relativize(file));
                if (Files.isDirectory(file)) {
                    Files.createDirectories(copy);
                } else {
                    Files.createSymbolicLink(copy, file);
                }
            }
        }
        return home;
    }
}
