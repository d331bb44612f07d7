package org.jcorn.arbiter;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jcorn.config.Config;
import org.jcorn.config.ConfigSource;
import org.jcorn.config.WorkerProcessesSettings;
import org.jcorn.spi.Logger;
import org.jcorn.worker.WorkerMain;
import org.jspecify.annotations.Nullable;

/**
 * The arbiter: keeps as many workers ready as there should be, until it is told to stop.
 *
 * <p>Its loop is {@link #serve}: take signals, reap, murder, manage, wait. All decisions are made there, on one thread,
 * from what is to be seen at that moment; signals and workers only leave notes for it.
 */
public final class Arbiter {

    private final Loading loading;
    private final Deployment deployment;
    private final Logger log;
    private final Native os;
    private final SignalSource signals;
    private final WorkerFactory factory;
    private final Training training;
    private final Succession succession;
    private final ServiceManager manager;
    private final Preload preload;
    private final Reloader reloader;
    private final ArbiterHooks hooks;
    private final Control control;
    private final PollSet poll;
    private final Crew crew = new Crew();
    private final Backoff backoff = new Backoff();
    private final Murder murder;
    private final Seating seating;
    private final Wear wear;
    private final OomKills kills = new OomKills();
    private final Gauges gauges;

    private @Nullable Shutdown shutdown;
    private String told = "";

    Arbiter(
            ConfigSource source,
            Deployment deployment,
            Logger log,
            Native os,
            SignalSource signals,
            WorkerFactory factory,
            Training training,
            Succession succession,
            ServiceManager manager,
            Preload preload,
            ArbiterHooks hooks,
            Control control) {
        this.loading = new Loading(os, source);
        this.deployment = deployment;
        this.log = log;
        this.os = os;
        this.signals = signals;
        this.factory = factory;
        this.training = training;
        this.succession = succession;
        this.manager = manager;
        this.preload = preload;
        this.reloader = new Reloader(os, log);
        this.hooks = hooks;
        hooks.show(crew);
        this.control = control;
        this.poll = new PollSet(os);
        this.murder = new Murder(log, System.nanoTime());
        this.seating = new Seating(log);
        this.wear = new Wear(log, new MemoryUse());
        this.gauges = new Gauges(log, new Backlog(os));
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
        preload.adopt(deployment.current());
        reloader.adopt(deployment.current());
        control.adopt(new ControlCommands(crew, deployment, factory, log, this::phase, this::handle, this::resize));
        while (true) {
            List<Signal> taken = signals.take();
            reap(); // first, so that what a worker reported before a signal was sent is known when it is handled
            for (Signal signal : taken) {
                handle(signal);
            }
            reloadSettings();
            reloadCode();
            succession.turn(deployment.current(), serving());
            control.turn(deployment, succession.leads());
            manager.turn(phase(), succession.leads(), deployment.target(), System.nanoTime());
            murder.turn(crew.all(), System.nanoTime());
            wear.turn(crew.all(), deployment.current(), System.nanoTime());
            kills.turn(System.nanoTime());
            gauges.turn(crew, deployment.current(), System.nanoTime());
            if (shutdown == null && (training.over() || succession.stopDue())) {
                stop(Signal.TERM, true);
            }
            if (shutdown == null) {
                preload.turn(deployment.current(), crew.all(), deployment.settled() && !training.running());
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
            case TTIN -> resize(signal, Math.min(deployment.target() + 1, WorkerFactory.MOST_WORKERS));
            case TTOU -> resize(signal, Math.max(1, deployment.target() - 1));
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
            if (booting && worker.state() == WorkerHandle.State.READY && worker.generation() == deployment.current()) {
                backoff.reset();
                prove();
            }
        }
        int[] status = new int[1];
        for (int pid = os.libc().waitpid(-1, status, Libc.WNOHANG);
                pid > 0;
                pid = os.libc().waitpid(-1, status, Libc.WNOHANG)) {
            WorkerHandle worker = crew.byPid(pid);
            if (worker != null) {
                bury(worker, new ExitStatus(pid, status[0]));
            } else if (succession.reaped(pid, status[0], deployment.current())) {
                int before = deployment.target();
                deployment.wake();
                countChanged(before);
            } else if (!preload.reaped(pid, status[0])) {
                training.reaped(pid, status[0]); // else a stranger, as PID 1 gets them: nothing to say about it
            }
        }
    }

    private void bury(WorkerHandle worker, ExitStatus status) {
        worker.listen(log);
        Obituary obituary = Obituary.of(worker, status, kills);
        crew.remove(worker);
        hooks.buried(worker);
        if (shutdown != null || !obituary.cause().bootFailure()) {
            log.log(obituary.level(), obituary.text());
        } else if (worker.generation() == deployment.current() && !preload.blamed(worker, obituary)) {
            bootFailed(obituary);
        }
    }

    /** A worker of the present generation is ready. */
    private void prove() {
        if (!deployment.current().proven()) {
            boolean start = !deployment.reloading();
            deployment.prove(crew);
            if (start) {
                training.start(deployment.current());
            }
        }
    }

    private void bootFailed(Obituary obituary) {
        deployment.restoreLog(); // what goes wrong belongs in the log that the operator reads
        // Workers that start together fail of the same thing: it is told once.
        log.log(obituary.what().equals(told) ? Logger.Level.DEBUG : Logger.Level.ERROR, obituary.text());
        boolean proven = deployment.current().proven();
        int before = deployment.target();
        told = proven ? "" : obituary.what();
        if (proven && obituary.cause() == ExitCause.BOOT_KILLED) {
            backoff.killed(System.nanoTime());
        } else if (proven) {
            log.warning("Spawning the next worker in " + backoff.failed(System.nanoTime()) + " s");
        } else if (deployment.rollBack()) {
            hooks.adopt(deployment.current().config());
            countChanged(before);
            crew.abandonBooting(System.nanoTime());
        } else if (crew.count(WorkerHandle.State.BOOTING) == 0) {
            log.error("Shutting down: no worker could boot");
            shutdown = new Shutdown(log, crew, deployment.current(), false, obituary.status(), System.nanoTime());
        } else {
            backoff.failed(System.nanoTime());
        }
    }

    private ServiceManager.State phase() {
        if (shutdown != null && succession.next() == null) {
            return ServiceManager.State.STOPPING;
        }
        if (deployment.reloading() || loading.running()) {
            return ServiceManager.State.RELOADING;
        }
        return deployment.settled() ? ServiceManager.State.READY : ServiceManager.State.STARTING;
    }

    /** {@return whether there are as many workers ready as there should be} */
    private boolean serving() {
        Generation current = deployment.current();
        return current.proven()
                && crew.count(WorkerHandle.State.READY) >= current.listeners().staffed(deployment.target());
    }

    private void manage() {
        long now = System.nanoTime();
        Generation current = deployment.current();
        int seats = current.listeners().seats(deployment.target());
        Staffing staffing = Staffing.decide(
                current.listeners().staffed(deployment.target()),
                seats,
                crew.all(),
                current,
                current.config().get(WorkerProcessesSettings.RELOAD_STRATEGY));
        if (!deployment.reloading()) { // else the present generation has yet to prove itself
            for (WorkerHandle worker : staffing.retire()) {
                if (worker.seat() < seats) {
                    worker.retire(now);
                } else {
                    worker.leave(now);
                }
            }
        }
        for (int seat : staffing.spawn()) {
            if (backoff.remaining(now) <= 0 && !spawn(seat, now)) {
                break; // what is to be spawned may be another thing now
            }
        }
        seating.turn(crew, current.listeners(), deployment.seats(), now);
        AcceptMode.turn(os, current.listeners(), crew.all());
    }

    private boolean spawn(int seat, long now) {
        try {
            hooks.forking(factory.nextAge());
        } catch (IOException e) {
            bootFailed(new Obituary(
                    ExitCause.BOOT_ERROR, "A worker", "was not spawned: " + e.getMessage(), WorkerMain.BOOT_FAILED));
            return false;
        }
        try {
            crew.add(factory.spawn(deployment.current(), crew.freeSlot(), seat));
        } catch (IOException e) {
            log.error("Spawning a worker failed, next attempt in " + backoff.failed(now) + " s: " + e.getMessage());
        }
        return true;
    }

    private void await() {
        poll.clear();
        poll.add(signals.fd());
        reloader.pollBy(poll);
        control.pollBy(poll);
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
            succession.upgrade(deployment.current(), hooks);
        }
    }

    /** WINCH: in an upgrade the workers of the old arbiter go before it does, and HUP brings them back. */
    private void windDown() {
        if (shutdown == null && succession.relieves(deployment.current())) {
            log.info("Handling signal: WINCH: all workers are to leave");
            int before = deployment.target();
            deployment.rest();
            countChanged(before);
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
            loading.stop();
            succession.leave(crew, factory);
            shutdown = new Shutdown(log, crew, deployment.current(), graceful, 0, System.nanoTime());
            deployment.stop();
        } else if (!graceful) {
            shutdown.hurry(crew, System.nanoTime());
        }
    }

    private void resize(Signal signal, int workers) {
        log.info("Handling signal: " + signal + ": " + deployment.target() + " → " + workers + " workers");
        int before = deployment.target();
        deployment.resize(workers);
        hooks.countChanged(workers, before);
        backoff.reset();
    }

    private void countChanged(int before) {
        if (deployment.target() != before) {
            hooks.countChanged(deployment.target(), before);
        }
    }

    private void reopenLogs() {
        log.info("Handling signal: USR1");
        try {
            log.reopen();
            deployment.current().handOver(log);
        } catch (IOException e) {
            log.error("Reopening the log failed: " + e.getMessage());
        }
        for (WorkerHandle worker : crew.all()) {
            worker.reopenLogs();
        }
    }

    private void reload() {
        log.info("Handling signal: HUP");
        if (shutdown != null) {
            return;
        }
        // At once: it may have failed by the next turn, and a reload that has begun is to end.
        manager.turn(ServiceManager.State.RELOADING, succession.leads(), deployment.target(), System.nanoTime());
        loading.begin();
        reloadSettings();
    }

    private void reloadSettings() {
        ConfigSource loaded = shutdown == null ? loading.take() : null;
        int before = deployment.target();
        if (loaded != null && deployment.begin(loaded)) {
            hooks.adopt(deployment.current().config());
            hooks.reloading(deployment.target(), before);
            begun();
        }
    }

    /** Where the application's files have changed, begin a new generation with the same settings. */
    private void reloadCode() {
        Path changed = reloader.take();
        if (changed == null || shutdown != null || deployment.target() == 0) {
            return;
        }
        log.info("Worker reloading: " + changed + " modified");
        if (deployment.renew()) {
            begun();
        }
    }

    private void begun() {
        crew.abandonBooting(System.nanoTime());
        told = "";
        preload.adopt(deployment.current());
        reloader.adopt(deployment.current());
        backoff.reset();
    }
}
