package org.jcorn.arbiter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jcorn.control.ControlException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ControlCommandsTest {

    private final PipedWorkers pipes = new PipedWorkers();
    private final Generation generation = PipedWorkers.generation(1, Map.of("workers", "3", "raw_env", "KEY=secret"));
    private final RecordingLogger log = new RecordingLogger();
    private final Crew crew = new Crew();
    private final List<String> done = new ArrayList<>();
    private ServiceManager.State state = ServiceManager.State.READY;
    private ControlCommands commands;

    @BeforeEach
    void make() throws IOException {
        Native os = PipedWorkers.OS;
        Succession succession = new Succession(os, log, Parent.none(os), null, null, Inheritance.none());
        Control control = new Control(os, log, Map.of(), true);
        commands = new ControlCommands(
                crew,
                new Deployment(os, log, succession, control, generation),
                new WorkerFactory(os, new JvmCommand(Path.of("java"), Path.of("lib"), new Archives(null)), 2),
                log,
                () -> state,
                signal -> done.add(signal.toString()),
                (signal, workers) -> done.add(signal + " " + workers));
    }

    @AfterEach
    void close() {
        pipes.close();
    }

    @ParameterizedTest
    @CsvSource({
        "reload, HUP",
        "reopen, USR1",
        "shutdown, TERM",
        "shutdown graceful, TERM",
        "shutdown quick, INT",
        "worker add, TTIN 4",
        "worker add 7, TTIN 10",
        "worker add 2147483647, TTIN " + WorkerFactory.MOST_WORKERS,
        "worker remove, TTOU 2",
        "worker remove 2147483647, TTOU 1"
    })
    void doesWhatSignalsDo(String command, String signal) throws ControlException {
        commands.run(words(command));

        assertThat(done).containsExactly(signal);
        assertThat(log.records()).singleElement().asString().contains("Control command: " + command);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            reload now            | unexpected argument 'now'
            help me               | unexpected argument 'me'
            show stats now        | unexpected argument 'now'
            shutdown quick now    | unexpected argument 'now'
            worker add 1 2        | unexpected argument '2'
            worker kill           | 'worker kill' needs a positive number, not ''
            worker kill x         | 'worker kill' needs a positive number, not 'x'
            worker kill 99999999999 | 'worker kill' needs a positive number, not '99999999999'
            worker add -1         | 'worker add' needs a positive number, not '-1'
            worker kill 1         | 1 is no worker of this server
            dirty remove          | jcorn has no dirty arbiters
            show dirty            | jcorn has no dirty arbiters
            Show                  | unknown command 'Show', see 'help'
            """)
    void refusesAndDoesNothing(String command, String message) {
        assertThatThrownBy(() -> commands.run(words(command)))
                .isInstanceOf(ControlException.class)
                .hasMessage(message);
        assertThat(done).isEmpty();
        assertThat(log.records()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"reload", "reopen", "worker add", "worker kill 7"})
    void aServerThatStopsOnlyStops(String command) throws ControlException {
        state = ServiceManager.State.STOPPING;

        assertThatThrownBy(() -> commands.run(words(command))).hasMessage("the server is stopping");
        commands.run(words("shutdown quick"));
        commands.run(words("show all"));
        assertThat(done).containsExactly("INT");
    }

    @Test
    void endsAWorker() throws ControlException {
        // Given
        WorkerHandle worker = pipes.ready(generation);
        crew.add(worker);

        // When
        commands.run(words("worker kill " + worker.pid()));

        // Then
        assertThat(worker.state()).isEqualTo(WorkerHandle.State.RETIRING);
    }

    @Test
    void showsWorkersAsTheyAre() throws ControlException {
        // Given
        crew.add(pipes.boot(generation, 0, 0));
        WorkerHandle ready = pipes.boot(generation, 1, 0);
        pipes.report(ready, "ready");
        crew.add(ready);

        // When
        String workers = commands.run(words("show workers")).toString();

        // Then
        assertThat(workers)
                .contains("state=booting, booted=false, requests=0, active=0, connections=0, last_heartbeat=null")
                .contains("pid=" + ready.pid() + ", age=2, generation=1, state=ready, booted=true");
    }

    @Test
    void showsNoSecrets() throws ControlException {
        assertThat(commands.run(words("show config")).toString())
                .contains("workers={value=3, origin=application}")
                .contains("raw_env=")
                .doesNotContain("secret");
    }

    private static List<String> words(String command) {
        return List.of(command.split(" ", -1));
    }
}
