package org.jcorn.arbiter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.jcorn.worker.Scoreboard;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SharedMemoryTest {

    @TempDir
    Path directory;

    @Test
    void isAnonymousUnlessTheSettingsSayOtherwise() throws IOException {
        // When
        SharedMemory memory = new SharedMemory(PipedWorkers.OS, Optional.empty(), Scoreboard.BYTES);

        // Then
        assertThat(Descriptors.target(memory.fd())).startsWith("/memfd:jcorn-scoreboard");
        assertThat(Path.of("/proc/self/fd/" + memory.fd()).toFile()).hasSize(Scoreboard.BYTES);
        PipedWorkers.OS.close(memory.fd());
    }

    @Test
    void liesUnlinkedInTheDirectoryOfTheSettings() throws IOException {
        // When
        SharedMemory memory = new SharedMemory(PipedWorkers.OS, Optional.of(directory), Scoreboard.BYTES);

        // Then
        assertThat(Descriptors.target(memory.fd()))
                .startsWith(directory.resolve("jcorn-").toString())
                .endsWith(".scoreboard (deleted)");
        assertThat(directory).isEmptyDirectory();
        Scoreboard scoreboard = new Scoreboard(memory.fd());
        scoreboard.stopServer();
        assertThat(new Scoreboard(memory.fd()).serverStopping()).isTrue();
    }

    @Test
    void directoryThatDoesNotServeIsNamed() {
        assertThatThrownBy(() ->
                        new SharedMemory(PipedWorkers.OS, Optional.of(directory.resolve("missing")), Scoreboard.BYTES))
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith(
                        "setting 'worker_tmp_dir': no file can be made in " + directory.resolve("missing") + ": ");
    }
}
