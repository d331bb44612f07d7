package org.jcorn.arbiter;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import org.jcorn.config.Config;
import org.jcorn.worker.LaunchSpec;
import org.jcorn.worker.Scoreboard;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a worker's JVM finds when it starts; a shell script stands for {@code java}. */
class SpawnerTest {

    @TempDir
    Path directory;

    private final Native os = PipedWorkers.OS;
    private Path java = Path.of("");
    private Config config = Config.of(Map.of());

    @BeforeEach
    void layOut() throws IOException {
        java = directory.resolve("java");
        Files.createDirectory(directory.resolve("work"));
        Files.createDirectory(directory.resolve("lib"));
        config = Config.of(Map.of(
                "bind",
                "127.0.0.1:0",
                "chdir",
                directory.resolve("work").toString(),
                "raw_env",
                "OUT=" + directory.resolve("out") + " GREETING=hello",
                "worker_jvm_options",
                "-Dx=1"));
    }

    @Test
    void workerFindsEverythingInItsPlace() throws IOException {
        // Given
        script("(ls -l /proc/$$/fd >\"$OUT\"); :\n");

        // When
        spawnAndWait();

        // Then
        List<String> lines = Files.readAllLines(directory.resolve("out")).stream()
                // The shell keeps its script above the others.
                .filter(line -> line.contains(" -> ") && !line.contains(java.toString()))
                .map(line -> line.replaceAll("^.* (\\d+) -> ([^\\[]*).*$", "$1 $2"))
                .toList();
        assertThat(lines)
                .satisfiesExactlyInAnyOrder(
                        line -> assertThat(line).isEqualTo("0 /dev/null"),
                        line -> assertThat(line).startsWith("1 "),
                        line -> assertThat(line).isEqualTo("2 pipe:"),
                        line -> assertThat(line).startsWith("3 /memfd:jcorn-jvm"),
                        line -> assertThat(line).startsWith("4 /memfd:jcorn-spec"),
                        line -> assertThat(line).startsWith("5 "),
                        line -> assertThat(line).isEqualTo("6 pipe:"),
                        line -> assertThat(line).isEqualTo("7 pipe:"),
                        line -> assertThat(line).startsWith("8 /memfd:test-scoreboard"),
                        line -> assertThat(line).isEqualTo("9 socket:"),
                        line -> assertThat(line).isEqualTo("10 socket:")); // the spare
    }

    @Test
    void workerReadsItsSpecAndOptions() throws IOException {
        // Given
        script(
                "cat /proc/self/fd/4 >\"$OUT\"; cat /proc/self/fd/3 >\"$OUT.jvm\"; echo \"$# $1 $GREETING $(pwd)\" >\"$OUT.args\"\n");

        // When
        spawnAndWait();

        // Then
        LaunchSpec spec = LaunchSpec.read(new StringReader(Files.readString(directory.resolve("out"))));
        assertThat(spec.slot()).isEqualTo(5);
        assertThat(spec.listeners()).hasSize(1);
        assertThat(Files.readString(directory.resolve("out.jvm"))).contains("\"-Dx=1\"\n");
        assertThat(directory.resolve("out.args"))
                .hasContent(
                        "1 @/proc/self/fd/3 hello " + directory.resolve("work").toRealPath());
    }

    @Test
    void pipesComeBack() throws IOException {
        // Given
        script("echo ready >&7; echo words >&2\n");

        // When
        Spawned worker = spawnAndWait();

        // Then
        assertThat(new String(os.read(worker.reports()), StandardCharsets.UTF_8))
                .isEqualTo("ready\n");
        assertThat(new String(os.read(worker.words()), StandardCharsets.UTF_8)).isEqualTo("words\n");
        os.close(worker.reports());
        os.close(worker.words());
    }

    private Spawned spawnAndWait() throws IOException {
        int memory = os.check("memfd_create", os.libc().memfd_create("test-scoreboard", Libc.MFD_CLOEXEC));
        os.check("ftruncate", os.libc().ftruncate(memory, Scoreboard.BYTES));
        Listeners listeners = Listeners.open(os, config, Listeners.none());
        try {
            JvmCommand command = new JvmCommand(java, directory.resolve("lib"), new Archives(null));
            Spawned worker = new Spawner(os, command, memory, 2)
                    .spawn(
                            new Generation(1, config, listeners),
                            0,
                            new LaunchSpec(
                                    config, "Hello:app", "jcorn: worker", 5, 1, 0, false, listeners.inherited(0)),
                            null);
            int[] status = new int[1];
            assertThat(os.libc().waitpid(worker.pid(), status, 0)).isEqualTo(worker.pid());
            assertThat(status[0]).isZero();
            return worker;
        } finally {
            listeners.closeExcept(Listeners.none());
            os.close(memory);
        }
    }

    private void script(String text) throws IOException {
        Files.writeString(java, "#!/bin/sh\n" + text);
        Files.setPosixFilePermissions(java, PosixFilePermissions.fromString("rwxr-xr-x"));
    }
}
