package org.jcorn.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.jcorn.it.kit.IntegrationTest;
import org.jcorn.it.kit.LogTail;
import org.jcorn.it.kit.ProcessTree;
import org.jcorn.it.kit.ReadinessWatch;
import org.jcorn.it.kit.RunningServer;
import org.jcorn.it.kit.ServerBuilder;
import org.jcorn.it.kit.Site;
import org.jcorn.it.kit.Sources;
import org.jcorn.it.kit.StrictLoad;
import org.jcorn.it.kit.Waiting;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** With {@code --preload} workers share an archive of the application, and nothing depends on it. */
@IntegrationTest
class PreloadIT {

    private static final String MADE = "Preloaded the application";

    /** Answers the class loader, a resource beside the class, and what it was told. */
    private static final String SHOP = """
            import org.jcorn.Request;
            import org.jcorn.Response;

            public class Shop {
                static void app(Request request, Response response) throws Exception {
                    java.io.InputStream note = Shop.class.getResourceAsStream("/note.txt");
                    response.send("%s " + (note == null ? "none" : new String(note.readAllBytes())) + " "
                            + Shop.class.getClassLoader().getName());
                }
            }
            """;

    @ParameterizedTest
    @ValueSource(strings = {"sync", "gthread", "netty"})
    void workersOfASourceAreReplacedWithoutLosingARequest(String workerClass, Site site) {
        // Given
        site.write("Shop.java", SHOP.formatted("one"));
        site.write("note.txt", "noted");
        try (RunningServer server =
                        server(site).workers(2).args("-k", workerClass).start();
                ReadinessWatch watch = ReadinessWatch.on(server);
                StrictLoad load = StrictLoad.on(server, 4, "/")) {
            List<Long> before = server.workers();
            assertThat(before).noneMatch(PreloadIT::shares);
            // When
            awaitMade(server.log());
            server.awaitReplaced(before, 2);
            load.awaitMore(50);
            // Then
            StrictLoad.Result result = load.stop();
            watch.stop();
            assertThat(result.failures()).isEmpty();
            assertThat(result.bodies()).containsOnlyKeys("one noted application", "one noted app");
            assertThat(watch.least()).isEqualTo(2);
            assertThat(server.workers()).allMatch(PreloadIT::shares);
            assertThat(server.log().text()).doesNotContain("[WARN", "[ERROR]");
            assertThat(server.stop()).isZero();
        }
        // When: it is started again
        try (RunningServer again =
                server(site).workers(2).args("-k", workerClass).start()) {
            // Then
            assertThat(again.workers()).allMatch(PreloadIT::shares);
            assertThat(again.get("/").body()).isEqualTo("one noted app");
            assertThat(again.log().text()).doesNotContain(MADE, "[WARN", "[ERROR]");
        }
    }

    @Test
    void worksWithAJarAndWithDirectories(Site site) throws IOException {
        // Given
        jar(site, "lib/shop.jar", "jar");
        classes(site, "classes", "directory");
        for (String entry : List.of("lib/shop.jar", "classes")) {
            try (RunningServer server = server(site).args("--classpath", entry).start()) {
                // When
                awaitShared(server);
                // Then
                assertThat(server.get("/").body())
                        .isEqualTo((entry.equals("classes") ? "directory" : "jar") + " none app");
                assertThat(server.workers()).allMatch(PreloadIT::shares);
            }
        }
    }

    @Test
    void whatIsServedForTheArchiveIsNotInTheAccessLog(Site site) {
        // Given
        site.write("Shop.java", SHOP.formatted("one"));
        LogTail accesses = new LogTail(site.path("access.log"));
        try (RunningServer server = server(site)
                .args("--access-logfile", "access.log", "--access-logformat", "%(r)s")
                .start()) {
            // When
            awaitMade(server.log());
            server.get("/first");
            // Then
            assertThat(server.stop()).isZero();
            assertThat(accesses.lines()).containsExactly("GET /first HTTP/1.1");
        }
    }

    @Test
    void reloadServesTheNewCodeAtOnce(Site site) {
        // Given
        site.write("Shop.java", SHOP.formatted("one"));
        try (RunningServer server = server(site).start()) {
            awaitMade(server.log());
            Waiting.until(
                    "an answer from the archive", () -> server.get("/").body().equals("one none app"));
            for (String version : List.of("two", "thr")) {
                // When
                site.write("Shop.java", SHOP.formatted(version));
                LogTail log = server.log().fromHere();
                List<Long> before = server.workers();
                server.signal("HUP");
                Waiting.until("other workers", () -> before.stream().noneMatch(ProcessTree::alive));
                // Then
                assertThat(server.get("/").body()).startsWith(version);
                awaitMade(log);
                Waiting.until(
                        "an answer from the archive",
                        () -> server.get("/").body().equals(version + " none app"));
            }
        }
    }

    @Test
    void reloadOfAnUnchangedApplicationStartsFromTheArchiveAtOnce(Site site) {
        // Given
        site.write("Shop.java", SHOP.formatted("one"));
        try (RunningServer server = server(site).start()) {
            awaitShared(server);
            // When
            server.reload(1);
            // Then
            assertThat(server.workers()).allMatch(PreloadIT::shares);
            assertThat(server.log().count(MADE)).isEqualTo(1);
        }
    }

    @Test
    void aJarReplacedWithoutReloadIsNotServedFromTheArchive(Site site) throws IOException {
        // Given
        jar(site, "shop.jar", "one");
        try (RunningServer server = server(site).args("--classpath", "shop.jar").start()) {
            awaitShared(server);
            // When
            jar(site, "shop.jar", "two, and longer");
            RunningServer.signal("KILL", server.workers().get(0));
            // Then
            Waiting.until(
                    "the new code",
                    () -> server.workers().size() == 1
                            && server.readiness().count() == 1
                            && server.get("/").body().startsWith("two"));
        }
    }

    @Test
    void aBrokenReloadKeepsTheWorkersThereAre(Site site) {
        // Given
        site.write("Shop.java", SHOP.formatted("one"));
        try (RunningServer server = server(site).start()) {
            awaitShared(server);
            // When
            site.write("Shop.java", "class Shop { nonsense }");
            server.signal("HUP");
            // Then
            server.log().await("Reload failed");
            assertThat(server.get("/").body()).isEqualTo("one none app");
        }
    }

    @Test
    void anApplicationThatFailsIsSeenAtOnce(Site site) {
        site.write("Shop.java", "class Shop { static { if (true) throw new IllegalStateException(\"no stock\"); } }");

        assertThat(server(site).run().status()).isEqualTo(4);
    }

    @Test
    void anotherVersionOfWhatJcornNeedsStaysIsolated(Site site) throws IOException {
        // Given
        jar(site, "shop.jar", "one", "org/jcorn/http/HttpConnection.class");
        try (RunningServer server = server(site).args("--classpath", "shop.jar").start()) {
            // When
            server.log().await("share none: it has a org.jcorn.http of its own (" + site.path("shop.jar") + ")");
            // Then
            assertThat(server.get("/").body()).endsWith(" application");
            assertThat(server.workers()).noneMatch(PreloadIT::shares);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"cut", "garbage", "damaged", "empty"})
    void aBadArchiveDoesNoHarm(String damage, Site site) throws IOException {
        // Given
        site.write("Shop.java", SHOP.formatted("one"));
        try (RunningServer server = server(site).start()) {
            awaitMade(server.log());
        }
        Path archive = archive(site);
        assertThat(archive.toFile().setWritable(true)).isTrue();
        long size = Files.size(archive);
        try (RandomAccessFile file = new RandomAccessFile(archive.toFile(), "rw")) {
            switch (damage) {
                case "cut" -> file.setLength(size / 2);
                case "empty" -> file.setLength(0);
                case "garbage" -> {
                    file.setLength(0);
                    file.write("this is no archive".getBytes(StandardCharsets.US_ASCII));
                    file.setLength(size);
                }
                default -> {
                    file.seek(size / 2);
                    file.write(new byte[4096]);
                }
            }
        }
        // When
        try (RunningServer server = server(site).start()) {
            // Then
            assertThat(server.get("/").body()).startsWith("one none");
            awaitMade(server.log());
            assertThat(server.log().text()).doesNotContain("[WARN", "[ERROR]");
        }
    }

    @Test
    void aCacheThatCannotBeUsedDoesNoHarm(Site site) {
        // Given
        site.write("Shop.java", SHOP.formatted("one"));
        Path classes = site.directory();
        Sources.compile(site.path("Shop.java"), classes);
        site.write("file", "");
        // When
        try (RunningServer server = server(site)
                .env("JCORN_CACHE_DIR", site.path("file").resolve("cache").toString())
                .start()) {
            // Then
            server.log().await("[WARNING] preload_app: no archive of the application could be made");
            assertThat(server.get("/").body()).isEqualTo("one none application");
            assertThat(server.stop()).isZero();
        }
    }

    @Test
    void isGivenUpWhenTheServerStops(Site site) throws IOException {
        // Given
        site.write("Shop.java", SHOP.formatted("one"));
        try (RunningServer server = server(site).args("--log-level", "debug").start()) {
            server.log().await("preload_app: TRAINING");
            // When
            assertThat(server.stop()).isZero();
        }
        // Then
        assertThat(files(site)).noneMatch(file -> file.toString().contains("training-"));
    }

    private static ServerBuilder server(Site site) {
        return site.server()
                .env("JCORN_CACHE_DIR", cache(site).toString())
                .args("--preload")
                .application("Shop:app");
    }

    private static Path cache(Site site) {
        Path cache = site.path("cache");
        Path archives = site.distribution().archives(cache);
        try {
            if (!Files.exists(archives)) {
                // What jcorn itself starts from is there, so that only the application's archive is to be made.
                Files.createDirectories(archives);
                Path made = site.distribution().archives(site.distribution().cache());
                try (Stream<Path> files = Files.list(made)) {
                    for (Path file : files.filter(Files::isRegularFile).toList()) {
                        Files.copy(file, archives.resolve(file.getFileName()));
                    }
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return cache;
    }

    private static void awaitMade(LogTail log) {
        Waiting.within(Duration.ofMinutes(2), "an archive", () -> log.contains(MADE));
    }

    /** Wait until the workers of the beginning are replaced by one that shares the archive. */
    private static void awaitShared(RunningServer server) {
        awaitMade(server.log());
        Waiting.until("one worker that shares", () -> server.workers().stream().allMatch(PreloadIT::shares));
        server.awaitReady(1);
    }

    private static boolean shares(long worker) {
        return ProcessTree.maps(worker).contains("/application.");
    }

    private static Path archive(Site site) throws IOException {
        return files(site).stream()
                .filter(file -> file.getFileName().toString().matches("application\\.(jsa|aot)"))
                .findFirst()
                .orElseThrow();
    }

    private static List<Path> files(Site site) throws IOException {
        try (Stream<Path> files = Files.walk(site.path("cache"))) {
            return files.toList();
        }
    }

    private static Path classes(Site site, String directory, String text) throws IOException {
        Path source = site.write("sources/Shop.java", SHOP.formatted(text));
        Path classes = Files.createDirectories(site.path(directory));
        Sources.compile(source, classes);
        return classes;
    }

    private static void jar(Site site, String name, String text, String... more) throws IOException {
        Path classes = classes(site, "compiled", text);
        Files.createDirectories(site.path(name).getParent());
        try (OutputStream file = Files.newOutputStream(site.path(name));
                ZipOutputStream zip = new ZipOutputStream(file)) {
            zip.putNextEntry(new ZipEntry("Shop.class"));
            zip.write(Files.readAllBytes(classes.resolve("Shop.class")));
            for (String entry : more) {
                zip.putNextEntry(new ZipEntry(entry));
            }
        }
    }
}
