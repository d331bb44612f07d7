package org.jcorn.arbiter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jcorn.config.Config;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WatchedFilesTest {

    @TempDir
    Path directory;

    private final Map<String, String> settings = new HashMap<>();

    @BeforeEach
    void chdir() {
        settings.put("chdir", directory.toString());
    }

    private WatchedFiles files() throws IOException {
        return WatchedFiles.of(Config.of(settings));
    }

    private Path write(String name, String content) throws IOException {
        Path file = directory.resolve(name);
        Files.createDirectories(file.getParent());
        return Files.writeString(file, content);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Shop.java", "shop/Shop.class", "shop.jar", "views/page.html", "shop.properties"})
    void codeAndResourcesOfTheWorkingDirectoryCount(String name) throws IOException {
        // Given
        Snapshot before = files().scan();

        // When
        Path file = write(name, "one");
        Snapshot written = files().scan();
        write(name, "other");
        Snapshot changed = files().scan();
        Files.delete(file);
        Snapshot deleted = files().scan();

        // Then
        assertThat(files().concerns(file)).isTrue();
        assertThat(before.difference(written)).contains(file);
        assertThat(written.difference(changed)).contains(file);
        assertThat(changed.difference(deleted)).contains(file);
        assertThat(before.difference(deleted)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "error.log",
                "upload",
                "data.json",
                ".git/Shop.java",
                "node_modules/a/index.js",
                "Shop.java~",
                "#Shop.java",
                ".Shop.java"
            })
    void whatElseIsThereDoesNot(String name) throws IOException {
        // Given
        Snapshot before = files().scan();

        // When
        write(name, "one");

        // Then
        assertThat(before.difference(files().scan())).isEmpty();
    }

    @Test
    void whatTheServerItselfWritesDoesNot() throws IOException {
        // Given
        settings.putAll(Map.of("errorlog", "error.js", "accesslog", "access.html", "pidfile", "logs/../pid.xml"));
        Snapshot before = files().scan();

        // When
        write("error.js", "");
        write("access.html", "");
        write("pid.xml", "");

        // Then
        assertThat(before.difference(files().scan())).isEmpty();
        assertThat(files().concerns(directory.resolve("pid.xml"))).isFalse();
    }

    @Test
    void allOfTheClassPathCounts() throws IOException {
        // Given
        settings.put("classpath", "target/classes:lib/a.dat");
        Snapshot before = files().scan();

        // When
        Path resource = write("target/classes/deep/words.txt", "");
        Snapshot withResource = files().scan();
        Path jar = write("lib/a.dat", "");
        write("lib/b.dat", "");
        write("target/classes/build.log", "");

        // Then
        assertThat(before.difference(withResource)).contains(resource);
        assertThat(withResource.difference(files().scan())).contains(jar);
        assertThat(files().concerns(directory.resolve("lib/b.dat"))).isFalse();
    }

    @Test
    void theClassPathMayBeTheWorkingDirectory() throws IOException {
        settings.put("classpath", ".");

        assertThat(files().concerns(directory.resolve("error.dat"))).isFalse();
    }

    @Test
    void anApplicationNamedByItsFileCounts() throws IOException {
        // Given
        write("shop.archive", "");
        settings.put("wsgi_app", "shop.archive");

        // Then
        assertThat(files().concerns(directory.resolve("shop.archive"))).isTrue();
    }

    @Test
    void patternsAreLookedUpAnew() throws IOException {
        // Given
        settings.put("reload_extra_files", "conf/**/*.json,data/*.csv");
        Snapshot before = files().scan();

        // When
        Path shallow = write("conf/shop.json", "");
        Snapshot first = files().scan();
        Path deep = write("conf/a/b/shop.json", "");
        Snapshot second = files().scan();
        Path data = write("data/a.csv", "");
        Snapshot third = files().scan();
        write("data/deep/a.csv", "");

        // Then
        assertThat(before.difference(first)).contains(shallow);
        assertThat(first.difference(second)).contains(deep);
        assertThat(second.difference(third)).contains(data);
        assertThat(third.difference(files().scan())).isEmpty();
    }

    @Test
    void extraFilesMayLieElsewhere(@TempDir Path elsewhere) throws IOException {
        // Given
        Path file = Files.writeString(elsewhere.resolve("words"), "one");
        settings.put("reload_extra_files", file + "," + elsewhere + "/[a-c]*");
        Snapshot before = files().scan();

        // Then
        Path other = Files.writeString(elsewhere.resolve("b"), "");
        assertThat(before.difference(files().scan())).contains(other);
        assertThat(before.directories()).contains(elsewhere);
    }

    @Test
    void extraFilesMayBeNamedInFull() throws IOException {
        // Given
        Path file = write("conf/words", "one");
        settings.put("reload_extra_files", file + "," + directory + "/conf/**/*.dat");
        Snapshot before = files().scan();

        // Then
        write("conf/words", "another");
        assertThat(before.difference(files().scan())).contains(file);
        Path other = write("conf/a/b.dat", "");
        assertThat(files().concerns(other)).isTrue();
        assertThat(files().scan().directories()).contains(other.getParent());
    }

    @Test
    void extraFilesHaveToBeThereAndPatternsRight() {
        settings.put("reload_extra_files", "missing.yml");
        assertThatThrownBy(this::files)
                .isInstanceOf(IOException.class)
                .hasMessage("setting 'reload_extra_files': \"missing.yml\" does not exist");
        settings.put("reload_extra_files", "conf/[");
        assertThatThrownBy(this::files)
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith("setting 'reload_extra_files': \"conf/[\" is no pattern: ");
        settings.put("reload_extra_files", "a\0b");
        assertThatThrownBy(this::files).isInstanceOf(IOException.class).hasMessageContaining("is not a path: ");
    }

    @Test
    void sameSettingsWatchTheSame() throws IOException {
        // Given
        settings.put("reload_extra_files", "conf/*.json");
        WatchedFiles files = files();

        // Then
        assertThat(files()).isEqualTo(files).hasSameHashCodeAs(files);
        settings.put("reload_extra_files", "conf/*.yml");
        assertThat(files()).isNotEqualTo(files);
    }

    @Test
    void aDirectoryThatIsNotThereIsWaitedForInTheNearestThatIs() throws IOException {
        settings.put("classpath", "target/classes/main");

        assertThat(files().scan().directories()).containsExactly(directory);
    }

    @Test
    void thereAreNotTooManyDirectories() throws IOException {
        // Given
        for (int i = 0; i < WatchedFiles.MOST_DIRECTORIES + 10; i++) {
            Files.createDirectory(directory.resolve("d" + i));
        }

        // Then
        assertThat(files().scan().directories()).hasSize(WatchedFiles.MOST_DIRECTORIES);
    }

    @Test
    void linksMayLoop() throws IOException {
        Files.createSymbolicLink(directory.resolve("loop"), directory);
        Path file = write("Shop.java", "");

        assertThat(new Snapshot().difference(files().scan())).isEqualTo(Optional.of(file));
    }
}
