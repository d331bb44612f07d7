package org.jcorn.arbiter;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jcorn.conf.Views;
import org.jcorn.config.Config;
import org.jcorn.hook.Hook;
import org.jcorn.hook.Hooks;
import org.jcorn.hook.Worker;
import org.jcorn.spi.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Calls the hooks that run in the arbiter: those of the configuration in force, on the thread of its loop. What they throw
 * is logged with its stack; it stops nothing but what cannot go on without them.
 */
final class ArbiterHooks {

    private final Logger log;
    private Config config;
    private Crew crew = new Crew();

    /** @param config the configuration to start with */
    ArbiterHooks(Logger log, Config config) {
        this.log = log;
        this.config = config;
    }

    /** Tell hooks of these workers. */
    void show(Crew workers) {
        crew = workers;
    }

    /** Call the hooks of that configuration from now on. */
    void adopt(Config next) {
        config = next;
    }

    /** The server starts. */
    void starting(int workers) throws IOException {
        countChanged(workers, null);
        boot(Hook.ON_STARTING);
    }

    /** It listens. */
    void ready() throws IOException {
        boot(Hook.WHEN_READY);
    }

    /** A reload has begun. */
    void reloading(int workers, int before) {
        countChanged(workers, before);
        call(Hook.ON_RELOAD);
    }

    /** A worker is about to be spawned, the number of that age. */
    void forking(int age) throws IOException {
        if (wanted(Hook.PRE_FORK)) {
            boot(Hook.PRE_FORK, Views.worker(0, age, config, log));
        }
    }

    /** A worker is gone. */
    void buried(WorkerHandle worker) {
        if (wanted(Hook.CHILD_EXIT)) {
            call(Hook.CHILD_EXIT, view(worker));
        }
    }

    /** There are to be that many workers. */
    void countChanged(int now, @Nullable Integer before) {
        call(Hook.NWORKERS_CHANGED, now, before);
    }

    /** A new arbiter is about to be started. */
    void executing() {
        call(Hook.PRE_EXEC);
    }

    /** The arbiter is about to exit. */
    void exiting() {
        call(Hook.ON_EXIT);
    }

    private boolean wanted(Hook hook) {
        return config.hooks().call(hook) != null;
    }

    private void boot(Hook hook, @Nullable Object... arguments) throws IOException {
        if (!run(hook, arguments)) {
            throw new IOException("hook '" + hook.setting() + "' failed, see above");
        }
    }

    private void call(Hook hook, @Nullable Object... arguments) {
        run(hook, arguments);
    }

    /** {@return whether it did not fail} */
    private boolean run(Hook hook, @Nullable Object... arguments) {
        Hooks.Call call = config.hooks().call(hook);
        if (call == null) {
            return true;
        }
        @Nullable Object[] all = new Object[arguments.length + 1];
        all[0] = Views.arbiter(ProcessHandle.current().pid(), config, log, workers());
        System.arraycopy(arguments, 0, all, 1, arguments.length);
        try {
            call.call(all);
            return true;
        } catch (Throwable e) { // the hook's own failure, whatever it is
            log.log(Logger.Level.ERROR, "Hook '" + hook.setting() + "' failed", e);
            return false;
        }
    }

    private List<Worker> workers() {
        List<Worker> workers = new ArrayList<>();
        for (WorkerHandle worker : crew.all()) {
            workers.add(view(worker));
        }
        return workers;
    }

    private Worker view(WorkerHandle worker) {
        return Views.worker(worker.pid(), worker.age(), worker.generation().config(), log);
    }
}
