package org.jcorn.arbiter;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DirectoriesTest {

    @TempDir
    Path home;

    @Test
    void deletesWhatWasLeftBehindAndNothingElse() throws IOException {
        // Given
        Files.createDirectories(home.resolve("training-1/cache/classes"));
        Files.createFile(home.resolve("training-1/cache/classes/A.class"));
        Files.createDirectories(home.resolve("training-2"));
        Files.createDirectories(home.resolve("preload"));
        assertThat(Directories.training(home)).isTrue();

        // When
        Directories.deleteTraining(home);

        // Then
        assertThat(home.toFile().list()).containsExactly("preload");
        assertThat(Directories.training(home)).isFalse();
    }

    @Test
    void findsNothingWhereNothingIs() throws IOException {
        Directories.deleteTraining(home.resolve("absent"));

        assertThat(Directories.training(home.resolve("absent"))).isFalse();
    }
}
