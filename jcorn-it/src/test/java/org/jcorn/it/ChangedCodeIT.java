package org.jcorn.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.jcorn.it.kit.IntegrationTest;
import org.jcorn.it.kit.LogTail;
import org.jcorn.it.kit.Outcome;
import org.jcorn.it.kit.ProcessTree;
import org.jcorn.it.kit.RawClient;
import org.jcorn.it.kit.RawResponse;
import org.jcorn.it.kit.RunningServer;
import org.jcorn.it.kit.ServerBuilder;
import org.jcorn.it.kit.Site;
import org.jcorn.it.kit.Sources;
import org.jcorn.it.kit.StrictLoad;
import org.jcorn.it.kit.Waiting;
import org.jcorn.it.kit.WorkerClass;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A developer works on the application while a server with {@code --reload} serves it. */
@IntegrationTest
class ChangedCodeIT {

    private static final String BROKEN = """
            class Shop {
                static java.util.List<String> goods = "none";
            }
            """;

    static Stream<WorkerClass> workerClasses() {
        return WorkerClass.all();
    }

    private static ServerBuilder developing(Site site) {
        return site.server().args("--reload").application("Shop:app");
    }

    private static void awaitAnswer(RunningServer server, String body) {
        Waiting.until("the answer " + body, () -> server.get("/").body().equals(body));
    }

    @ParameterizedTest
    @MethodSource("workerClasses")
    void servesTheNewCodeAndLosesNoRequest(WorkerClass workerClass, Site site) {
        // Given
        site.write("Shop.java", Sources.answering("Shop", "version 1"));
        try (RunningServer server = developing(site)
                        .workers(2)
                        .args(workerClass.arguments())
                        .start();
                StrictLoad load = StrictLoad.on(server, 2, "/")) {
            List<Long> before = server.workers();
            load.awaitMore(50);
            // When
            for (int i = 0; i < 10; i++) {
                site.write("Other" + i + ".java", Sources.answering("Other" + i, "unused"));
            }
            site.write("Shop.java", Sources.answering("Shop", "version 2"));
            server.awaitReplaced(before, 2);
            awaitAnswer(server, "version 2");
            load.awaitMore(50);
            // Then
            StrictLoad.Result result = load.stop();
            assertThat(result.failures()).isEmpty();
            assertThat(result.bodies()).containsOnlyKeys("version 1", "version 2");
            // One, or two should the machine have paused while the files were written.
            assertThat(server.log().count("Worker reloading: ")).isBetween(1, 2);
            assertThat(server.log().text()).doesNotContain("[ERROR]", "[WARNING]");
        }
    }

    @ParameterizedTest
    @MethodSource("workerClasses")
    void showsWhatTheCompilerSaysUntilItIsMended(WorkerClass workerClass, Site site) throws IOException {
        // Given
        site.write("Shop.java", Sources.answering("Shop", "version 1"));
        try (RunningServer server =
                developing(site).workers(2).args(workerClass.arguments()).start()) {
            // When
            site.write("Shop.java", BROKEN);
            Waiting.until("an error page", () -> server.get("/").status() == 500);
            server.awaitReady(2);
            // Then
            RawResponse text = server.get("/any/path");
            assertThat(text.field("Content-Type")).isEqualTo("text/plain; charset=utf-8");
            assertThat(text.body()).contains("Shop.java:2: error: incompatible types", "List<String>");
            RawResponse page = browse(server);
            assertThat(page.status()).isEqualTo(500);
            assertThat(page.field("Content-Type")).isEqualTo("text/html; charset=utf-8");
            assertThat(page.body()).contains("Shop.java:2: error: incompatible types", "List&lt;String&gt;");
            assertThat(server.log().count("Shop.java:2: error: incompatible types"))
                    .isOne();
            // And when
            site.write("Shop.java", Sources.answering("Shop", "version 2"));
            // Then
            awaitAnswer(server, "version 2");
        }
    }

    private static RawResponse browse(RunningServer server) throws IOException {
        try (RawClient client = RawClient.connect(server.port())) {
            client.send("GET / HTTP/1.1\r\nHost: shop\r\nAccept: text/html,*/*;q=0.8\r\nConnection: close\r\n\r\n");
            return client.response();
        }
    }

    @Test
    void startsWithASourceThatDoesNotCompile(Site site) {
        // Given
        site.write("Shop.java", BROKEN);
        try (RunningServer server = developing(site).start()) {
            assertThat(server.get("/").status()).isEqualTo(500);
            assertThat(server.log().text())
                    .contains("[ERROR] App failed to load")
                    .doesNotContain("Shutting down");
            // When
            site.write("Shop.java", Sources.answering("Shop", "mended"));
            // Then
            awaitAnswer(server, "mended");
        }
    }

    @Test
    void staysWithTheOldCodeWhenTheNewCannotBoot(Site site) {
        // Given
        site.write("Shop.java", Sources.answering("Shop", "version 1"));
        try (RunningServer server = developing(site).start()) {
            // When
            site.write("Shop.java", "class Shop { static { System.exit(0); } }");
            server.log().await("Reload failed, the workers of before stay");
            // Then
            assertThat(server.get("/").body()).isEqualTo("version 1");
            // And when
            site.write("Shop.java", Sources.answering("Shop", "version 2"));
            // Then
            awaitAnswer(server, "version 2");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"auto", "inotify", "poll"})
    void noticesClassesJarsResourcesAndExtraFiles(String engine, Site site) throws IOException {
        // Given
        Path classes = Files.createDirectories(site.path("target/classes"));
        Path source = site.write("source/Shop.java", Sources.answering("Shop", "version 1"));
        Sources.compile(source, classes);
        site.write("lib.jar", "");
        site.write("given.dat", "");
        Files.createDirectories(site.path("conf"));
        try (RunningServer server = developing(site)
                .args("--reload-engine", engine, "--classpath", "target/classes,lib.jar")
                .args("--reload-extra-file", "given.dat", "--reload-extra-file", "conf/**/*.json")
                .start()) {
            for (Runnable change : List.<Runnable>of(
                    () -> Sources.compile(
                            site.write("source/Shop.java", Sources.answering("Shop", "version 2")), classes),
                    () -> site.write("lib.jar", "changed"),
                    () -> site.write("target/classes/templates/deep/page.txt", "new"),
                    () -> site.write("given.dat", "changed"),
                    () -> site.write("conf/shop.json", "{}"),
                    () -> site.write("conf/a/b/shop.json", "{}"),
                    () -> site.remove("conf/shop.json"))) {
                List<Long> before = server.workers();
                // When
                change.run();
                // Then
                server.awaitReplaced(before, 1);
            }
            assertThat(server.get("/").body()).isEqualTo("version 2");
        }
    }

    @Test
    void leavesLogsAndDataAlone(Site site) {
        // Given
        site.write("Shop.java", Sources.answering("Shop", "version 1"));
        try (RunningServer server = developing(site)
                .args("--access-logfile", "access.log", "--pid", "shop.pid")
                .start()) {
            List<Long> before = server.workers();
            LogTail log = server.log().fromHere();
            // When
            for (int i = 0; i < 5; i++) {
                server.get("/");
                site.write("data" + i + ".json", "{}");
                site.write(".hidden/Thing" + i + ".java", "");
                site.write("Shop.java~", "draft " + i);
            }
            site.write("Last.java", "class Last {}");
            // Then
            server.awaitReplaced(before, 1);
            assertThat(log.count("Worker reloading: ")).isOne();
            log.await("Worker reloading: " + site.path("Last.java") + " modified");
        }
    }

    @Test
    void keepsTheNumberOfWorkersAndTheSettings(Site site) {
        // Given
        site.write("Shop.java", Sources.answering("Shop", "version 1"));
        site.write("shop.properties", "workers = 1\n");
        try (RunningServer server =
                developing(site).args("-c", "shop.properties").start()) {
            server.signal("TTIN").awaitReady(2);
            List<Long> before = server.workers();
            // When
            site.write("shop.properties", "workers = 3\n");
            // Then
            server.awaitReplaced(before, 2);
        }
    }

    @Test
    void doesNothingUnlessAskedTo(Site site) {
        // Given
        site.write("Shop.java", Sources.answering("Shop", "version 1"));
        site.write("shop.properties", "reload = true\n");
        try (RunningServer server = site.server()
                .args("-c", "shop.properties", "--preload")
                .application("Shop:app")
                .start()) {
            assertThat(server.log().text()).contains("preload_app does nothing beside reload");
            assertThat(threads(server)).contains("jcorn-reloader");
            // When
            site.write("shop.properties", "reload = false\n");
            server.reload(1);
            // Then
            Waiting.until("no watching thread", () -> !threads(server).contains("jcorn-reloader"));
        }
    }

    private static List<String> threads(RunningServer server) {
        return ProcessTree.threads(server.pid());
    }

    @Test
    void refusesAnExtraFileThatIsMissing(Site site) {
        // When
        Outcome outcome =
                developing(site).args("--reload-extra-file", "missing.yml").run();
        // Then
        assertThat(outcome.status()).isOne();
        assertThat(outcome.lines("setting 'reload_extra_files': \"missing.yml\" does not exist"))
                .hasSize(1);
    }
}
