package org.jcorn.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Locale;
import org.jcorn.it.kit.IntegrationTest;
import org.jcorn.it.kit.LogTail;
import org.jcorn.it.kit.ProcessTree;
import org.jcorn.it.kit.RawClient;
import org.jcorn.it.kit.ReadinessWatch;
import org.jcorn.it.kit.RunningServer;
import org.jcorn.it.kit.Site;
import org.jcorn.it.kit.Sources;
import org.jcorn.it.kit.StrictLoad;
import org.jcorn.it.kit.Waiting;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The operator changes a setting in the config file and sends HUP: it applies, whatever it is, and back again. */
@IntegrationTest
class ReloadEverythingIT {

    @ParameterizedTest(name = "{0} → {1}")
    @CsvSource(
            delimiter = '|',
            value = {
                "chdir = one                         | chdir = two                           | /cwd         | .*/one   | .*/two",
                "raw_env = A=1                       | raw_env = B=2                         | /env?A       | 1        | null",
                "raw_env = HOME=/srv                 | # as inherited                        | /env?HOME    | /srv     | .*/ReloadEverythingIT.*",
                "worker_jvm_options = -Dx=1          | worker_jvm_options = -Dx=2            | /property?x  | 1        | 2",
                "worker_jvm_options = -Dx=1          | # none                                | /property?x  | 1        | null",
                "worker_class = sync                 | worker_class = gthread                | /thread      | main     | jcorn-gthread.*",
                "worker_class = sync                 | worker_class = netty                  | /thread      | main     | jcorn-netty.*",
                "worker_class = netty                | worker_class = gthread                | /thread      | jcorn-netty.* | jcorn-gthread.*",
                "threads = 1                         | threads = 3                           | /thread      | main     | jcorn-gthread.*",
                "umask = 077                         | umask = 027                           | /umask       | 0077     | 0027",
                "classpath = CLASSES                 | classpath = CLASSES;reuse_port = true | /property?y  | null     | null",
            })
    void applies(String before, String after, String path, String first, String second, Site site) throws IOException {
        // Given
        for (String directory : List.of("one", "two")) {
            Files.createDirectory(site.path(directory));
        }
        write(site, before);
        try (RunningServer server = site.server()
                        .application("org.jcorn.it.app.Probe:app")
                        .bind()
                        .args("-c", "shop.properties")
                        .expectWorkers(2)
                        .start();
                ReadinessWatch watch = ReadinessWatch.on(server);
                StrictLoad load = StrictLoad.on(server, 4, "/")) {
            assertThat(server.get(path).body()).matches(first);
            // When
            write(site, after);
            server.reload(2);
            // Then
            assertThat(server.get(path).body()).matches(second);
            // When
            write(site, before);
            server.reload(2);
            // Then
            assertThat(server.get(path).body()).matches(first);
            assertThat(load.stop().failures()).isEmpty();
            watch.stop();
            assertThat(watch.least()).isEqualTo(2);
            assertThat(server.log().text()).doesNotContain("[ERROR]", "[CRITICAL]");
        }
    }

    private static void write(Site site, String line) {
        String classes = line.startsWith("classpath") ? "" : "classpath = CLASSES\n";
        site.write(
                "shop.properties",
                ("bind = 127.0.0.1:0\nworkers = 2\n" + classes + line.replace(';', '\n') + "\n")
                        .replace("CLASSES", Site.testClasses().toString()));
    }

    @Test
    void takesAnotherApplication(Site site) {
        // Given
        site.write("Shop.java", Sources.answering("Shop", "shop"));
        site.write("next/Blog.java", Sources.answering("Blog", "blog"));
        site.write("shop.properties", "wsgi_app = Shop:app\n");
        try (RunningServer server = site.server()
                        .application(" ")
                        .args("-c", "shop.properties")
                        .start();
                StrictLoad load = StrictLoad.on(server, 2, "/")) {
            // When
            site.write("shop.properties", "wsgi_app = Blog:app\nchdir = next\n");
            server.reload(1);
            // Then
            assertThat(server.get("/").body()).isEqualTo("blog");
            assertThat(ProcessTree.title(server.pid())).isEqualTo("jcorn: master [Blog:app]");
            assertThat(load.stop().failures()).isEmpty();
        }
    }

    @Test
    void reachesTheNumberOfWorkersByAnyStrategy(Site site) {
        // Given
        site.write("shop.properties", "workers = 1\n");
        try (RunningServer server = site.server().args("-c", "shop.properties").start();
                StrictLoad load = StrictLoad.on(server, 2, "/")) {
            // When
            site.write("shop.properties", "workers = 4\nreload_strategy = all\n");
            server.reload(4);
            site.write("shop.properties", "workers = 2\nreload_strategy = rolling\n");
            server.reload(2);
            // Then
            assertThat(load.stop().failures()).isEmpty();
            assertThat(server.log().text()).doesNotContain("[ERROR]");
        }
    }

    @Test
    void appliesTheLevelAndTheFileOfTheLog(Site site) {
        // Given
        site.write("shop.properties", "loglevel = error\nerrorlog = first.log\n");
        site.write("one/keep", "");
        try (RunningServer server = site.server().args("-c", "shop.properties").launch()) {
            server.awaitReadiness(1);
            LogTail first = new LogTail(site.path("first.log"));
            LogTail second = new LogTail(site.path("one/second.log"));
            assertThat(first.text()).isEmpty();
            // When: arbiter and worker have different working directories, and one log
            site.write("shop.properties", "loglevel = debug\nerrorlog = second.log\nchdir = one\n");
            server.signal("HUP");
            // Then
            second.await("Booting worker with pid");
            second.await("[" + server.pid() + "] [DEBUG] Worker (pid:");
            assertThat(server.stop()).isZero();
            assertThat(second.text()).endsWith("Shutting down: Master\n");
            assertThat(first.text()).isEmpty();
        }
    }

    /** Whatever a time limit was when a worker began is its limit to the end; the next has the new one. */
    @Test
    void appliesTimeouts(Site site) throws IOException {
        // Given
        site.write("shop.properties", "timeout = 30\n");
        try (RunningServer server = site.server().args("-c", "shop.properties").start()) {
            site.write("shop.properties", "timeout = 1\n");
            server.reload(1);
            long worker = server.workers().get(0);
            // When
            try (RawClient client = RawClient.connect(server.port())) {
                client.get("/sleep?20000").readToEnd();
            }
            // Then
            assertThat(server.log().text()).contains("WORKER TIMEOUT (pid:" + worker + ")");
            server.awaitReplaced(List.of(worker), 1);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "workers = -1",
                "worker_class = no.such.Worker",
                "threads = many",
                "timeout = -1",
                "reload_strategy = sudden",
                "loglevel = loud",
                "raw_env = NOVALUE",
                "umask = 1000",
                "worker_max_memory = much",
                "worker_heap_dump = missing",
                "user = no-such-user",
                "group = no-such-group",
                "certfile = missing.pem",
                "bind = 127.0.0.1:99999",
                "worker_jvm_options = -Xmx1k",
                "wsgi_app = org.jcorn.it.app.Missing:app",
                "classpath = /nowhere",
            })
    void brokenValueChangesNothing(String line, Site site) {
        // Given
        String good = "workers = 1\nclasspath = " + Site.testClasses() + "\nwsgi_app = org.jcorn.it.app.Probe:app\n";
        site.write("shop.properties", good);
        try (RunningServer server = site.server()
                        .application(" ")
                        .args("-c", "shop.properties")
                        .start();
                StrictLoad load = StrictLoad.on(server, 2, "/")) {
            List<Long> before = server.workers();
            // When
            String name = line.substring(0, line.indexOf(' '));
            site.write("shop.properties", good.replaceAll(name + " = .*\n", "") + line + "\n");
            LogTail since = server.log().fromHere();
            server.signal("HUP");
            // Then
            since.awaitMatch("Reload failed, (nothing is changed|the workers of before stay)");
            load.awaitMore(20);
            server.awaitReady(1);
            assertThat(server.workers()).isEqualTo(before);
            assertThat(load.stop().failures()).isEmpty();
            assertThat(since.text()).doesNotContain("\tat org.jcorn.arbiter");
            // When
            site.write("shop.properties", good);
            server.reload(1);
            // Then
            assertThat(server.get("/").body()).isEqualTo("hello");
        }
    }

    /** Fifty reloads in about a second, each with another number of workers: the last one counts. */
    @ParameterizedTest
    @ValueSource(strings = {"ROLLING", "ALL"})
    void outlivesAStorm(String strategy, Site site) {
        // Given
        String rest = "\nreload_strategy = " + strategy.toLowerCase(Locale.ROOT) + "\n";
        site.write("shop.properties", "workers = 2" + rest);
        try (RunningServer server = site.server()
                        .args("-c", "shop.properties")
                        .expectWorkers(2)
                        .start();
                ReadinessWatch watch = ReadinessWatch.on(server);
                StrictLoad load = StrictLoad.on(server, 4, "/")) {
            List<Long> before = server.workers();
            // When
            for (int i = 1; i <= 50; i++) {
                site.write("shop.properties", "workers = " + (i == 50 ? 3 : 2 + i % 3) + "\nraw_env = RUN=" + i + rest);
                server.signal("HUP");
            }
            // Then
            server.awaitReplaced(before, 3);
            load.awaitMore(50);
            assertThat(load.stop().failures()).isEmpty();
            watch.stop();
            assertThat(watch.least()).isGreaterThanOrEqualTo(2);
            assertThat(server.get("/env?RUN").body()).isEqualTo("50");
            assertThat(server.log().text()).doesNotContain("[ERROR]", "[CRITICAL]");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"TERM", "INT", "QUIT"})
    void stopsInTheMiddle(String signal, Site site) {
        // Given
        try (RunningServer server = site.server().workers(2).gatedBoot().start()) {
            int boots = site.boots();
            site.write("boot.closed", "");
            server.signal("HUP");
            Waiting.until("a worker that boots", () -> site.boots() > boots);
            // When
            server.signal(signal);
            // Then
            assertThat(server.awaitExit()).isZero();
            assertThat(server.log().text()).doesNotContain("[ERROR]", "[CRITICAL]");
        }
    }
}
