package org.jcorn.arbiter;

import java.io.IOException;
import java.util.concurrent.ThreadLocalRandom;
import org.jcorn.config.Config;
import org.jcorn.config.WorkerProcessesSettings;
import org.jcorn.worker.LaunchSpec;
import org.jcorn.worker.Scoreboard;
import org.jcorn.worker.ScoreboardPage;

/** Makes workers: gives each its place on the scoreboard, its number, its share of requests, and spawns it. */
final class WorkerFactory {

    /** Half the scoreboard, so that a reload of all at once finds room. */
    static final int MOST_WORKERS = Scoreboard.SLOTS / 2;

    private final Native os;
    private final Spawner spawner;
    private final SharedMemory memory;
    private final Scoreboard scoreboard;
    private int age;

    /**
     * @param stderr where workers write what is meant for standard error
     * @throws IOException if the scoreboard cannot be made
     */
    WorkerFactory(Native os, JvmCommand command, int stderr) throws IOException {
        this.os = os;
        this.memory = new SharedMemory(os, Scoreboard.BYTES);
        this.scoreboard = new Scoreboard(memory.fd());
        this.spawner = new Spawner(os, command, memory.fd(), stderr);
    }

    /**
     * Spawn a worker.
     *
     * @param slot its page of the scoreboard
     * @param seat whose sockets it accepts from; those of a new seat are opened
     */
    WorkerHandle spawn(Generation generation, int slot, int seat) throws IOException {
        generation.listeners().add(seat);
        return spawn(generation, slot, seat, false);
    }

    /** {@return the number of the worker that is spawned next} */
    int nextAge() {
        return age + 1;
    }

    /** Spawn a worker that only loads the application. */
    WorkerHandle spawnCheck(Generation generation) throws IOException {
        return spawn(generation, 0, 0, true);
    }

    private WorkerHandle spawn(Generation generation, int slot, int seat, boolean checkOnly) throws IOException {
        if (slot >= Scoreboard.SLOTS) {
            throw new IOException("there are " + slot + " workers already");
        }
        ScoreboardPage page = scoreboard.page(slot);
        page.clear();
        age++;
        LaunchSpec spec = new LaunchSpec(
                generation.config(),
                generation.application(),
                generation.title("worker"),
                slot,
                age,
                maxRequests(generation.config()),
                checkOnly,
                generation.listeners().inherited(seat));
        Preloaded preloaded = generation.preloaded();
        Spawned process = spawner.spawn(generation, seat, spec, preloaded);
        WorkerHandle worker = new WorkerHandle(os, process, generation, age, slot, seat, page, System.nanoTime());
        if (preloaded != null) {
            worker.markPreloaded();
        }
        return worker;
    }

    /** Tell all workers that the whole server stops. */
    void stopServer() {
        scoreboard.stopServer();
    }

    private static long maxRequests(Config config) {
        long max = config.get(WorkerProcessesSettings.MAX_REQUESTS);
        int jitter = config.get(WorkerProcessesSettings.MAX_REQUESTS_JITTER);
        return max == 0 || jitter == 0 ? max : max + ThreadLocalRandom.current().nextLong(jitter + 1L);
    }
}
