package org.jcorn.arbiter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jcorn.config.Config;
import org.jcorn.config.ReloadEngine;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@Timeout(60)
class FileWatcherTest {

    @TempDir
    Path directory;

    private final Queue<Path> changed = new ConcurrentLinkedQueue<>();
    private final RecordingLogger log = new RecordingLogger();
    private Thread thread = new Thread(() -> {});

    private void watch(ReloadEngine engine, String classPath) throws IOException {
        WatchedFiles files = WatchedFiles.of(Config.of(Map.of("chdir", directory.toString(), "classpath", classPath)));
        thread = new Thread(new FileWatcher(files, engine, files.scan(), changed::add, log), "watcher");
        thread.start();
    }

    @AfterEach
    void stop() {
        thread.interrupt();
        await().until(() -> !thread.isAlive());
    }

    private void expect(Path file) {
        await().until(() -> !changed.isEmpty());
        assertThat(new ArrayDeque<>(changed)).containsOnly(file);
        changed.clear();
    }

    @ParameterizedTest
    @EnumSource(ReloadEngine.class)
    void tellsOfChanges(ReloadEngine engine) throws IOException {
        // Given
        watch(engine, "");

        // When
        Path file = Files.writeString(directory.resolve("Shop.java"), "one");

        // Then
        expect(file);
        Files.writeString(file, "another");
        expect(file);
        Files.delete(file);
        expect(file);
        assertThat(log.records()).isEmpty();
    }

    @Test
    void seesWhatComesInNewDirectories() throws IOException {
        // Given
        watch(ReloadEngine.INOTIFY, "");

        // When
        Files.createDirectories(directory.resolve("shop/views"));
        Path file = Files.writeString(directory.resolve("shop/views/page.html"), "one");
        expect(file);

        // Then
        Files.writeString(file, "another");
        expect(file);
    }

    @Test
    void survivesACleanBuild() throws IOException {
        // Given
        Path classes = Files.createDirectories(directory.resolve("target/classes"));
        Path file = Files.writeString(classes.resolve("Shop.class"), "one");
        watch(ReloadEngine.INOTIFY, "target/classes");

        // When
        Files.delete(file);
        Files.delete(classes);
        Files.delete(classes.getParent());
        expect(file);
        Files.createDirectories(classes);
        Files.writeString(file, "two");

        // Then
        expect(file);
    }

    @Test
    void followsADirectoryThatIsExchanged() throws IOException {
        // Given
        Path views = Files.createDirectories(directory.resolve("views"));
        Path file = Files.writeString(views.resolve("page.html"), "one");
        watch(ReloadEngine.INOTIFY, "");

        // When
        Path next = Files.createDirectories(directory.resolve(".next"));
        Files.writeString(next.resolve("page.html"), "another");
        Files.move(views, directory.resolve(".old"));
        Files.move(next, views);
        expect(file);
        Files.writeString(file, "the third");

        // Then
        expect(file);
    }
}
