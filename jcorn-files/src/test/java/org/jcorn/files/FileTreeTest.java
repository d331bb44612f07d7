package org.jcorn.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FileTreeTest {

    @TempDir
    Path directory;

    private Path root = Path.of("");

    @BeforeEach
    void fill() throws IOException {
        root = directory.resolve("public");
        Files.createDirectories(root.resolve("sub"));
        Files.createDirectories(root.resolve(".git"));
        for (String name : new String[] {"a.txt", ".hidden", ".git/config", "sub/b.txt", "../secret"}) {
            Files.writeString(root.resolve(name), name);
        }
        Files.createSymbolicLink(root.resolve("inside"), Path.of("sub"));
        Files.createSymbolicLink(root.resolve("outside"), Path.of("../secret"));
        Files.createSymbolicLink(root.resolve("up"), Path.of(".."));
        Files.createSymbolicLink(root.resolve("config"), Path.of(".git/config"));
        Files.createSymbolicLink(root.resolve("loop"), Path.of("loop"));
        Files.createSymbolicLink(root.resolve("zero"), Path.of("/dev/zero"));
    }

    @ParameterizedTest
    @CsvSource({"/a.txt, false", "/sub, true", "/sub/, true", "/, true", "/inside/b.txt, false", "/sub/b.txt, false"})
    void seen(String path, boolean isDirectory) throws IOException {
        assertThat(new FileTree(root).find(path))
                .extracting(FileTree.Entry::directory)
                .isEqualTo(isDirectory);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "*",
                "a.txt",
                "/no",
                "/.hidden",
                "/.git/config",
                "/config",
                "/outside",
                "/up/secret",
                "/../secret",
                "/sub/../a.txt",
                "/./a.txt",
                "//a.txt",
                "/sub//b.txt",
                "/sub\\b.txt",
                "/a.txt\0",
                "/a.txt\0.html",
                "/loop",
                "/zero",
                "/a.txt/b",
                "/\uD800"
            })
    void notSeen(String path) throws IOException {
        assertThat(new FileTree(root).find(path)).isNull();
    }

    @Test
    void pipeIsNotSeen() throws IOException, InterruptedException {
        new ProcessBuilder("mkfifo", root.resolve("pipe").toString()).start().waitFor();

        assertThat(new FileTree(root).find("/pipe")).isNull();
    }

    @Test
    void rootMayBeALink() throws IOException {
        FileTree tree = new FileTree(root.resolve("inside"));

        assertThat(tree.find("/b.txt")).isNotNull();
    }

    @Test
    void rootMustBeADirectory() {
        assertThatThrownBy(() -> new FileTree(root.resolve("a.txt"))).isInstanceOf(NotDirectoryException.class);
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "'gzip, br', br, true",
                "'gzip', gzip, true",
                "'GZIP;q=0.5', gzip, true",
                "'br;q=0, gzip; q=0.000', '', true",
                "deflate, '', true",
                "-, '', true"
            })
    void compressedVariant(@Nullable String accepted, String coding, boolean negotiated) throws IOException {
        // Given
        Files.writeString(root.resolve("a.txt.gz"), "gz");
        Files.writeString(root.resolve("a.txt.br"), "br");
        FileTree tree = new FileTree(root);
        FileTree.Entry file = Objects.requireNonNull(tree.find("/a.txt"));
        // When
        Variant variant = Variant.of(file, tree, accepted);
        // Then
        assertThat(variant.coding()).isEqualTo(coding);
        assertThat(variant.negotiated()).isEqualTo(negotiated);
    }

    @Test
    void staleVariantIsNotSent() throws IOException {
        // Given
        Path old = Files.writeString(root.resolve("a.txt.gz"), "gz");
        Files.setLastModifiedTime(old, FileTime.from(1, TimeUnit.DAYS));
        FileTree tree = new FileTree(root);
        FileTree.Entry file = Objects.requireNonNull(tree.find("/a.txt"));
        // When
        Variant variant = Variant.of(file, tree, "gzip");
        // Then
        assertThat(variant).isEqualTo(new Variant(file, "", false));
    }
}
