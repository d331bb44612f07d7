package org.jcorn.arbiter;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The workers there are, and the scoreboard slots they hold. */
final class Crew {

    private final List<WorkerHandle> workers = new ArrayList<>();
    private final BitSet slots = new BitSet();
    private long requestsOfThoseGone;
    private int killed;

    /** {@return all workers, in the order of spawning} */
    List<WorkerHandle> all() {
        return List.copyOf(workers);
    }

    boolean isEmpty() {
        return workers.isEmpty();
    }

    int count(WorkerHandle.State state) {
        int count = 0;
        for (WorkerHandle worker : workers) {
            if (worker.state() == state) {
                count++;
            }
        }
        return count;
    }

    @Nullable
    WorkerHandle byPid(int pid) {
        for (WorkerHandle worker : workers) {
            if (worker.pid() == pid) {
                return worker;
            }
        }
        return null;
    }

    /** {@return how many requests were ended by workers that have ended themselves} */
    long requestsOfThoseGone() {
        return requestsOfThoseGone;
    }

    /** {@return how many workers had to be killed} */
    int killed() {
        return killed;
    }

    /** {@return the lowest slot nobody holds} */
    int freeSlot() {
        return slots.nextClearBit(0);
    }

    /** Workers that are not ready yet belong to a generation nobody waits for any more. */
    void abandonBooting(long now) {
        for (WorkerHandle worker : all()) {
            if (worker.state() == WorkerHandle.State.BOOTING) {
                worker.retire(now);
            }
        }
    }

    void add(WorkerHandle worker) {
        workers.add(worker);
        slots.set(worker.slot());
    }

    void remove(WorkerHandle worker) {
        workers.remove(worker);
        slots.clear(worker.slot());
        requestsOfThoseGone += worker.page().requests();
        killed += worker.killed() ? 1 : 0;
        worker.close();
    }
}
