package org.jcorn.app.servlet;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WebCacheTest {

    @TempDir
    Path directory;

    private int built;

    @Test
    void makesEachContentOnce() throws Exception {
        try (WebRoot first = hold("a");
                WebRoot second = hold("a")) {
            assertThat(first.directory()).isEqualTo(second.directory()).isDirectoryContaining("glob:**page");
            assertThat(built).isEqualTo(1);
        }
    }

    @Test
    void deletesWhatNobodyUsesWhenAnotherComes() throws Exception {
        WebRoot unused = hold("a");
        unused.close();
        try (WebRoot used = hold("b");
                WebRoot next = hold("c")) {
            assertThat(unused.directory()).doesNotExist();
            assertThat(used.directory()).exists();
            assertThat(next.directory()).exists();
        }
    }

    @Test
    void whatIsDeletedLosesItsNameFirst() throws Exception {
        WebRoot unused = hold("a");
        unused.close();
        Path home = requireNonNull(unused.directory().getParent());
        try (WatchService watch = home.getFileSystem().newWatchService()) {
            WatchKey changes =
                    home.register(watch, StandardWatchEventKinds.ENTRY_CREATE, StandardWatchEventKinds.ENTRY_DELETE);
            hold("b").close();
            List<String> seen = new ArrayList<>();
            await().until(() -> {
                changes.pollEvents().forEach(event -> seen.add(event.kind() + " " + event.context()));
                return seen.contains("ENTRY_CREATE b");
            });
            assertThat(seen)
                    .containsSubsequence(
                            "ENTRY_DELETE a",
                            "ENTRY_CREATE scratch",
                            "ENTRY_DELETE scratch",
                            "ENTRY_CREATE scratch",
                            "ENTRY_CREATE b");
        }
    }

    @Test
    void whatFailedIsTriedAgain() throws Exception {
        assertThatThrownBy(() -> new WebCache(directory).hold("a", scratch -> {
                    throw new IOException("disk full");
                }))
                .hasMessage("disk full");
        try (WebRoot root = hold("a")) {
            assertThat(root.directory()).exists();
        }
    }

    private WebRoot hold(String content) throws Exception {
        return new WebCache(directory).hold(content, scratch -> {
            built++;
            Path made = Files.createDirectory(scratch.resolve("made"));
            Files.writeString(made.resolve("page"), content);
            return made;
        });
    }
}
