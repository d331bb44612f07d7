package org.jcorn.arbiter;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SocketFileTest {

    @TempDir
    Path directory;

    @Test
    void goesWhenNoOtherArbiterUsesItAnyMore() throws IOException {
        // Given
        Path path = Files.createFile(directory.resolve("socket"));
        SocketFile file = new SocketFile(path, true);

        // When
        file.remove();

        // Then
        assertThat(path).exists();

        // When
        file.share(false);

        // Then
        assertThat(path).doesNotExist();
    }

    @Test
    void staysWhenItIsNotSharedAnyMoreButStillInUse() throws IOException {
        // Given
        Path path = Files.createFile(directory.resolve("socket"));
        SocketFile file = new SocketFile(path, false);

        // When
        file.share(true);
        file.share(false);

        // Then
        assertThat(path).exists();
        file.remove();
        assertThat(path).doesNotExist();
    }
}
