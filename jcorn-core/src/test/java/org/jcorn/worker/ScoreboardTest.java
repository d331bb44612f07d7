package org.jcorn.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Two mappings of one file stand for two processes. */
class ScoreboardTest {

    @TempDir
    Path directory;

    private @org.jspecify.annotations.Nullable SharedFile file;

    @BeforeEach
    void make() throws IOException {
        file = new SharedFile(directory);
    }

    @AfterEach
    void close() throws IOException {
        if (file != null) {
            file.close();
        }
    }

    @Test
    void workersHearThatTheServerStops() throws IOException {
        // Given
        Scoreboard arbiter = map();
        Scoreboard worker = map();
        assertThat(worker.serverStopping()).isFalse();

        // When
        arbiter.stopServer();

        // Then
        assertThat(worker.serverStopping()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 500, Scoreboard.SLOTS - 1})
    void pageIsSharedAndItsNeighboursAreNot(int slot) throws IOException {
        // Given
        Scoreboard arbiter = map();

        // When
        map().page(slot).beat(42);

        // Then
        assertThat(arbiter.page(slot).heartbeat()).isEqualTo(42);
        assertThat(arbiter.page((slot + 1) % Scoreboard.SLOTS).heartbeat()).isZero();
        assertThat(arbiter.page((slot + Scoreboard.SLOTS - 1) % Scoreboard.SLOTS)
                        .heartbeat())
                .isZero();
        assertThat(arbiter.serverStopping()).isFalse();
    }

    @Test
    void fileThatIsNotThereIsAnError() {
        assertThatThrownBy(() -> new Scoreboard(999_999)).isInstanceOf(IOException.class);
    }

    private Scoreboard map() throws IOException {
        SharedFile shared = file;
        if (shared == null) {
            throw new IllegalStateException("not made yet");
        }
        return new Scoreboard(shared.fd());
    }
}
