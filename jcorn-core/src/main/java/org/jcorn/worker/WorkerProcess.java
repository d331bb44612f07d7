package org.jcorn.worker;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jcorn.Application;
import org.jcorn.config.Config;
import org.jcorn.config.WorkerProcessesSettings;
import org.jcorn.hook.Hooks;
import org.jcorn.spi.Activity;
import org.jcorn.spi.Listener;
import org.jcorn.spi.Logger;
import org.jcorn.spi.RequestHooks;
import org.jcorn.spi.Worker;
import org.jcorn.spi.WorkerContext;
import org.jspecify.annotations.Nullable;

/**
 * This worker process: what the worker class sees of it, and the ways it ends.
 *
 * <pre>
 *   booting ── ready() ──→ ready ── TERM, or the arbiter is gone ──→ draining ── run() returns ──→ exit 0
 *      └───────────────── TERM ──────────────────────────────────────────────────────────────────→ exit 0
 *   any ── INT ──→ exit 0 at once          any ── ABRT ──→ thread dump, exit 1
 * </pre>
 */
final class WorkerProcess implements WorkerContext {

    private final LaunchSpec spec;
    private final Logger log;
    private final ReportPipe arbiter;
    private final Scoreboard scoreboard;
    private final ScoreboardPage page;
    private final WorkerActivity activity;
    private final List<AdoptedListener> listeners = new ArrayList<>();
    private final CountDownLatch ended = new CountDownLatch(1);

    // Guarded by this.
    private final List<Runnable> stopActions = new ArrayList<>();
    private boolean ready;
    private boolean retired;
    private volatile boolean stopping;
    private volatile boolean orphan;
    private @Nullable Application application;
    private @Nullable ClassLoader applicationLoader;
    private volatile @Nullable WorkerHooks hooks;

    WorkerProcess(LaunchSpec spec, Logger log, ReportPipe arbiter) throws IOException {
        this.spec = spec;
        this.log = log;
        this.arbiter = arbiter;
        this.scoreboard = new Scoreboard(Inherited.SCOREBOARD);
        this.page = scoreboard.page(spec.slot());
        this.activity = new WorkerActivity(page, spec.maxRequests(), this::retire);
        for (InheritedListener inherited : spec.listeners()) {
            listeners.add(new AdoptedListener(inherited, listeners.size()));
        }
    }

    /** From here on signals are handled, and the end of the arbiter is the end of this process. */
    void watchArbiter() {
        new WorkerSignals(log, this::stop, this::quit, this::reopenLog, this::abort).install();
        new Lifeline(this::orphaned).start();
    }

    /** Take the application, and with it the loader that loading it has left as the context class loader. */
    void load(Application loaded) {
        application = loaded;
        applicationLoader = Thread.currentThread().getContextClassLoader();
    }

    /** Take the hooks; without this call there are none. */
    void hooks(WorkerHooks bound) {
        hooks = bound;
    }

    /** Run the worker class to its end. What it throws before it was ready is a failure to boot. */
    void serve(Worker worker) throws BootException {
        try {
            worker.run(this);
        } catch (Exception e) {
            if (!isReady()) {
                throw new BootException(
                        WorkerMain.BOOT_FAILED, "worker class '" + worker.name() + "' cannot start: " + e, e);
            }
            log.log(Logger.Level.ERROR, "Worker class '" + worker.name() + "' failed", e);
            log.close();
            Runtime.getRuntime().halt(1);
        } finally {
            ended.countDown();
        }
        log.info("Worker exiting (pid: " + ProcessHandle.current().pid() + ")");
        closeApplication();
        exiting();
        log.close(); // some is still on its way
    }

    /** Let the application end what it has begun, if it wants to. */
    void closeApplication() {
        if (application instanceof AutoCloseable closeable) {
            try {
                closeable.close();
            } catch (Throwable e) { // a jar that was replaced, for instance: the worker ends all the same
                log.log(Logger.Level.ERROR, "The application could not be closed", e);
            }
        }
    }

    @Override
    public Config config() {
        return spec.config();
    }

    @Override
    public Logger log() {
        return log;
    }

    @Override
    public Application application() {
        Application loaded = application;
        if (loaded == null) {
            throw new IllegalStateException("the application is not loaded yet");
        }
        return loaded;
    }

    @Override
    public ClassLoader applicationLoader() {
        ClassLoader loader = applicationLoader;
        if (loader == null) {
            throw new IllegalStateException("the application is not loaded yet");
        }
        return loader;
    }

    @Override
    public @Nullable RequestHooks requestHooks() {
        WorkerHooks bound = hooks;
        return bound == null ? null : bound.requests();
    }

    @Override
    public Hooks.@Nullable SslContextHook sslContextHook() {
        WorkerHooks bound = hooks;
        return bound == null ? null : bound.sslContext();
    }

    @Override
    public List<Listener> listeners() {
        return List.copyOf(listeners);
    }

    @Override
    public Activity activity() {
        return activity;
    }

    @Override
    public synchronized void ready() {
        if (!ready) {
            ready = true;
            closeUnusedSpares();
            activity.beat();
            if (!stopping) {
                page.state(ScoreboardPage.State.READY);
            }
            arbiter.send(new Report.Ready());
        }
    }

    private void closeUnusedSpares() {
        for (AdoptedListener listener : listeners) {
            try {
                listener.closeUnusedSpare();
            } catch (IOException e) {
                log.warning("A spare descriptor of " + listener.address() + " cannot be closed: " + e.getMessage());
            }
        }
    }

    @Override
    public void onStop(Runnable action) {
        synchronized (this) {
            if (!stopping) {
                stopActions.add(action);
                return;
            }
        }
        action.run();
    }

    @Override
    public boolean stopping() {
        return stopping;
    }

    @Override
    public boolean abandoned(Listener listener) {
        return orphan
                || scoreboard.serverStopping()
                || (listener instanceof AdoptedListener own && page.isAbandoned(own.place()));
    }

    private synchronized boolean isReady() {
        return ready;
    }

    @Override
    public void retire() {
        synchronized (this) {
            if (retired) {
                return;
            }
            retired = true;
        }
        arbiter.send(new Report.Worn());
    }

    void stop() {
        List<Runnable> actions;
        synchronized (this) {
            if (stopping) {
                return;
            }
            if (!ready) {
                // Nothing was accepted yet, and the application may take long to load.
                exiting();
                log.close();
                Runtime.getRuntime().halt(0);
            }
            stopping = true;
            page.state(ScoreboardPage.State.DRAINING);
            actions = List.copyOf(stopActions);
        }
        for (Runnable action : actions) {
            try {
                action.run();
            } catch (RuntimeException e) {
                log.log(Logger.Level.ERROR, "Graceful stop: an action of the worker class failed", e);
            }
        }
    }

    /** Call the last hook. */
    void exiting() {
        WorkerHooks bound = hooks;
        if (bound != null) {
            bound.exiting();
        }
    }

    private void quit() {
        WorkerHooks bound = hooks;
        if (bound != null) {
            bound.interrupted();
            bound.exiting();
        }
        log.close();
        Runtime.getRuntime().halt(0);
    }

    private void reopenLog() {
        try {
            log.reopen();
        } catch (IOException e) {
            log.error("Reopening the log failed: " + e.getMessage());
        }
    }

    private void abort() {
        log.critical(ThreadDump.text());
        WorkerHooks bound = hooks;
        if (bound != null) {
            bound.aborted();
            bound.exiting();
        }
        log.close();
        Runtime.getRuntime().halt(1);
    }

    /** Finish gracefully; with no arbiter left to kill this process it has to keep {@code graceful_timeout} itself. */
    @SuppressWarnings("CatchAndPrintStackTrace")
    private void orphaned() {
        log.warning("The arbiter is gone, shutting down (pid: "
                + ProcessHandle.current().pid() + ")");
        orphan = true; // nobody comes who would take what waits
        stop();
        Duration grace = spec.config().get(WorkerProcessesSettings.GRACEFUL_TIMEOUT);
        try {
            if (ended.await(grace.toMillis(), TimeUnit.MILLISECONDS)) {
                // The application may have shutdown hooks that hang.
                TimeUnit.SECONDS.sleep(5);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        Runtime.getRuntime().halt(1);
    }
}
