package org.jcorn.arbiter;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jcorn.config.ReloadStrategy;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Random lives of a server: whatever happens in whatever order, the rule of {@link Staffing} keeps its promises. */
class StaffingSimulationTest {

    private static final int STEPS = 4000;
    private static final int MOST = 8;

    @ParameterizedTest(name = "seed {0}, {1}")
    @CsvSource({"1, ROLLING", "2, ROLLING", "3, ALL", "4, ALL"})
    void readyOnesNeverFallBelowTheTargetByWhatTheArbiterDoes(int seed, ReloadStrategy strategy) {
        try (Server server = new Server(seed, strategy)) {
            for (int step = 0; step < STEPS; step++) {
                // Given
                server.event(false);
                int before = server.count(WorkerHandle.State.READY);
                Set<Integer> seats = server.readySeats();
                seats.removeIf(seat -> seat >= server.seats());

                // When
                server.manage();

                // Then
                assertThat(server.count(WorkerHandle.State.READY))
                        .as("ready at step %d", step)
                        .isGreaterThanOrEqualTo(Math.min(before, server.target));
                assertThat(before).as("ready before step %d", step).isGreaterThanOrEqualTo(server.floor);
                assertThat(server.readySeats())
                        .as("seats with a ready one, after step %d", step)
                        .containsAll(seats);
            }
        }
    }

    @ParameterizedTest(name = "seed {0}, {1}")
    @CsvSource({"5, ROLLING", "6, ROLLING", "7, ALL", "8, ALL"})
    void settlesOnTheTargetAfterWhateverHappened(int seed, ReloadStrategy strategy) {
        try (Server server = new Server(seed, strategy)) {
            for (int round = 0; round < STEPS / 50; round++) {
                // Given
                for (int step = 0; step < 30; step++) {
                    server.event(true);
                    server.manage();
                }

                // When
                for (int step = 0; step < 10 * MOST; step++) {
                    server.settle();
                    server.manage();
                }

                // Then
                assertThat(server.crew)
                        .as("crew after round %d", round)
                        .hasSize(server.target)
                        .allMatch(worker -> worker.state() == WorkerHandle.State.READY
                                && worker.generation() == server.current
                                && !worker.worn());
                assertThat(server.readySeats())
                        .as("seats after round %d", round)
                        .hasSize(server.seats())
                        .allMatch(seat -> seat < server.seats());
            }
        }
    }

    @ParameterizedTest(name = "seed {0}")
    @CsvSource({"9", "10"})
    void rollingReplacesOneAtATime(int seed) {
        try (Server server = new Server(seed, ReloadStrategy.ROLLING)) {
            for (int round = 0; round < 100; round++) {
                // Given
                server.settleWholly();
                server.wear();
                if (server.random.nextBoolean()) {
                    server.reload();
                }

                for (int step = 0; step < 10 * MOST; step++) {
                    // When
                    server.manage();

                    // Then
                    assertThat(server.count(WorkerHandle.State.BOOTING)).isLessThanOrEqualTo(1);
                    assertThat(server.count(WorkerHandle.State.BOOTING) + server.count(WorkerHandle.State.READY))
                            .isBetween(server.target, server.target + 1);
                    server.settle();
                }
            }
        }
    }

    /** What of a server matters to staffing. */
    private static final class Server implements AutoCloseable {

        private final PipedWorkers pipes = new PipedWorkers();
        private final List<WorkerHandle> crew = new ArrayList<>();
        private final Random random;
        private final ReloadStrategy strategy;
        private Generation current = PipedWorkers.generation(1);
        private int target = 3;
        private boolean reusePort;

        /** How many ready workers there must be in the absence of deaths: it rises only with those that got ready. */
        private int floor;

        Server(int seed, ReloadStrategy strategy) {
            this.random = new Random(seed);
            this.strategy = strategy;
        }

        int seats() {
            return reusePort ? target : 1;
        }

        Set<Integer> readySeats() {
            return crew.stream()
                    .filter(worker -> worker.state() == WorkerHandle.State.READY)
                    .map(WorkerHandle::seat)
                    .collect(Collectors.toCollection(TreeSet::new));
        }

        int count(WorkerHandle.State state) {
            return (int) crew.stream().filter(worker -> worker.state() == state).count();
        }

        void manage() {
            Staffing staffing = Staffing.decide(target, seats(), crew, current, strategy);
            for (WorkerHandle worker : staffing.retire()) {
                if (worker.seat() < seats()) {
                    worker.retire(System.nanoTime());
                } else {
                    worker.leave(System.nanoTime());
                }
            }
            for (int seat : staffing.spawn()) {
                crew.add(pipes.boot(current, seat));
            }
            floor = Math.min(target, count(WorkerHandle.State.READY));
        }

        void event(boolean deaths) {
            switch (random.nextInt(deaths ? 12 : 10)) {
                case 0, 1, 2, 3 -> ready();
                case 4 -> gone();
                case 5 -> bury(WorkerHandle.State.BOOTING);
                case 6 -> wear();
                case 7 -> target = Math.min(MOST, target + 1);
                case 8 -> {
                    target = Math.max(1, target - 1);
                    floor = Math.min(floor, target);
                }
                case 9 -> reload();
                default -> bury(WorkerHandle.State.READY);
            }
        }

        /** Only the workers move: whoever boots becomes ready, whoever retires leaves. */
        void settle() {
            ready();
            gone();
        }

        void settleWholly() {
            for (int step = 0; step < 10 * MOST; step++) {
                settle();
                manage();
            }
        }

        void reload() {
            for (WorkerHandle worker : crew) {
                if (worker.state() == WorkerHandle.State.BOOTING) {
                    worker.retire(System.nanoTime());
                }
            }
            current = PipedWorkers.generation(current.number() + 1);
            reusePort = random.nextBoolean();
        }

        private void gone() {
            bury(WorkerHandle.State.RETIRING);
            bury(WorkerHandle.State.LEAVING);
        }

        void wear() {
            WorkerHandle worker = any(WorkerHandle.State.READY);
            if (worker != null) {
                pipes.report(worker, "worn");
            }
        }

        private void ready() {
            WorkerHandle worker = any(WorkerHandle.State.BOOTING);
            if (worker != null) {
                pipes.report(worker, "ready");
            }
        }

        private void bury(WorkerHandle.State state) {
            WorkerHandle worker = any(state);
            if (worker != null) {
                crew.remove(worker);
                pipes.bury(worker);
            }
        }

        private @org.jspecify.annotations.Nullable WorkerHandle any(WorkerHandle.State state) {
            List<WorkerHandle> candidates =
                    crew.stream().filter(worker -> worker.state() == state).toList();
            return candidates.isEmpty() ? null : candidates.get(random.nextInt(candidates.size()));
        }

        @Override
        public void close() {
            pipes.close();
        }
    }
}
