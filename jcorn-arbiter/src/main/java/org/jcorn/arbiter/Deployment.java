package org.jcorn.arbiter;

import java.io.IOException;
import org.jcorn.config.Config;
import org.jcorn.config.ConfigException;
import org.jcorn.config.ConfigSource;
import org.jcorn.spi.Logger;
import org.jcorn.worker.ProcessTitle;
import org.jspecify.annotations.Nullable;

/**
 * What is served: the present generation and how many workers it is to have, and the generation of before as long as there
 * is a way back to it.
 *
 * <pre>
 *   HUP ──→ begin ──→ a worker of the new one is ready: prove ──→ the former one goes
 *                └──→ none can boot: roll back
 * </pre>
 */
final class Deployment {

    private final Native os;
    private final Logger log;
    private final Succession succession;
    private final Control control;

    private Generation current;
    private int target;
    /** Whether there is no target because a new arbiter does the work. */
    private boolean resting;

    private @Nullable Generation former;
    private int formerTarget;

    /** @param first what the server starts with */
    Deployment(Native os, Logger log, Succession succession, Control control, Generation first) {
        this.os = os;
        this.log = log;
        this.succession = succession;
        this.control = control;
        this.current = first;
        this.target = first.workers();
    }

    /** {@return the present generation, proven or not} */
    Generation current() {
        return current;
    }

    /** {@return how many workers there are to be} */
    int target() {
        return target;
    }

    /** {@return whether the present generation has yet to prove itself before the former one goes} */
    boolean reloading() {
        return former != null;
    }

    /** {@return whether the present generation serves, and no other} */
    boolean settled() {
        return current.proven() && former == null;
    }

    /** {@return how many seats have to be kept open} */
    int seats() {
        int seats = current.listeners().seats(target);
        return former == null ? seats : Math.max(seats, former.listeners().seats(formerTarget));
    }

    /** Have another number of workers from now on. */
    void resize(int workers) {
        target = workers;
    }

    /** Have no workers for now. */
    void rest() {
        resting = succession.next() != null;
        target = 0;
    }

    /** The new arbiter that did the work is gone. */
    void wake() {
        if (resting) {
            target = current.workers();
        }
        resting = false;
    }

    /**
     * Begin a new generation. Nothing of the present one is touched before a worker of the new one is ready.
     *
     * @return whether it has begun; if not, the log says why
     */
    boolean begin(ConfigSource source) {
        Listeners kept = former == null ? Listeners.none() : former.listeners();
        Listeners opened = Listeners.none();
        Generation next;
        boolean logs = false;
        try {
            Config config = source.load();
            Identity identity = Identity.of(os, config);
            Reloader.check(config);
            control.prepare(config);
            opened = succession.inheritance().open(os, config, current.listeners(), kept);
            next = new Generation(current.number() + 1, config, opened, identity);
            log.open(config);
            logs = true;
            next.handOver(log);
        } catch (IOException | RuntimeException | LinkageError e) { // plug-ins and the operator's code run here
            if (logs) {
                restoreLog(current);
            }
            log.error("Reload failed, nothing is changed: " + reason(e));
            opened.closeExcept(current.listeners(), kept, succession.held());
            return false;
        }
        if (!opened.toString().equals(current.listeners().toString())) {
            log.info("Listening at: " + opened);
        }
        if (current.proven()) {
            former = current;
            formerTarget = target;
        } else {
            current.listeners().closeExcept(opened, kept, succession.held());
        }
        current = next;
        target = next.workers();
        resting = false;
        return true;
    }

    private static @Nullable String reason(Throwable failure) {
        boolean meant = failure instanceof ConfigException || failure instanceof IOException;
        return meant ? failure.getMessage() : failure.toString();
    }

    /** Begin a new generation with the settings of the present one. {@return whether it has begun} */
    boolean renew() {
        int workers = target;
        boolean begun = begin(current::config);
        target = workers;
        return begun;
    }

    /** The first worker of the present generation is ready: there is no way back to the one before, and no need. */
    void prove(Crew crew) {
        current.prove();
        if (former != null) {
            abandonListeners(crew);
            former.listeners().closeExcept(current.listeners(), succession.held());
            boolean replaced = former.config() != current.config();
            former = null;
            if (replaced) {
                // Class loaders of hooks keep their jars open until they are collected, and a small heap may take its
                // time.
                System.gc();
            }
            ProcessTitle.set(current.title(succession.role()));
        }
    }

    /** Tell the workers of before which queues are theirs alone from now on. */
    private void abandonListeners(Crew crew) {
        for (WorkerHandle worker : crew.all()) {
            if (worker.generation() != current) {
                for (int listener : worker.generation().listeners().missingIn(current.listeners())) {
                    worker.page().abandon(listener);
                }
            }
        }
    }

    /** Go back to the log of the former generation, if there is one: it is the one that the operator reads. */
    void restoreLog() {
        if (former != null) {
            restoreLog(former);
        }
    }

    private void restoreLog(Generation kept) {
        try {
            log.open(kept.config());
            kept.handOver(log);
        } catch (IOException e) {
            log.error("The former log cannot be opened again: " + e.getMessage());
        }
    }

    /** The present generation cannot boot: go back, if there is a way. {@return whether there was} */
    boolean rollBack() {
        Generation kept = former;
        if (kept == null) {
            return false;
        }
        log.error("Reload failed, the workers of before stay");
        current.listeners().closeExcept(kept.listeners(), succession.held());
        current = kept;
        target = formerTarget;
        former = null;
        return true;
    }

    /** The server stops: what only the former generation had is closed. */
    void stop() {
        if (former != null) {
            former.listeners().close();
        }
    }
}
