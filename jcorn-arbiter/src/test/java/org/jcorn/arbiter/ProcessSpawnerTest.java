package org.jcorn.arbiter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProcessSpawnerTest {

    private static final Path SHELL = Path.of("/bin/sh");

    @TempDir
    Path directory;

    private final Native os = PipedWorkers.OS;
    private final ProcessSpawner spawner = new ProcessSpawner(os);
    private final List<Integer> held = new ArrayList<>();

    @AfterEach
    void close() {
        for (int fd : held) {
            os.close(fd);
        }
    }

    @Test
    void childInheritsExactlyWhatItIsMeantTo() throws IOException {
        // Given
        int other = hold(os.memoryFile("jcorn-other", ""));

        // When
        String output = run("(ls /proc/$$/fd >&3); :", Map.of(), List.of(ProcessSpawner.NOTHING, other, other));

        // Then
        assertThat(output.lines()).containsExactly("0", "1", "2", "3");
    }

    @Test
    void descriptorsLandInTheirPlaces() throws IOException {
        // Given
        int a = hold(os.memoryFile("jcorn-a", ""));
        int b = hold(os.memoryFile("jcorn-b", ""));

        // When
        String output = run(
                "(readlink /proc/$$/fd/0 /proc/$$/fd/1 /proc/$$/fd/2 /proc/$$/fd/3 >&3); :",
                Map.of(),
                List.of(ProcessSpawner.NOTHING, b, a));

        // Then
        assertThat(output.lines())
                .satisfiesExactly(
                        line -> assertThat(line).isEqualTo("/dev/null"),
                        line -> assertThat(line).contains("jcorn-b"),
                        line -> assertThat(line).contains("jcorn-a"),
                        line -> assertThat(line).startsWith("pipe:"));
    }

    /** Low numbers as sources would be overwritten by a plain loop of dup2. */
    @Test
    void sourcesMayOverlapTheirPlaces() throws IOException {
        // When
        String output = run("(readlink /proc/$$/fd/0 /proc/$$/fd/1 /proc/$$/fd/2 >&3); :", Map.of(), List.of(2, 0, 1));

        // Then
        assertThat(output.lines()).containsExactly(Descriptors.target(2), Descriptors.target(0), Descriptors.target(1));
    }

    @Test
    void signalMaskIsEmptyAndHandlingIsDefault() throws IOException {
        // When
        String output = run("exec grep -E 'Sig(Blk|Ign)' /proc/self/status >&3", Map.of(), List.of(-1, -1, -1));

        // Then
        assertThat(output.lines())
                .satisfiesExactly(
                        line -> assertThat(line).matches("SigBlk:\\s0+"),
                        line -> assertThat(handledOf(line)).as(line).isZero());
    }

    private static long handledOf(String line) {
        long ignored = Long.parseUnsignedLong(line.substring(line.indexOf('\t') + 1), 16);
        for (Signal signal : Signal.HANDLED) {
            if ((ignored & signal.bit()) != 0) {
                return signal.number();
            }
        }
        return 0;
    }

    @Test
    void runsInItsDirectoryWithItsEnvironment() throws IOException {
        // When
        String output = run(
                "exec >&3; pwd -P; echo \"$JCORN_TEST|$PATH|$0|$1\"",
                Map.of("JCORN_TEST", "Läden 1"),
                List.of(-1, -1, -1));

        // Then
        assertThat(output.lines())
                .containsExactly(
                        directory.toRealPath().toString(), "Läden 1|" + System.getenv("PATH") + "|the name|ä \" '");
    }

    @Test
    void missingProgramIsNamed() {
        assertThatThrownBy(() -> spawner.spawn(
                        Path.of("/no/such/program"), List.of("x"), Map.of(), directory, List.of(-1, -1, -1)))
                .isInstanceOf(IOException.class)
                .hasMessage("cannot start /no/such/program: No such file or directory");
    }

    @Test
    void manySpawnsLeaveTheDescriptorsFlat() throws IOException {
        int before = Descriptors.count();

        for (int i = 0; i < 20; i++) {
            run("exit 0", Map.of(), List.of(-1, -1, -1));
        }

        assertThat(Descriptors.count()).isLessThan(before + 10);
    }

    /** Run a script with the given descriptors as 0, 1 and 2; {@return what it wrote to 3}. */
    private String run(String script, Map<String, String> environment, List<Integer> descriptors) throws IOException {
        int[] pipe = os.pipe();
        try {
            List<Integer> all = new ArrayList<>(descriptors);
            all.add(pipe[1]);
            int pid = spawner.spawn(
                    SHELL, List.of("sh", "-c", script, "the name", "ä \" '"), environment, directory, all);
            int[] status = new int[1];
            assertThat(os.libc().waitpid(pid, status, 0)).isEqualTo(pid);
            return new String(os.read(pipe[0]), StandardCharsets.UTF_8);
        } finally {
            os.close(pipe[0]);
            os.close(pipe[1]);
        }
    }

    private int hold(int fd) {
        held.add(fd);
        return fd;
    }
}
