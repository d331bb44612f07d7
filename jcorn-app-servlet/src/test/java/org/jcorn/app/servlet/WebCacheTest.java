package org.jcorn.app.servlet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
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
