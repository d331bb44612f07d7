package org.jcorn.worker;

import java.io.FileOutputStream;
import java.io.FileReader;
import java.io.IOException;
import java.io.PrintStream;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.util.function.Function;
import org.jcorn.config.DebuggingSettings;
import org.jcorn.config.WorkerProcessesSettings;
import org.jcorn.log.ProcessLog;
import org.jcorn.spi.AppLoadException;
import org.jcorn.spi.Logger;
import org.jcorn.spi.Providers;
import org.jcorn.spi.Worker;
import org.jspecify.annotations.Nullable;

/**
 * The main class of a worker process. Boot, in order: standard error, launch spec, title, log, worker class, signals
 * and lifeline, hooks, application; then the worker class runs and says when it is ready.
 */
public final class WorkerMain {

    /** The exit status of a worker that finds a setting wrong which only it can check. */
    public static final int CONFIG_ERROR = 1;

    /** The exit status of a worker that cannot boot. */
    public static final int BOOT_FAILED = 3;

    /** The exit status of a worker whose application cannot be loaded. */
    public static final int APP_FAILED = 4;

    private WorkerMain() {}

    /**
     * Run the worker process.
     *
     * @param arguments none
     * @throws IOException if not even the arbiter can be told what is wrong
     */
    public static void main(String[] arguments) throws IOException {
        run(NamedOrigin::new);
    }

    /** Run the worker process with an application from there. */
    static void run(Origin.Finder finder) throws IOException {
        // An unbuffered stream below the PrintStream makes each record one write.
        System.setErr(new PrintStream(new FileOutputStream(Inherited.descriptor(Inherited.STDERR)), true));
        ReportPipe arbiter = new ReportPipe();
        try (ProcessLog log = new ProcessLog()) {
            try {
                run(finder, arbiter, log);
            } catch (AppLoadException e) {
                fail(arbiter, log, APP_FAILED, e.getMessage(), e.getCause());
            } catch (BootException e) {
                fail(arbiter, log, e.status(), e.getMessage(), null);
            } catch (Throwable e) { // whatever it is, the arbiter must hear of it
                fail(arbiter, log, BOOT_FAILED, "the worker failed while booting: " + e, e);
            }
        }
    }

    private static void run(Origin.Finder finder, ReportPipe arbiter, ProcessLog log)
            throws AppLoadException, BootException, IOException {
        LaunchSpec spec;
        try (Reader reader = new FileReader("/proc/self/fd/" + Inherited.SPEC, StandardCharsets.UTF_8)) {
            spec = LaunchSpec.read(reader);
        }
        ProcessTitle.set(spec.title());
        openLog(log, spec);
        if (!spec.checkOnly()) {
            log.info("Booting worker with pid: " + ProcessHandle.current().pid());
        }
        Worker worker = provider(
                Worker.class,
                "worker_class",
                WorkerProcessesSettings.effectiveWorkerClass(spec.config()),
                Worker::name);
        try {
            worker.check(spec.config());
        } catch (IllegalArgumentException e) {
            throw new BootException(CONFIG_ERROR, String.valueOf(e.getMessage()), e);
        }
        WorkerProcess process = new WorkerProcess(spec, log, arbiter);
        process.watchArbiter();
        if (spec.checkOnly()) {
            Rehearsal.perform(spec, finder.of(spec, log), process, worker, log);
            System.exit(0);
        }
        try {
            load(spec, finder.of(spec, log), process, arbiter);
            process.serve(worker);
        } catch (AppLoadException | BootException e) {
            process.exiting();
            throw e;
        }
        System.exit(0);
    }

    private static void load(LaunchSpec spec, Origin origin, WorkerProcess process, ReportPipe arbiter)
            throws AppLoadException, BootException {
        try {
            load(origin, process);
        } catch (AppLoadException e) {
            if (!spec.config().get(DebuggingSettings.RELOAD)) {
                throw e;
            }
            String failure = FailureText.of(e.getMessage(), e.getCause());
            arbiter.send(new Report.Broken(failure));
            process.load(new BrokenApplication(failure));
        }
    }

    private static void load(Origin origin, WorkerProcess process) throws AppLoadException, BootException {
        WorkerHooks hooks = origin.hooks();
        if (hooks == null) {
            process.load(origin.load());
            return;
        }
        process.hooks(hooks);
        hooks.forked();
        process.load(origin.load());
        hooks.initialized();
    }

    private static void openLog(ProcessLog log, LaunchSpec spec) throws BootException {
        try {
            log.open(spec.config());
            log.captureOutput(spec.config());
        } catch (IOException e) {
            int status = e.getCause() instanceof IllegalArgumentException ? CONFIG_ERROR : BOOT_FAILED;
            throw new BootException(status, String.valueOf(e.getMessage()), e);
        }
    }

    private static <T> T provider(Class<T> service, String setting, String wanted, Function<T, String> name)
            throws BootException {
        try {
            return Providers.named(service, setting, wanted, name);
        } catch (IllegalArgumentException e) {
            throw new BootException(CONFIG_ERROR, String.valueOf(e.getMessage()), e);
        }
    }

    private static void fail(
            ReportPipe arbiter, Logger log, int status, @Nullable String message, @Nullable Throwable cause) {
        arbiter.send(new Report.Failed(status, FailureText.of(message, cause)));
        log.close();
        Runtime.getRuntime().halt(status);
    }
}
