package org.jcorn.arbiter;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.jcorn.config.Config;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SeatingTest {

    private final PipedWorkers pipes = new PipedWorkers();
    private final RecordingLogger log = new RecordingLogger();
    private final Seating seating = new Seating(log);
    private final Crew crew = new Crew();
    private Listeners listeners = Listeners.none();
    private Generation generation = PipedWorkers.generation(1);

    @BeforeEach
    void open() throws IOException {
        Config config = Config.of(Map.of("bind", "127.0.0.1:0", "reuse_port", "true", "workers", "3"));
        listeners = Listeners.open(PipedWorkers.OS, config);
        generation = new Generation(1, config, listeners);
    }

    @AfterEach
    void close() {
        listeners.close();
        pipes.close();
    }

    @Test
    void aWorkerWhoseSeatIsGivenUpIsToldToGoOnceHandshakesAreOver() {
        // Given
        long now = System.nanoTime();
        WorkerHandle worker = pipes.ready(generation, 2);
        crew.add(worker);
        worker.leave(now);

        // When
        seating.turn(crew, listeners, 2, now + Seating.HANDSHAKE);

        // Then
        assertThat(worker.state()).isEqualTo(WorkerHandle.State.LEAVING);

        // When
        seating.turn(crew, listeners, 2, now + Seating.HANDSHAKE + 1);

        // Then
        assertThat(worker.state()).isEqualTo(WorkerHandle.State.RETIRING);
        assertThat(pipes.abandoned(worker)).isEqualTo(1);
    }

    @Test
    void aSocketStaysAsLongAsAWorkerHasIt() {
        // Given
        WorkerHandle worker = pipes.ready(generation, 1);
        crew.add(worker);
        worker.retire(0);

        // When
        seating.turn(crew, listeners, 1, System.nanoTime());

        // Then
        assertThat(sockets()).hasSize(2);

        // When
        crew.remove(worker);
        seating.turn(crew, listeners, 1, System.nanoTime());

        // Then
        assertThat(sockets()).hasSize(1);
    }

    @Test
    void aSeatThatStaysKeepsItsSocketWithoutAWorker() {
        seating.turn(crew, listeners, 3, System.nanoTime());

        assertThat(sockets()).hasSize(3);
        assertThat(log.records()).isEmpty();
    }

    @Test
    void saysOnceThatTheKernelDoesNotLetItselfBeSteered() throws IOException {
        // Given: sockets that are closed behind its back take no filter
        crew.add(pipes.ready(generation, 1));
        for (BoundListener socket : sockets()) {
            socket.channel().close();
        }

        // When
        for (int i = 0; i < 3; i++) {
            seating.turn(crew, listeners, 3, System.nanoTime());
        }

        // Then
        assertThat(log.records()).singleElement().asString().contains("The kernel cannot be told");
    }

    private List<BoundListener> sockets() {
        return listeners.groups().get(0).sockets();
    }
}
