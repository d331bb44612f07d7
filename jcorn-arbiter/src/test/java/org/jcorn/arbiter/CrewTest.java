package org.jcorn.arbiter;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class CrewTest {

    private final PipedWorkers pipes = new PipedWorkers();
    private final Generation generation = PipedWorkers.generation(1);
    private final Crew crew = new Crew();

    @AfterEach
    void close() {
        pipes.close();
    }

    @Test
    void givesTheLowestFreeSlot() {
        // Given
        for (int slot = 0; slot < 3; slot++) {
            assertThat(crew.freeSlot()).isEqualTo(slot);
            crew.add(pipes.boot(generation, slot, 0));
        }

        // When
        crew.remove(crew.all().get(1));

        // Then
        assertThat(crew.freeSlot()).isEqualTo(1);
    }

    @Test
    void keepsTheOrderOfSpawningAndFindsByPid() {
        WorkerHandle first = pipes.boot(generation, 1, 0);
        WorkerHandle second = pipes.boot(generation, 0, 0);
        crew.add(first);
        crew.add(second);

        assertThat(crew.all()).containsExactly(first, second);
        assertThat(crew.byPid(second.pid())).isSameAs(second);
        assertThat(crew.byPid(1)).isNull();
        assertThat(crew.count(WorkerHandle.State.BOOTING)).isEqualTo(2);
        assertThat(crew.count(WorkerHandle.State.READY)).isZero();
    }

    @Test
    void removalFromACopyInHandDoesNoHarm() {
        crew.add(pipes.boot(generation, 0, 0));
        crew.add(pipes.boot(generation, 1, 0));

        for (WorkerHandle worker : crew.all()) {
            crew.remove(worker);
        }

        assertThat(crew.isEmpty()).isTrue();
        assertThat(crew.freeSlot()).isZero();
    }
}
