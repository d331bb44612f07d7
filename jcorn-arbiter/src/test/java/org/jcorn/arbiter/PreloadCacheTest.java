package org.jcorn.arbiter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jcorn.config.Config;
import org.jcorn.preload.Inputs;
import org.jcorn.preload.Layout;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PreloadCacheTest {

    @TempDir
    Path directory;

    private final Map<String, String> settings = new HashMap<>();
    private PreloadCache cache = new PreloadCache(null, new JvmCommand(Path.of(""), Path.of(""), new Archives(null)));
    private Path jar = Path.of("");
    private Layout layout = new Layout(List.of(), "", new Inputs(List.of(), List.of()), "");

    @BeforeEach
    void layOut() throws IOException {
        Path library = Files.createDirectories(directory.resolve("lib"));
        Files.writeString(library.resolve("ours.jar"), "ours");
        jar = Files.writeString(directory.resolve("shop.jar"), "shop");
        cache = new PreloadCache(
                directory.resolve("archives"), new JvmCommand(Path.of("java"), library, new Archives(null)));
        Path classes = Files.createDirectories(directory.resolve("classes"));
        Inputs inputs = new Inputs(List.of(classes), List.of());
        layout = new Layout(List.of(jar), "", inputs, inputs.fingerprint());
        settings.put("chdir", directory.toString());
        settings.put("wsgi_app", "Shop:app");
    }

    @Test
    void findsWhatWasInstalled() throws IOException {
        // Given
        assertThat(find()).isEmpty();

        // When
        install("archive");

        // Then
        assertThat(find()).hasValueSatisfying(preloaded -> {
            assertThat(preloaded.jars()).containsExactly(jar);
            assertThat(preloaded.size()).isEqualTo(7);
            assertThat(preloaded.whole()).isTrue();
            assertThat(preloaded.extras().jars()).containsExactly(jar);
        });
    }

    @Test
    void passesOverAnArchiveThatWasCutOrDamaged() throws IOException {
        install("archive");

        Files.writeString(archive(), "arch");
        assertThat(find()).isEmpty();
        Files.writeString(archive(), "erchiva");
        assertThat(find()).isEmpty();
        Files.writeString(archive(), "archive");
        assertThat(find()).isPresent();
        Files.delete(archive());
        assertThat(find()).isEmpty();
    }

    @Test
    void seesThatAnArchiveIsCutLater() throws IOException {
        install("archive");
        Preloaded preloaded = find().orElseThrow();
        Generation generation = new Generation(1, config(), Listeners.none());
        generation.preloaded(preloaded);

        Files.writeString(archive(), "arch");

        assertThat(preloaded.whole()).isFalse();
        assertThat(generation.preloaded()).isNull();
    }

    /** JDK 25 does not. */
    @Test
    void seesThatAJarIsReplacedLater() throws IOException {
        install("archive");
        Preloaded preloaded = find().orElseThrow();

        Files.setLastModifiedTime(jar, FileTime.fromMillis(0));
        assertThat(preloaded.whole()).isFalse();
        Files.delete(jar);
        assertThat(preloaded.whole()).isFalse();
    }

    @Test
    void passesOverAnArchiveOfOtherJars() throws IOException {
        install("archive");
        FileTime time = Files.getLastModifiedTime(jar);

        Files.setLastModifiedTime(jar, FileTime.fromMillis(0));
        assertThat(find()).isEmpty();
        Files.setLastModifiedTime(jar, time);
        assertThat(find()).isPresent();
        Files.writeString(directory.resolve("lib/ours.jar"), "newer");
        assertThat(find()).isEmpty();
    }

    @Test
    void passesOverAnArchiveForOtherJvmOptions() throws IOException {
        install("archive");

        settings.put("worker_jvm_options", "-XX:+UseZGC");

        assertThat(find()).isEmpty();
    }

    @Test
    void passesOverAnArchiveOfAnApplicationThatHasChanged() throws IOException {
        install("archive");

        Files.createFile(directory.resolve("classes/New.class"));

        assertThat(cache.layout(entry())).isEmpty();
    }

    @Test
    void remembersThatAnApplicationStaysIsolated() throws IOException {
        Path made = Files.createDirectories(entry().resolve("training-1"));
        new Layout(List.of(), "why", layout.inputs(), layout.fingerprint()).write(made.resolve("layout"));

        cache.install(entry(), made);

        assertThat(cache.layout(entry()))
                .hasValueSatisfying(found -> assertThat(found.isolation()).isEqualTo("why"));
    }

    @Test
    void keepsThePackedClassesOfTheFormerLayoutOnly() throws IOException {
        // Given
        List<Path> packed = List.of(entry().resolve("a.jar"), entry().resolve("b.jar"), entry().resolve("c.jar"));
        Files.createDirectories(entry());

        // When
        for (Path each : packed) {
            Files.writeString(each, "classes");
            layout = new Layout(List.of(each), "", layout.inputs(), layout.fingerprint());
            install("archive");
        }

        // Then
        assertThat(packed.get(0)).doesNotExist();
        assertThat(packed.get(1)).exists();
        assertThat(packed.get(2)).exists();
    }

    @Test
    void keepsTheApplicationsUsedLast() throws IOException {
        // When
        for (int i = 0; i < 10; i++) {
            settings.put("wsgi_app", "Shop" + i + ":app");
            install("archive");
            Files.setLastModifiedTime(entry().resolve("stamp"), FileTime.fromMillis(1_000_000L * i));
            Files.setLastModifiedTime(entry().resolve("layout"), FileTime.fromMillis(1_000_000L * i));
        }

        // Then
        assertThat(directory.resolve("archives/preload").toFile().list()).hasSize(8);
        assertThat(find()).isPresent();
        settings.put("wsgi_app", "Shop1:app");
        assertThat(find()).isEmpty();
    }

    @Test
    void refusesADirectoryThatOthersCanWrite() throws IOException {
        Files.createDirectories(entry());
        Files.setPosixFilePermissions(entry(), PosixFilePermissions.fromString("rwxrwxrwx"));

        assertThatThrownBy(() -> cache.open(entry()))
                .isInstanceOf(IOException.class)
                .hasMessageEndingWith("is writable by others");
    }

    @Test
    void hasNoPlaceWithoutADirectory() {
        PreloadCache none = new PreloadCache(null, new JvmCommand(Path.of(""), Path.of(""), new Archives(null)));

        assertThat(none.entry(config())).isNull();
    }

    private Optional<Preloaded> find() {
        return cache.find(entry(), layout, config());
    }

    private void install(String content) throws IOException {
        Path made = Files.createDirectories(entry().resolve("training-1"));
        Files.writeString(made.resolve(cache.format().file()), content);
        layout.write(made.resolve("layout"));
        cache.install(entry(), made, layout, config());
        Directories.delete(made);
    }

    private Path archive() {
        return entry().resolve(cache.format().file());
    }

    private Path entry() {
        return Objects.requireNonNull(cache.entry(config()));
    }

    private Config config() {
        return Config.of(settings);
    }
}
