package org.jcorn.worker.netty;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import org.junit.jupiter.api.Test;

class HandoffTest {

    private final Queue<Runnable> asked = new ArrayDeque<>();
    private final Handoff handoff = new Handoff(asked::add);
    private final List<String> done = new ArrayList<>();

    @Test
    void oneThreadServesAllThatAreQuick() {
        // Given
        for (int i = 0; i < 5; i++) {
            int number = i;
            handoff.add(() -> done.add("" + number));
        }
        assertThat(asked).hasSize(1);

        // When
        asked.remove().run();

        // Then: one more was asked for while there was more, and finds nothing
        assertThat(done).containsExactly("0", "1", "2", "3", "4");
        assertThat(asked).hasSize(1);
        asked.remove().run();
        assertThat(asked).isEmpty();
    }

    @Test
    void anotherThreadIsOnItsWayBeforeOneMayBlock() {
        // Given
        handoff.add(() -> asked.remove().run()); // what happens while this one blocks
        handoff.add(() -> done.add("second"));

        // When
        asked.remove().run();

        // Then
        assertThat(done).containsExactly("second");
        assertThat(asked).isEmpty();
    }

    @Test
    void asksAgainForWhatComesLater() {
        handoff.add(() -> done.add("first"));
        asked.remove().run();
        handoff.add(() -> done.add("second"));
        asked.remove().run();
        assertThat(done).containsExactly("first", "second");
    }
}
