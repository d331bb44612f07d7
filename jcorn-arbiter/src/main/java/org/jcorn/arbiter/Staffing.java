package org.jcorn.arbiter;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jcorn.config.ReloadStrategy;

/**
 * Decides how many workers to spawn and which to retire. One rule serves start, crash, HUP, recycling, TTIN and TTOU:
 *
 * <ul>
 *   <li>a worker counts when it is ready; <em>stale</em> is one of an older generation, <em>worn</em> one that asked to
 *       be replaced, <em>fresh</em> any other;
 *   <li>where there are too few of all kinds together, the hole is filled at once;
 *   <li>stale and worn ones are replaced one at a time, all stale ones at once where {@code reload_strategy} says so;
 *   <li>where there are more than the target, the surplus is retired: stale ones first, then worn, then fresh, the
 *       oldest of each first.
 * </ul>
 *
 * <p>So an old worker is retired only when its replacement is ready, and the ready ones never fall below the target.
 *
 * @param spawn how many to spawn now
 * @param retire which to retire now
 */
record Staffing(int spawn, List<WorkerHandle> retire) {

    static Staffing decide(int target, List<WorkerHandle> workers, Generation current, ReloadStrategy strategy) {
        int booting = 0;
        int fresh = 0;
        int stale = 0;
        List<WorkerHandle> ready = new ArrayList<>();
        for (WorkerHandle worker : workers) {
            if (worker.state() == WorkerHandle.State.BOOTING) {
                booting++;
            } else if (worker.state() == WorkerHandle.State.READY) {
                ready.add(worker);
                if (worker.generation() != current) {
                    stale++;
                } else if (!worker.worn()) {
                    fresh++;
                }
            }
        }
        return new Staffing(
                spawn(target, ready.size(), fresh, stale, booting, strategy), surplus(target, ready, current));
    }

    private static int spawn(int target, int ready, int fresh, int stale, int booting, ReloadStrategy strategy) {
        int missing = target - fresh - booting;
        int hole = target - ready - booting;
        if (missing <= 0) {
            return 0;
        }
        if (strategy == ReloadStrategy.ALL && stale > 0) {
            return missing;
        }
        if (hole > 0) {
            return hole;
        }
        return booting == 0 ? 1 : 0;
    }

    private static List<WorkerHandle> surplus(int target, List<WorkerHandle> ready, Generation current) {
        int surplus = ready.size() - target;
        if (surplus <= 0) {
            return List.of();
        }
        ready.sort(Comparator.comparingInt((WorkerHandle worker) -> rank(worker, current))
                .thenComparingInt(WorkerHandle::age));
        return List.copyOf(ready.subList(0, surplus));
    }

    private static int rank(WorkerHandle worker, Generation current) {
        if (worker.generation() != current) {
            return 0;
        }
        return worker.worn() ? 1 : 2;
    }
}
