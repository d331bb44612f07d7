package org.jcorn.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;

/** Within the cache of {@code JCORN_CACHE_DIR}, which the build sets for tests. */
class CacheDirectoryTest {

    private final String name = "test-" + ProcessHandle.current().pid() + "-" + System.nanoTime();

    @Test
    void isMadeForThisUserAlone() throws IOException {
        // When
        Path directory = CacheDirectory.open(name);

        // Then
        assertThat(directory).isAbsolute().isEmptyDirectory();
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(directory)))
                .isEqualTo("rwx------");
        assertThat(CacheDirectory.open(name)).isEqualTo(directory);
        Files.delete(directory);
    }

    @Test
    void oneThatOthersMayWriteIsRefused() throws IOException {
        // Given
        Path directory = CacheDirectory.open(name);
        Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxrwx---"));

        // When
        assertThatThrownBy(() -> CacheDirectory.open(name))

                // Then
                .isInstanceOf(IOException.class)
                .hasMessage("cache directory " + directory + " is writable by others");
        Files.delete(directory);
    }

    @Test
    void oneThatCannotBeMadeIsNamed() throws IOException {
        // Given
        Path file = CacheDirectory.open(name).resolve("file");
        Files.createFile(file);

        // When
        assertThatThrownBy(() -> CacheDirectory.open(name + "/file"))

                // Then
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith("cache directory " + file + " cannot be made: ");
        Files.delete(file);
        Files.delete(file.resolveSibling(""));
    }
}
