package org.jcorn.arbiter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jcorn.config.Config;
import org.jcorn.preload.Inputs;
import org.jcorn.preload.Layout;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The order of things, with a shell script for {@code java} that makes what the JVM would. */
@Timeout(60)
class PreloadTest {

    private static final String JAVA = """
            #!/bin/sh
            options=$(cat /proc/self/fd/3)
            value() { printf '%s\\n' "$options" | sed -n "s/^\\"$1\\(.*\\)\\"\\$/\\1/p"; }
            echo "$(value -Djcorn.preload=)" >>"$TRACE"
            [ "$FAIL" = "$(value -Djcorn.preload=)" ] && { echo 'failed 4 no such class' >&7; exit 4; }
            [ "$HANG" = "$(value -Djcorn.preload=)" ] && exec sleep 600
            case $(value -Djcorn.preload=) in
            layout) cp "$LAYOUT" "$(value -Djcorn.preload.directory=)/layout" ;;
            training) for file in $(value -XX:ArchiveClassesAtExit=) $(value -XX:AOTConfiguration=); do
                echo archive >"$file"; done ;;
            assembly) echo archive >"$(value -XX:AOTCache=)" ;;
            esac
            """;

    @TempDir
    Path directory;

    private final RecordingLogger log = new RecordingLogger();
    private final Map<String, String> settings = new HashMap<>();
    private final Map<String, String> variables = new HashMap<>();
    private final List<WorkerHandle> crew = new ArrayList<>();
    private final PipedWorkers workers = new PipedWorkers();
    private Preload preload =
            new Preload(PipedWorkers.OS, new JvmCommand(Path.of(""), Path.of(""), new Archives(null)), log);
    private Generation generation = new Generation(1, Config.of(Map.of()), Listeners.none());

    @BeforeEach
    void layOut() throws IOException {
        Path java = Files.writeString(directory.resolve("java"), JAVA);
        Files.setPosixFilePermissions(java, PosixFilePermissions.fromString("rwxr-xr-x"));
        Files.createDirectories(directory.resolve("lib"));
        Files.createDirectories(directory.resolve("app"));
        Files.createDirectories(directory.resolve("archives"));
        Files.createFile(directory.resolve("trace"));
        Path jar = Files.writeString(directory.resolve("lib/ours.jar"), "ours");
        layout("", List.of(jar));
        variables.put("TRACE", directory.resolve("trace").toString());
        variables.put("LAYOUT", directory.resolve("layout").toString());
        settings.put("chdir", directory.resolve("app").toString());
        settings.put("wsgi_app", "Shop:app");
        settings.put("preload_app", "true");
        preload = newPreload();
    }

    @AfterEach
    void stop() {
        preload.stop();
        workers.close();
    }

    @Test
    void nothingWithoutTheSetting() throws IOException {
        settings.put("preload_app", "false");

        begin();

        assertThat(directory.resolve("trace")).isEmptyFile();
        assertThat(log.records()).isEmpty();
    }

    @Test
    void archiveIsMadeOnceAWorkerIsReadyAndThenWorkersAreReplaced() throws IOException {
        // Given
        begin();
        WorkerHandle worker = workers.ready(generation);
        crew.add(worker);

        // When
        awaitLog("INFO Preloaded the application");

        // Then
        assertThat(worker.worn()).isTrue();
        assertThat(generation.preloaded()).isNotNull();
        assertThat(Files.readAllLines(directory.resolve("trace"))).startsWith("layout", "training");
        assertThat(left()).isEmpty();

        // When: the next start
        generation = generation();
        newPreload().adopt(generation);

        // Then
        assertThat(generation.preloaded()).isNotNull();
    }

    @Test
    void workersThatStartComeFirst() throws IOException {
        generation = generation();
        preload.adopt(generation);
        WorkerHandle worker = workers.boot(generation);

        preload.turn(generation, List.of(worker), true);

        assertThat(log.find("LAYOUT")).isEmpty();
    }

    @Test
    void failureIsToldAndHarmsNothing() throws IOException {
        variables.put("FAIL", "training");

        begin();

        awaitLog("WARNING preload_app: no archive of the application could be made, its workers go on without: "
                + "no such class");
        assertThat(generation.preloaded()).isNull();
        assertThat(left()).isEmpty();
    }

    @Test
    void isolationIsToldAndRemembered() throws IOException {
        // Given
        layout("it has a netty of its own", List.of());

        // When
        begin();
        awaitLog("and share none: it has a netty of its own");
        long lines = Files.readAllLines(directory.resolve("trace")).size();
        preload.adopt(generation);
        preload.turn(generation, List.of(), true);

        // Then
        assertThat(Files.readAllLines(directory.resolve("trace"))).hasSize((int) lines);
        assertThat(log.records().stream().filter(line -> line.contains("share none")))
                .hasSize(2);
    }

    @Test
    void changeDuringTrainingMakesNoArchive() throws IOException {
        generation = generation();
        preload.adopt(generation);
        Files.createFile(directory.resolve("app/New.class"));

        preload.turn(generation, List.of(), true);

        awaitLog("INFO preload_app: the application has changed since it was loaded");
        assertThat(generation.preloaded()).isNull();
    }

    @Test
    void stopEndsItsProcess() throws IOException {
        variables.put("HANG", "layout");
        begin();
        await().until(() -> Files.size(directory.resolve("trace")) > 0);

        preload.stop();

        int[] status = new int[1];
        assertThat(PipedWorkers.OS.libc().waitpid(-1, status, 0)).isPositive();
        assertThat(new ExitStatus(1, status[0]).signal()).isEqualTo(Signal.KILL.number());
        assertThat(left()).isEmpty();
    }

    @Test
    void waitsForAnotherServerThatMakesTheSame() throws IOException {
        // Given
        Path entry = entry();
        Files.createDirectories(entry);
        Process other = ChildJvm.start(LockHolder.class, entry.resolve("lock").toString());
        try {
            assertThat(other.getInputStream().read()).isEqualTo('!');

            // When
            begin();

            // Then
            assertThat(log.find("DEBUG preload_app: another server is making the archive"))
                    .isPresent();
        } finally {
            other.destroyForcibly();
        }
        awaitLog("INFO Preloaded the application");
    }

    @Test
    void removesWhatAKilledServerLeft() throws IOException {
        Path entry = entry();
        Files.createDirectories(entry.resolve("training-left/deep"));

        begin();

        assertThat(entry.resolve("training-left")).doesNotExist();
    }

    @Test
    void unusableCacheIsTold() throws IOException {
        Files.writeString(directory.resolve("archives/preload"), "a file");

        begin();

        assertThat(log.find("WARNING preload_app: no archive of the application could be made"))
                .isPresent();
    }

    @Test
    void optionsOfTheOperatorAboutArchivesWin() throws IOException {
        settings.put("worker_jvm_options", "-Xshare:off");

        begin();

        assertThat(log.find("WARNING preload_app does nothing beside the option -Xshare:off"))
                .isPresent();
    }

    @Test
    void archiveIsBlamedForAWorkerThatCannotBootFromIt() throws IOException {
        // Given
        begin();
        awaitLog("INFO Preloaded the application");
        WorkerHandle before = workers.boot(generation);
        WorkerHandle one = workers.boot(generation);
        WorkerHandle two = workers.boot(generation);
        one.markPreloaded();
        two.markPreloaded();
        Obituary obituary = new Obituary(ExitCause.BOOT_ERROR, "Worker (pid:1)", "was killed by SIGBUS", 3);

        // Then
        assertThat(preload.blamed(before, obituary)).isFalse();
        assertThat(preload.blamed(one, obituary)).isTrue();
        assertThat(preload.blamed(two, obituary)).isTrue();
        assertThat(generation.preloaded()).isNull();
        assertThat(log.records().stream().filter(line -> line.contains("without the archive")))
                .hasSize(1);
        generation = generation();
        newPreload().adopt(generation);
        assertThat(generation.preloaded()).isNull();
    }

    private void begin() throws IOException {
        generation = generation();
        preload.adopt(generation);
        preload.turn(generation, List.of(), true);
    }

    private Generation generation() {
        StringBuilder environment = new StringBuilder();
        variables.forEach((name, value) ->
                environment.append(name).append('=').append(value).append(' '));
        settings.put("raw_env", environment.toString().strip());
        return new Generation(1, Config.of(settings), Listeners.none());
    }

    private void awaitLog(String line) {
        await().until(() -> {
            int[] status = new int[1];
            int pid = PipedWorkers.OS.libc().waitpid(-1, status, Libc.WNOHANG);
            if (pid > 0) {
                preload.reaped(pid, status[0]);
            }
            preload.turn(generation, crew, true);
            return log.records().stream().anyMatch(record -> record.contains(line));
        });
    }

    private void layout(String isolation, List<Path> jars) throws IOException {
        Inputs inputs = new Inputs(List.of(directory.resolve("app")), List.of());
        new Layout(jars, isolation, inputs, inputs.fingerprint()).write(directory.resolve("layout"));
    }

    /** {@return what is left of the work} */
    private List<Path> left() throws IOException {
        try (Stream<Path> files = Files.walk(directory.resolve("archives"))) {
            return files.filter(file -> file.getFileName().toString().startsWith(Directories.TRAINING))
                    .toList();
        }
    }

    private Path entry() {
        PreloadCache cache = new PreloadCache(directory.resolve("archives"), command());
        return Objects.requireNonNull(cache.entry(Config.of(settings)));
    }

    private JvmCommand command() {
        return new JvmCommand(
                directory.resolve("java"), directory.resolve("lib"), new Archives(directory.resolve("archives")));
    }

    private Preload newPreload() {
        return new Preload(PipedWorkers.OS, command(), log);
    }
}
