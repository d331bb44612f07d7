package org.jcorn.arbiter;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jcorn.config.Config;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** When the arbiter lets accepting block again; the kernel forgets nobody's O_NONBLOCK by itself. */
class AcceptModeTest {

    private final PipedWorkers pipes = new PipedWorkers();
    private final List<Listeners> opened = new ArrayList<>();

    @AfterEach
    void close() {
        for (Listeners listeners : opened) {
            listeners.close();
        }
        pipes.close();
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
            only sync workers                       | sync sync        | 127.0.0.1:0              | false
            a gthread worker of before              | gthread sync     | 127.0.0.1:0              | true
            one that is retiring yet                | -gthread sync    | 127.0.0.1:0              | true
            one that may be emptying its queue      | -sync sync       | 127.0.0.1:0              | true
            gthread by the number of threads        | sync+threads     | 127.0.0.1:0              | true
            sync workers that poll                  | sync             | 127.0.0.1:0,127.0.0.2:0  | true
            a class that nobody knows               | com.example.Own  | 127.0.0.1:0              | true
            """)
    void blocksOnlyIfNobodyWouldHangInIt(String situation, String crew, String bind, boolean nonBlocking)
            throws IOException {
        // Given
        Listeners listeners = listeners(bind);
        int fd = listeners.descriptors(0).get(0);
        listeners.groups().get(0).first().channel().configureBlocking(false);
        List<WorkerHandle> workers = new ArrayList<>();
        for (String name : crew.split(" ", -1)) {
            workers.add(worker(name, bind, listeners));
        }

        // When
        AcceptMode.turn(PipedWorkers.OS, listeners, workers);

        // Then
        assertThat((Descriptors.flags(fd) & Libc.O_NONBLOCK) != 0)
                .as("%s: non-blocking", situation)
                .isEqualTo(nonBlocking);
    }

    private WorkerHandle worker(String name, String bind, Listeners listeners) {
        boolean retiring = name.startsWith("-");
        Config config = Config.of(Map.of(
                "bind",
                bind,
                "worker_class",
                name.replaceAll("^-|\\+.*", ""),
                "threads",
                name.endsWith("+threads") ? "4" : "1"));
        WorkerHandle worker = pipes.ready(new Generation(1, config, listeners));
        if (retiring) {
            worker.retire(0);
        }
        return worker;
    }

    private Listeners listeners(String bind) throws IOException {
        Listeners listeners = Listeners.open(PipedWorkers.OS, Config.of(Map.of("bind", bind)));
        opened.add(listeners);
        return listeners;
    }
}
