package org.jcorn.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SourceFileTest {

    @TempDir
    Path root;

    @Test
    void liesWhereItsPackageSays() throws IOException {
        // Given
        Files.createDirectories(root.resolve("shop/web"));
        Path path = Files.createFile(root.resolve("shop/web/Main.java"));

        // When
        SourceFile file = SourceFile.of("shop.web.Main", root);

        // Then
        assertThat(file).isEqualTo(new SourceFile("shop.web.Main", root, path));
    }

    @Test
    void missingOneIsNone() throws IOException {
        Files.createDirectory(root.resolve("Dir.java"));

        assertThat(SourceFile.of("Hello", root)).isNull();
        assertThat(SourceFile.of("Dir", root)).isNull();
    }

    @ParameterizedTest(name = "class file {0} ms after the source: newer {1}")
    @CsvSource({"-1000, true", "0, false", "1000, false"})
    void newerThanItsClass(int millis, boolean newer) throws IOException {
        // Given
        Path path = Files.createFile(root.resolve("Hello.java"));
        Path classFile = Files.createFile(root.resolve("Hello.class"));
        Files.setLastModifiedTime(path, FileTime.fromMillis(1_000_000));
        Files.setLastModifiedTime(classFile, FileTime.fromMillis(1_000_000 + millis));

        // Then
        assertThat(new SourceFile("Hello", root, path).newerThanClass()).isEqualTo(newer);
    }

    @Test
    void newerThanNone() throws IOException {
        Path path = Files.createFile(root.resolve("Hello.java"));

        assertThat(new SourceFile("Hello", root, path).newerThanClass()).isTrue();
    }
}
