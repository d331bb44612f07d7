package org.jcorn.arbiter;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WearTest {

    private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

    /** Handles stamp the moment they became ready by the clock, so times here start at the present. */
    private final long start = System.nanoTime();

    private final PipedWorkers pipes = new PipedWorkers();
    private final RecordingLogger log = new RecordingLogger();

    @TempDir
    Path proc;

    @AfterEach
    void close() {
        pipes.close();
    }

    @Test
    void largestOverTheLimitIsWorn() {
        // Given
        Generation generation = PipedWorkers.generation(1, Map.of("worker_max_memory", "300m"));
        List<WorkerHandle> workers = ready(generation, 4);
        uses(workers.get(0), 320, 310);
        uses(workers.get(1), 350, 311);
        uses(workers.get(2), 400, 299);
        uses(workers.get(3), 299, 299);

        // When
        wear().turn(workers, generation, start + 61 * SECOND);

        // Then
        assertThat(workers).filteredOn(WorkerHandle::worn).containsExactly(workers.get(1));
        assertThat(log.records())
                .containsExactly("INFO Worker (pid:" + workers.get(1).pid()
                        + ") uses 311 MB, more than worker_max_memory 300m: to be replaced");
    }

    @Test
    void nextWaitsUntilTheFirstIsGone() {
        // Given
        Generation generation = PipedWorkers.generation(1, Map.of("worker_max_memory", "300m"));
        List<WorkerHandle> workers = ready(generation, 2);
        uses(workers.get(0), 400, 400);
        uses(workers.get(1), 500, 500);
        Wear wear = wear();
        wear.turn(workers, generation, start + 61 * SECOND);

        // When
        wear.turn(workers, generation, start + 65 * SECOND);
        assertThat(workers.get(0).worn()).isFalse();
        workers.get(1).retire(start);
        wear.turn(workers, generation, start + 66 * SECOND);

        // Then
        assertThat(workers.get(0).worn()).isTrue();
    }

    @Test
    void whatIsResidentCountsWhereTheShareIsNotTold() {
        // Given
        Generation generation = PipedWorkers.generation(1, Map.of("worker_max_memory", "300m"));
        WorkerHandle worker = pipes.ready(generation);
        write(worker, "status", "Name:\tjava\nVmRSS:\t  307200 kB\nVmSwap:\t    1024 kB\n");

        // When
        wear().turn(List.of(worker), generation, start + 61 * SECOND);

        // Then
        assertThat(worker.worn()).isTrue();
        assertThat(log.records().get(0)).contains("uses 301 MB");
    }

    /** A limit below what any worker needs: without a rest there would be nothing but replacing. */
    @Test
    void restsLongerAndLongerWhileFreshWorkersAreOverTheLimit() {
        // Given
        Generation generation = PipedWorkers.generation(1, Map.of("worker_max_memory", "10m"));
        Wear wear = wear();
        List<Long> replaced = new ArrayList<>();

        // When: each is replaced as soon as it is found, by one that needs as much
        WorkerHandle worker = pipes.ready(generation);
        for (long second = 0; second < 120; second++) {
            uses(worker, 50, 50);
            wear.turn(List.of(worker), generation, start + second * SECOND);
            if (worker.worn()) {
                replaced.add(second);
                worker = pipes.ready(generation);
            }
        }

        // Then
        assertThat(replaced).containsExactly(0L, 1L, 3L, 7L, 15L, 31L, 63L);
        assertThat(log.records())
                .filteredOn(line -> line.startsWith("WARNING"))
                .singleElement()
                .satisfies(line -> assertThat(line)
                        .contains("worker_max_memory 10m may be less than a worker needs", "was ready for 0 s only"));
    }

    @Test
    void reloadMayHaveMendedTheLimit() {
        // Given
        Generation first = PipedWorkers.generation(1, Map.of("worker_max_memory", "10m"));
        Generation second = PipedWorkers.generation(2, Map.of("worker_max_memory", "60m"));
        WorkerHandle worker = pipes.ready(first);
        uses(worker, 50, 50);
        Wear wear = wear();
        wear.turn(List.of(worker), first, start);
        WorkerHandle next = pipes.ready(second);
        uses(next, 70, 70);

        // When
        wear.turn(List.of(next), second, start);

        // Then
        assertThat(next.worn()).isTrue();
    }

    @Test
    void oldWorkerIsWorn() {
        // Given
        Generation generation = PipedWorkers.generation(1, Map.of("worker_max_age", "100"));
        WorkerHandle worker = pipes.ready(generation);
        WorkerHandle booting = pipes.boot(generation);
        WorkerHandle stale = pipes.ready(PipedWorkers.generation(2, Map.of("worker_max_age", "100")));
        List<WorkerHandle> workers = List.of(worker, booting, stale);
        Wear wear = wear();
        wear.turn(workers, generation, start + 100 * SECOND);
        assertThat(worker.worn()).isFalse();

        // When
        wear.turn(workers, generation, start + 102 * SECOND);

        // Then
        assertThat(workers).filteredOn(WorkerHandle::worn).containsExactly(worker);
        assertThat(log.records())
                .singleElement()
                .satisfies(line -> assertThat(line)
                        .startsWith("INFO Worker (pid:" + worker.pid() + ") has been ready for 10")
                        .endsWith(" s, more than worker_max_age 100: to be replaced"));
    }

    @Test
    void jitterSpreadsTheAges() {
        // Given
        Generation generation =
                PipedWorkers.generation(1, Map.of("worker_max_age", "100", "worker_max_age_jitter", "50"));
        List<WorkerHandle> workers = ready(generation, 20);
        Wear wear = wear();
        Set<Long> moments = new HashSet<>();

        // When
        for (long second = 100; second <= 152; second++) {
            int before = (int) workers.stream().filter(WorkerHandle::worn).count();
            wear.turn(workers, generation, start + second * SECOND);
            if (workers.stream().filter(WorkerHandle::worn).count() > before) {
                moments.add(second);
            }
        }

        // Then
        assertThat(workers).allMatch(WorkerHandle::worn);
        assertThat(moments).hasSizeGreaterThan(5);
    }

    @Test
    void withoutLimitsNothingIsReadOrWorn() {
        // Given
        Generation generation = PipedWorkers.generation(1);
        WorkerHandle worker = pipes.ready(generation);
        uses(worker, 100_000, 100_000);

        // When
        wear().turn(List.of(worker), generation, start + 1_000_000 * SECOND);

        // Then
        assertThat(worker.worn()).isFalse();
    }

    private Wear wear() {
        return new Wear(log, new MemoryUse(proc));
    }

    private List<WorkerHandle> ready(Generation generation, int count) {
        List<WorkerHandle> workers = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            workers.add(pipes.ready(generation));
        }
        return workers;
    }

    private void uses(WorkerHandle worker, long whole, long share) {
        write(worker, "status", "Name:\tjava\nVmRSS:\t" + whole * 1024 + " kB\nVmSwap:\t0 kB\n");
        write(worker, "smaps_rollup", "Rss:  1 kB\nPss:  " + (share - 1) * 1024 + " kB\nSwapPss:  1024 kB\n");
    }

    private void write(WorkerHandle worker, String file, String content) {
        try {
            Path directory = Files.createDirectories(proc.resolve(Integer.toString(worker.pid())));
            Files.writeString(directory.resolve(file), content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
