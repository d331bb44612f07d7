package org.jcorn.arbiter;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jcorn.config.Config;
import org.jcorn.config.ConfigException;
import org.jcorn.config.ConfigSource;
import org.jcorn.config.WorkerProcessesSettings;
import org.jcorn.spi.Logger;
import org.jcorn.worker.ProcessTitle;
import org.jspecify.annotations.Nullable;

/**
 * The arbiter: keeps as many workers ready as there should be, until it is told to stop.
 *
 * <p>Its loop is {@link #serve}: take signals, reap, murder, manage, wait. All decisions are made there, on one thread,
 * from what is to be seen at that moment; signals and workers only leave notes for it.
 */
public final class Arbiter {

    private final ConfigSource source;
    private final Logger log;
    private final Native os;
    private final SignalSource signals;
    private final WorkerFactory factory;
    private final Training training;
    private final Succession succession;
    private final ServiceManager manager;
    private final Preload preload;
    private final PollSet poll;
    private final Crew crew = new Crew();
    private final Backoff backoff = new Backoff();
    private final Murder murder;
    private final Seating seating;
    private final Wear wear;
    private final OomKills kills = new OomKills();

    private Generation current;
    private int target;
    /** Whether there is no target because a new arbiter does the work. */
    private boolean resting;

    private @Nullable Generation former;
    private int formerTarget;
    private @Nullable Shutdown shutdown;
    private String told = "";

    Arbiter(
            ConfigSource source,
            Generation first,
            Logger log,
            Native os,
            SignalSource signals,
            WorkerFactory factory,
            Training training,
            Succession succession,
            ServiceManager manager,
            Preload preload) {
        this.source = source;
        this.current = first;
        this.target = first.workers();
        this.log = log;
        this.os = os;
        this.signals = signals;
        this.factory = factory;
        this.training = training;
        this.succession = succession;
        this.manager = manager;
        this.preload = preload;
        this.poll = new PollSet(os);
        this.murder = new Murder(log, System.nanoTime());
        this.seating = new Seating(log);
        this.wear = new Wear(log, new MemoryUse());
    }

    /**
     * Run a server until it is told to stop.
     *
     * @param source reads the configuration again on HUP
     * @param config the configuration to start with
     * @return the exit status: 0 after a stop, 1 if it cannot start, 3 or 4 if no worker ever became ready
     */
    public static int run(ConfigSource source, Config config) {
        return Startup.run(source, config);
    }

    /**
     * Load the application in a worker process as a server would, and leave.
     *
     * @param config the configuration
     * @return the exit status: 0 if all is well, else 1, with the reason on standard error
     */
    public static int check(Config config) {
        return Startup.check(config);
    }

    /** The loop: {@return the exit status} */
    int serve() {
        preload.adopt(current);
        while (true) {
            List<Signal> taken = signals.take();
            reap(); // first, so that what a worker reported before a signal was sent is known when it is handled
            for (Signal signal : taken) {
                handle(signal);
            }
            succession.turn(current, serving());
            manager.turn(phase(), succession.leads(), target, System.nanoTime());
            murder.turn(crew.all(), System.nanoTime());
            wear.turn(crew.all(), current, System.nanoTime());
            kills.turn(System.nanoTime());
            if (shutdown == null && (training.over() || succession.stopDue())) {
                stop(Signal.TERM, true);
            }
            if (shutdown == null) {
                preload.turn(current, crew.all(), current.proven() && former == null && !training.running());
                manage();
            } else if (shutdown.turn(crew, System.nanoTime())) {
                return shutdown.status();
            }
            await();
        }
    }

    private void handle(Signal signal) {
        switch (signal) {
            case TERM -> stop(signal, true);
            case INT, QUIT -> stop(signal, false);
            case HUP -> reload();
            case TTIN -> resize(signal, Math.min(target + 1, WorkerFactory.MOST_WORKERS));
            case TTOU -> resize(signal, Math.max(1, target - 1));
            case USR1 -> reopenLogs();
            case USR2 -> upgrade();
            case WINCH -> windDown();
            default -> {} // CHLD only wakes the loop
        }
    }

    private void reap() {
        for (WorkerHandle worker : crew.all()) {
            boolean booting = worker.state() == WorkerHandle.State.BOOTING;
            worker.listen(log);
            if (booting && worker.state() == WorkerHandle.State.READY && worker.generation() == current) {
                backoff.reset();
                if (!current.proven()) {
                    proven();
                }
            }
        }
        int[] status = new int[1];
        for (int pid = os.libc().waitpid(-1, status, Libc.WNOHANG);
                pid > 0;
                pid = os.libc().waitpid(-1, status, Libc.WNOHANG)) {
            WorkerHandle worker = crew.byPid(pid);
            if (worker != null) {
                bury(worker, new ExitStatus(pid, status[0]));
            } else if (succession.reaped(pid, status[0], current)) {
                target = resting ? current.workers() : target;
                resting = false;
            } else if (!preload.reaped(pid, status[0])) {
                training.reaped(pid, status[0]); // else a stranger, as PID 1 gets them: nothing to say about it
            }
        }
    }

    private void bury(WorkerHandle worker, ExitStatus status) {
        worker.listen(log);
        Obituary obituary = Obituary.of(worker, status, kills);
        crew.remove(worker);
        if (shutdown != null || !obituary.cause().bootFailure()) {
            log.log(obituary.level(), obituary.text());
        } else if (worker.generation() == current && !preload.blamed(worker, obituary)) {
            bootFailed(obituary);
        }
    }

    /** The first worker of the present generation is ready: there is no way back to the one before, and no need. */
    private void proven() {
        current.prove();
        if (former != null) {
            abandonListeners();
            former.listeners().closeExcept(current.listeners(), succession.held());
            former = null;
            ProcessTitle.set(current.title(succession.role()));
        } else {
            training.start(current);
        }
    }

    /** Tell the workers of before which queues are theirs alone from now on. */
    private void abandonListeners() {
        for (WorkerHandle worker : crew.all()) {
            if (worker.generation() != current) {
                for (int listener : worker.generation().listeners().missingIn(current.listeners())) {
                    worker.page().abandon(listener);
                }
            }
        }
    }

    private void bootFailed(Obituary obituary) {
        if (former != null) {
            restoreLog(former); // what goes wrong belongs in the log that the operator reads
        }
        // Workers that start together fail of the same thing: it is told once.
        log.log(obituary.what().equals(told) ? Logger.Level.DEBUG : Logger.Level.ERROR, obituary.text());
        told = current.proven() ? "" : obituary.what();
        if (current.proven() && obituary.cause() == ExitCause.BOOT_KILLED) {
            backoff.killed(System.nanoTime());
        } else if (current.proven()) {
            log.warning("Spawning the next worker in " + backoff.failed(System.nanoTime()) + " s");
        } else if (former != null) {
            rollBack(former);
        } else if (crew.count(WorkerHandle.State.BOOTING) == 0) {
            log.error("Shutting down: no worker could boot");
            shutdown = new Shutdown(log, crew, current, false, obituary.status(), System.nanoTime());
        } else {
            backoff.failed(System.nanoTime());
        }
    }

    private ServiceManager.State phase() {
        if (shutdown != null && succession.next() == null) {
            return ServiceManager.State.STOPPING;
        }
        if (former != null) {
            return ServiceManager.State.RELOADING;
        }
        return current.proven() ? ServiceManager.State.READY : ServiceManager.State.STARTING;
    }

    /** {@return whether there are as many workers ready as there should be} */
    private boolean serving() {
        return current.proven()
                && crew.count(WorkerHandle.State.READY) >= current.listeners().staffed(target);
    }

    private void manage() {
        long now = System.nanoTime();
        int seats = current.listeners().seats(target);
        Staffing staffing = Staffing.decide(
                current.listeners().staffed(target),
                seats,
                crew.all(),
                current,
                current.config().get(WorkerProcessesSettings.RELOAD_STRATEGY));
        if (former == null) { // else the present generation has yet to prove itself
            for (WorkerHandle worker : staffing.retire()) {
                if (worker.seat() < seats) {
                    worker.retire(now);
                } else {
                    worker.leave(now);
                }
            }
        } else {
            seats = Math.max(seats, former.listeners().seats(formerTarget));
        }
        for (int seat : staffing.spawn()) {
            if (backoff.remaining(now) <= 0) {
                spawn(seat, now);
            }
        }
        seating.turn(crew, current.listeners(), seats, now);
        AcceptMode.turn(os, current.listeners(), crew.all());
    }

    private void spawn(int seat, long now) {
        try {
            crew.add(factory.spawn(current, crew.freeSlot(), seat));
        } catch (IOException e) {
            log.error("Spawning a worker failed, next attempt in " + backoff.failed(now) + " s: " + e.getMessage());
        }
    }

    private void await() {
        poll.clear();
        poll.add(signals.fd());
        succession.pollBy(poll);
        for (WorkerHandle worker : crew.all()) {
            worker.pollBy(poll);
        }
        long pause = TimeUnit.NANOSECONDS.toMillis(backoff.remaining(System.nanoTime())) + 1;
        long turn = shutdown == null ? Murder.nextTurn(crew.all()) : Shutdown.TURN_MILLIS;
        poll.await(manager.pause(pause > 1 ? Math.min(pause, turn) : turn));
    }

    private void upgrade() {
        if (shutdown == null) {
            succession.upgrade(current);
        }
    }

    /** WINCH: in an upgrade the workers of the old arbiter go before it does, and HUP brings them back. */
    private void windDown() {
        if (shutdown == null && succession.relieves(current)) {
            log.info("Handling signal: WINCH: all workers are to leave");
            resting = succession.next() != null;
            target = 0;
        }
    }

    private void stop(Signal signal, boolean graceful) {
        if (graceful && shutdown == null && succession.postpones(signal)) {
            return;
        }
        log.info("Handling signal: " + signal);
        if (shutdown == null) {
            training.stop();
            preload.stop();
            succession.leave(crew, factory);
            shutdown = new Shutdown(log, crew, current, graceful, 0, System.nanoTime());
            if (former != null) {
                former.listeners().close();
            }
        } else if (!graceful) {
            shutdown.hurry(crew, System.nanoTime());
        }
    }

    private void resize(Signal signal, int workers) {
        log.info("Handling signal: " + signal + ": " + target + " → " + workers + " workers");
        target = workers;
        backoff.reset();
    }

    private void reopenLogs() {
        log.info("Handling signal: USR1");
        try {
            log.reopen();
            current.handOver();
        } catch (IOException e) {
            log.error("Reopening the log failed: " + e.getMessage());
        }
        for (WorkerHandle worker : crew.all()) {
            worker.reopenLogs();
        }
    }

    /** Begin a new generation. Nothing of the present one is touched before a worker of the new one is ready. */
    private void reload() {
        log.info("Handling signal: HUP");
        if (shutdown != null) {
            return;
        }
        // At once: it may have failed by the next turn, and a reload that has begun is to end.
        manager.turn(ServiceManager.State.RELOADING, succession.leads(), target, System.nanoTime());
        Listeners kept = former == null ? Listeners.none() : former.listeners();
        Listeners opened = Listeners.none();
        Generation next;
        try {
            Config config = source.load();
            Identity identity = Identity.of(os, config);
            opened = succession.inheritance().open(os, config, current.listeners(), kept);
            next = new Generation(current.number() + 1, config, opened, identity);
            log.open(config);
            next.handOver();
        } catch (ConfigException | IOException e) {
            restoreLog(current);
            log.error("Reload failed, nothing is changed: " + e.getMessage());
            opened.closeExcept(current.listeners(), kept, succession.held());
            return;
        }
        if (current.proven()) {
            former = current;
            formerTarget = target;
        } else {
            current.listeners().closeExcept(opened, kept, succession.held());
        }
        abandonBooting();
        if (!opened.toString().equals(current.listeners().toString())) {
            log.info("Listening at: " + opened);
        }
        told = "";
        current = next;
        preload.adopt(next);
        target = next.workers();
        resting = false;
        backoff.reset();
    }

    private void rollBack(Generation kept) {
        log.error("Reload failed, the workers of before stay");
        current.listeners().closeExcept(kept.listeners(), succession.held());
        abandonBooting();
        current = kept;
        target = formerTarget;
        former = null;
    }

    private void restoreLog(Generation kept) {
        try {
            log.open(kept.config());
            kept.handOver();
        } catch (IOException e) {
            log.error("The former log cannot be opened again: " + e.getMessage());
        }
    }

    /** Workers that are not ready yet belong to a generation nobody waits for any more. */
    private void abandonBooting() {
        for (WorkerHandle worker : List.copyOf(crew.all())) {
            if (worker.state() == WorkerHandle.State.BOOTING) {
                worker.retire(System.nanoTime());
            }
        }
    }
}
