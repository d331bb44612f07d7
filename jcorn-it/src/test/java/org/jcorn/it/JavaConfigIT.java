package org.jcorn.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jcorn.it.kit.IntegrationTest;
import org.jcorn.it.kit.Outcome;
import org.jcorn.it.kit.RunningServer;
import org.jcorn.it.kit.Site;
import org.jcorn.it.kit.Sources;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The operator writes the configuration in Java. */
@IntegrationTest
class JavaConfigIT {

    @Test
    void sourcesHaveTheirOrder(Site site) throws IOException {
        // Given
        Files.createDirectory(site.path("META-INF"));
        site.write("META-INF/jcorn.properties", "workers = 2\ntimeout = 21\nbacklog = 22\nproc_name = framework\n");
        site.write("jcorn.conf.java", "int workers = 3, timeout = 31;\nString procName = \"file\";\n");
        // When
        Outcome outcome = site.server()
                .env("WEB_CONCURRENCY", "1")
                .env("JCORN_CMD_ARGS", "--name env --timeout 41 --env SECRET=hidden")
                .args("--name", "args", "--print-config")
                .run();
        // Then
        assertThat(outcome.status()).isZero();
        assertThat(outcome.output())
                .containsPattern(
                        "(?m)^backlog +" + "= 22  \\(framework settings .*/META-INF/jcorn.properties, line 3\\)$")
                .containsPattern("(?m)^workers += 3  \\(config file jcorn.conf.java, line 1\\)$")
                .containsPattern("(?m)^timeout += 41  \\(JCORN_CMD_ARGS\\)$")
                .containsPattern("(?m)^proc_name += args  \\(command line\\)$")
                .containsPattern("(?m)^raw_env += SECRET=\\*\\*\\*  \\(JCORN_CMD_ARGS\\)$")
                .containsPattern("(?m)^keepalive += 2  \\(default\\)$");
    }

    @Test
    void theClassPathMayHaveIt(Site site) {
        // Given
        Path source = site.write("Conf.java", """
                public class Conf {
                    int workers = 2;
                    String procName = "compiled";
                    static void onStarting(org.jcorn.hook.Arbiter arbiter) {
                        arbiter.log().info("started by a class");
                    }
                    void postFork(org.jcorn.hook.Arbiter arbiter, org.jcorn.hook.Worker worker) {
                        worker.log().info("forked with " + workers);
                    }
                }
                """);
        Sources.compile(source, site.directory());
        site.remove("Conf.java");
        // When
        try (RunningServer server =
                site.server().args("-c", "class:Conf").expectWorkers(2).start()) {
            // Then
            server.log().await("started by a class").await("forked with 2");
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            int workers = ;                    | setting 'workers': illegal start of expression (config file jcorn.conf.java, line 2)
            int workers = loop(); private int loop() { for (;;) { Math.random(); } } | setting 'workers': not evaluated in 10 s; is there an endless loop? (config file jcorn.conf.java, line 2)
            String pidfile = null + "".substring(1); | setting 'pidfile': java.lang.StringIndexOutOfBoundsException
            void postFork(Worker worker) {}    | hook 'post_fork': postFork(Worker) must be postFork(Arbiter, Worker) (config file jcorn.conf.java, line 2)
            List<String> classpath = List.of(), pythonpath = List.of(); | setting 'classpath' is given twice, by 'classpath' and 'pythonpath' (config file jcorn.conf.java, line 2)
            double workers = 2.5;              | setting 'workers': takes int, not Double (config file jcorn.conf.java, line 2)
            String[] bind = {"a:1", null};     | setting 'bind': takes
            int Workers = 2;                   | unknown setting 'Workers' (config file jcorn.conf.java, line 2): did you mean 'workers'?
            int sockets = 2;                   | unknown setting 'sockets' (config file jcorn.conf.java, line 2): a field of your own must be private or static
            """)
    void badFilesAreRefused(String line, String message, Site site) {
        // Given
        String bad = "import java.util.List;\n" + line + "\n";
        site.write("jcorn.conf.java", bad);
        // When
        Outcome outcome = site.server().args("--timeout", "soon").run();
        // Then: all problems at once, and no stack trace
        assertThat(outcome.status()).isEqualTo(1);
        assertThat(outcome.output())
                .contains("jcorn: error: " + message)
                .contains("jcorn: error: setting 'timeout': \"soon\" must be a whole number (command line)")
                .doesNotContain("\tat ");
        // Given
        site.write("jcorn.conf.java", "");
        try (RunningServer server = site.server().start()) {
            long worker = server.workers().get(0);
            // When
            site.write("jcorn.conf.java", bad);
            server.signal("HUP");
            // Then
            server.log().await("Reload failed, nothing is changed: " + message);
            assertThat(server.get("/pid").body()).isEqualTo(Long.toString(worker));
        }
    }

    @Test
    void nobodyWaitsForAFileThatNeverEnds(Site site) {
        // Given
        site.write("jcorn.conf.java", "");
        try (RunningServer server = site.server().start()) {
            long worker = server.workers().get(0);
            site.write("jcorn.conf.java", "int workers = loop(); private int loop() { for (;;) { Math.random(); } }\n");
            server.signal("HUP");
            server.log().await("Handling signal: HUP");
            // When
            RunningServer.signal("KILL", worker);
            server.awaitReplaced(List.of(worker), 1);
            // Then
            assertThat(server.log().contains("Reload failed")).isFalse();
            assertThat(server.stop()).isZero();
        }
    }

    @Test
    void aDirectoryIsNoFile(Site site) throws IOException {
        // Given
        Files.createDirectory(site.path("conf.java"));
        // When
        Outcome outcome = site.server().args("-c", "conf.java").run();
        // Then
        assertThat(outcome.status()).isEqualTo(1);
        assertThat(outcome.output()).contains("jcorn: error: config file conf.java: Is a directory");
    }

    @Test
    void aMissingFileIsNamed(Site site) {
        // When
        Outcome outcome = site.server().args("-c", "file:gone.conf.java").run();
        // Then
        assertThat(outcome.status()).isEqualTo(1);
        assertThat(outcome.output()).contains("jcorn: error: config file gone.conf.java: no such file");
    }
}
