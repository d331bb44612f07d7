package org.jcorn.arbiter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import jnr.ffi.Pointer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NativeTest {

    private final Native os = PipedWorkers.OS;

    @Test
    void pipeIsClosedOnExecAndReadsWithoutBlocking() throws IOException {
        // When
        int[] pipe = os.pipe();

        // Then
        assertThat(Descriptors.flags(pipe[0]) & Libc.O_CLOEXEC).isNotZero();
        assertThat(Descriptors.flags(pipe[1]) & Libc.O_CLOEXEC).isNotZero();
        assertThat(Descriptors.flags(pipe[0]) & Libc.O_NONBLOCK).isNotZero();
        assertThat(Descriptors.flags(pipe[1]) & Libc.O_NONBLOCK).isZero();
        assertThat(os.read(pipe[0])).isEmpty();
        os.close(pipe[0]);
        os.close(pipe[1]);
    }

    @Test
    void pipeCarriesBytesAndEnds() throws IOException {
        // Given
        int[] pipe = os.pipe();
        Pointer bytes = os.memory(3);
        bytes.put(0, new byte[] {1, -1, 0}, 0, 3);

        // When
        os.libc().write(pipe[1], bytes, 3);
        os.close(pipe[1]);

        // Then
        assertThat(os.read(pipe[0])).containsExactly(1, -1, 0);
        assertThat(os.read(pipe[0])).as("at the end").isEmpty();
        os.close(pipe[0]);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 100_000})
    void memoryFileHoldsTheText(int length) throws IOException {
        // Given
        String text = "ä".repeat(length);

        // When
        int fd = os.memoryFile("jcorn-test", text);

        // Then
        assertThat(Files.readString(Path.of("/proc/self/fd/" + fd))).isEqualTo(text);
        assertThat(Descriptors.target(fd)).contains("jcorn-test");
        assertThat(Descriptors.flags(fd) & Libc.O_CLOEXEC).isNotZero();
        os.close(fd);
    }

    @Test
    void failureNamesTheCallAndTheReason() {
        assertThatThrownBy(() -> os.check("fcntl", os.libc().fcntl(-1, Libc.F_SETFL, 0)))
                .isInstanceOf(IOException.class)
                .hasMessage("fcntl: Bad file descriptor");
        assertThatThrownBy(() -> os.checkErrno("posix_spawn", 2))
                .isInstanceOf(IOException.class)
                .hasMessage("posix_spawn: No such file or directory");
    }

    @Test
    void resultPassesIfItIsNone() throws IOException {
        assertThat(os.check("call", 7)).isEqualTo(7);
        os.checkErrno("call", 0);
    }

    @Test
    void killOfOneThatIsGoneIsNoError() {
        os.kill(1_000_000_000, Signal.TERM);
    }

    @Test
    void signalSetHasTheBits() {
        // When
        Pointer set = os.signalSet(Signal.HUP, Signal.WINCH);

        // Then
        byte[] bytes = new byte[8];
        set.get(0, bytes, 0, 8);
        assertThat(bytes).containsExactly(1, 0, 0, 8, 0, 0, 0, 0);
    }

    @Test
    void memoryIsZeroed() {
        Pointer memory = os.memory(4096);
        byte[] bytes = new byte[4096];
        memory.get(0, bytes, 0, bytes.length);

        assertThat(new String(bytes, StandardCharsets.US_ASCII)).isEqualTo("\0".repeat(4096));
    }
}
