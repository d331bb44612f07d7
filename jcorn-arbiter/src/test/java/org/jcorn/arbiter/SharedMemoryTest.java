package org.jcorn.arbiter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Path;
import org.jcorn.worker.Scoreboard;
import org.junit.jupiter.api.Test;

class SharedMemoryTest {

    @Test
    void isAnonymous() throws IOException {
        // When
        SharedMemory memory = new SharedMemory(PipedWorkers.OS, Scoreboard.BYTES);

        // Then
        assertThat(Descriptors.target(memory.fd())).startsWith("/memfd:jcorn-scoreboard");
        assertThat(Path.of("/proc/self/fd/" + memory.fd()).toFile()).hasSize(Scoreboard.BYTES);
        Scoreboard scoreboard = new Scoreboard(memory.fd());
        scoreboard.stopServer();
        assertThat(new Scoreboard(memory.fd()).serverStopping()).isTrue();
        PipedWorkers.OS.close(memory.fd());
    }

    @Test
    void keepsItsSize() throws IOException {
        // Given
        SharedMemory memory = new SharedMemory(PipedWorkers.OS, Scoreboard.BYTES);
        try (RandomAccessFile file = new RandomAccessFile("/proc/self/fd/" + memory.fd(), "rw")) {
            // When, Then
            assertThatThrownBy(() -> file.setLength(0)).isInstanceOf(IOException.class);
            assertThat(file.length()).isEqualTo(Scoreboard.BYTES);
        }
        PipedWorkers.OS.close(memory.fd());
    }
}
