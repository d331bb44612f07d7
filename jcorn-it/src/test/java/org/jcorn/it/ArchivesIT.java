package org.jcorn.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.jcorn.it.kit.IntegrationTest;
import org.jcorn.it.kit.ProcessTree;
import org.jcorn.it.kit.RunningServer;
import org.jcorn.it.kit.Site;
import org.jcorn.it.kit.Waiting;
import org.junit.jupiter.api.Test;

/** Class data archives: made once in the background, used from then on, and never a reason to fail. */
@IntegrationTest
class ArchivesIT {

    @Test
    void areMadeByTheFirstStartAndUsedByTheNext(Site site) throws IOException {
        // Given
        Path cache = site.path("cache");
        Path archives = site.distribution().archives(cache);
        try (RunningServer first =
                site.server().env("JCORN_CACHE_DIR", cache.toString()).start()) {
            assertThat(ProcessTree.maps(first.pid())).doesNotContain(cache.toString());
            // When
            first.awaitTraining(site.distribution(), cache);
            // Then
            assertThat(names(archives)).contains("arbiter.jsa").anyMatch(name -> name.startsWith("worker-"));
            assertThat(names(archives)).noneMatch(name -> name.startsWith("training-"));
            assertThat(first.workers()).hasSize(1);
            assertThat(first.log().lines()).noneMatch(line -> line.contains("[WARN") || line.contains("[ERR"));
            assertThat(first.stop()).isZero();
        }
        // When
        try (RunningServer second =
                site.server().env("JCORN_CACHE_DIR", cache.toString()).start()) {
            // Then
            assertThat(ProcessTree.maps(second.pid())).contains(archives.resolve("arbiter.jsa") + "\n");
            assertThat(ProcessTree.maps(second.workers().get(0))).contains(archives + "/worker-");
        }
    }

    @Test
    void whatAKilledServerLeftIsRemoved(Site site) throws IOException {
        // Given
        Path cache = site.path("cache");
        Path archives = site.distribution().archives(cache);
        Files.createDirectories(archives);
        for (String name :
                names(site.distribution().archives(site.distribution().cache()))) {
            Path file =
                    site.distribution().archives(site.distribution().cache()).resolve(name);
            if (Files.isRegularFile(file)) {
                Files.copy(file, archives.resolve(name));
            }
        }
        Files.createDirectories(archives.resolve("training-left/cache"));
        // When
        try (RunningServer server =
                site.server().env("JCORN_CACHE_DIR", cache.toString()).start()) {
            // Then
            Waiting.until(
                    "no work left", () -> names(archives).stream().noneMatch(name -> name.startsWith("training-")));
            assertThat(server.get("/").body()).isEqualTo("hello");
        }
    }

    @Test
    void areGivenUpWhenTheServerStops(Site site) {
        // Given
        Path cache = site.path("cache");
        try (RunningServer server = site.server()
                .env("JCORN_CACHE_DIR", cache.toString())
                .args("--log-level", "debug")
                .start()) {
            server.log().await("Making class data archives in");
            // When
            assertThat(server.stop()).isZero();
            // Then
            assertThat(names(site.distribution().archives(cache))).noneMatch(name -> name.startsWith("training-"));
        }
    }

    @Test
    void doNoHarmWhenTheyAreDamaged(Site site) throws IOException {
        // Given
        Path cache = site.path("cache");
        Path good = site.distribution().archives(site.distribution().cache());
        Path bad = site.distribution().archives(cache);
        Files.createDirectories(bad);
        for (String name : names(good)) {
            if (name.endsWith(".jsa")) {
                Files.writeString(bad.resolve(name), "this is no archive");
            } else {
                Files.copy(good.resolve(name), bad.resolve(name));
            }
        }
        // When
        try (RunningServer server =
                site.server().env("JCORN_CACHE_DIR", cache.toString()).start()) {
            // Then
            assertThat(server.get("/").body()).isEqualTo("hello");
            assertThat(server.stop()).isZero();
            assertThat(server.log().lines()).allMatch(line -> line.contains("[INFO]"));
        }
    }

    @Test
    void areNotNeeded(Site site) throws IOException {
        // Given: a cache that cannot be made
        Path file = site.write("file", "");
        // When
        try (RunningServer server = site.server()
                .env("JCORN_CACHE_DIR", file.resolve("cache").toString())
                .start()) {
            // Then
            assertThat(server.get("/").body()).isEqualTo("hello");
            assertThat(server.stop()).isZero();
            assertThat(server.log().lines()).allMatch(line -> line.contains("[INFO]"));
        }
    }

    private static List<String> names(Path directory) {
        try (Stream<Path> files = Files.list(directory)) {
            return files.map(file -> file.getFileName().toString()).toList();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
