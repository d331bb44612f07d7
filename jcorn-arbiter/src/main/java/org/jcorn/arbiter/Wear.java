package org.jcorn.arbiter;

import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.jcorn.config.WorkerProcessesSettings;
import org.jcorn.spi.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Finds the workers that are to be replaced because of their age ({@code worker_max_age}) or memory
 * ({@code worker_max_memory}). When and how is up to {@link Staffing}, as for any that are worn.
 *
 * <p>A worker that was ready for less than a minute and is over the memory limit may not have leaked at all: the limit
 * may be less than any worker needs. So the more of these there are in a row, the longer the next has to wait.
 */
final class Wear {

    private static final long MEGABYTE = 1 << 20;

    private static final long LOOK = TimeUnit.SECONDS.toNanos(1);
    private static final long YOUNG = TimeUnit.MINUTES.toNanos(1);
    private static final long LONGEST_REST = TimeUnit.MINUTES.toNanos(1);

    private final Logger log;
    private final MemoryUse memory;
    private final long seed = ThreadLocalRandom.current().nextLong();

    private @Nullable Generation seen;
    private boolean warned;
    private long rest;
    private long nextLook;

    Wear(Logger log, MemoryUse memory) {
        this.log = log;
        this.memory = memory;
    }

    /** Look at the workers of the present generation; those of another go anyway. */
    void turn(List<WorkerHandle> workers, Generation current, long now) {
        if (seen != current) {
            seen = current;
            warned = false;
            rest = 0;
            nextLook = now;
        }
        List<WorkerHandle> ready = workers.stream()
                .filter(worker -> worker.generation() == current && worker.state() == WorkerHandle.State.READY)
                .toList();
        for (WorkerHandle worker : ready) {
            if (!worker.worn()) {
                age(worker, current, now);
            }
        }
        long limit = current.config().get(WorkerProcessesSettings.WORKER_MAX_MEMORY);
        if (limit > 0 && now - nextLook >= 0 && ready.stream().noneMatch(WorkerHandle::worn)) {
            nextLook = now + LOOK;
            memory(ready, limit, now);
        }
    }

    private void age(WorkerHandle worker, Generation current, long now) {
        Duration limit = current.config().get(WorkerProcessesSettings.WORKER_MAX_AGE);
        long jitter = current.config()
                .get(WorkerProcessesSettings.WORKER_MAX_AGE_JITTER)
                .toNanos();
        if (limit.isZero()) {
            return;
        }
        // Each worker draws its own number, and draws the same one every time.
        long added = new SplittableRandom(seed + worker.age()).nextLong(jitter + 1);
        long age = now - worker.since();
        if (age > limit.toNanos() + added) {
            log.info("Worker (pid:" + worker.pid() + ") has been ready for " + TimeUnit.NANOSECONDS.toSeconds(age)
                    + " s, more than worker_max_age " + limit.toSeconds() + ": to be replaced");
            worker.wear();
        }
    }

    /** One at a time, the largest first. */
    private void memory(List<WorkerHandle> ready, long limit, long now) {
        WorkerHandle largest = null;
        long most = limit;
        for (WorkerHandle worker : ready) {
            long bytes = memory.whole(worker.pid()) > most ? memory.share(worker.pid()) : 0;
            if (bytes > most) {
                most = bytes;
                largest = worker;
            }
        }
        if (largest == null) {
            return;
        }
        String text = largest.generation().config().text(WorkerProcessesSettings.WORKER_MAX_MEMORY);
        log.info("Worker (pid:" + largest.pid() + ") uses " + megabytes(most) + ", more than worker_max_memory " + text
                + ": to be replaced");
        largest.wear();
        if (now - largest.since() > YOUNG + rest) { // it had to wait for that

            rest = 0;
            return;
        }
        rest = Math.min(Math.max(2 * rest, LOOK), LONGEST_REST);
        nextLook = now + rest;
        if (!warned) {
            warned = true;
            log.warning("worker_max_memory " + text + " may be less than a worker needs: (pid:" + largest.pid()
                    + ") was ready for " + TimeUnit.NANOSECONDS.toSeconds(now - largest.since())
                    + " s only. While this goes on, replacements for memory wait longer and longer, up to a minute");
        }
    }

    private static String megabytes(long bytes) {
        return (bytes + MEGABYTE - 1) / MEGABYTE + " MB";
    }
}
