package org.jcorn.worker;

import javax.net.ssl.SSLContext;
import org.jcorn.Request;
import org.jcorn.Response;
import org.jcorn.app.PreparedApplication;
import org.jcorn.conf.HookBinding;
import org.jcorn.conf.Views;
import org.jcorn.hook.Arbiter;
import org.jcorn.hook.DefaultSslContext;
import org.jcorn.hook.Hook;
import org.jcorn.hook.Hooks;
import org.jcorn.hook.Worker;
import org.jcorn.spi.AppLoadException;
import org.jcorn.spi.Logger;
import org.jcorn.spi.RequestHooks;
import org.jspecify.annotations.Nullable;

/** The hooks of this worker process. Most have none, and then nothing of this is loaded. */
final class WorkerHooks implements RequestHooks {

    private final Hooks hooks;
    private final Logger log;
    private final Arbiter arbiter;
    private final Worker worker;
    private final Hooks.@Nullable Call preRequest;
    private final Hooks.@Nullable Call postRequest;
    private boolean exited;

    /** @param hooks what to call; those of the arbiter are ignored */
    WorkerHooks(LaunchSpec spec, Hooks hooks, Logger log) {
        this.hooks = hooks;
        this.log = log;
        long parent = ProcessHandle.current().parent().map(ProcessHandle::pid).orElse(0L);
        this.arbiter = Views.arbiter(parent, spec.config(), log, java.util.List.of());
        this.worker = Views.worker(ProcessHandle.current().pid(), spec.age(), spec.config(), log);
        this.preRequest = hooks.call(Hook.PRE_REQUEST);
        this.postRequest = hooks.call(Hook.POST_REQUEST);
    }

    /** {@return whether this worker has hooks} At level {@code debug} there always is one: it logs requests. */
    static boolean any(LaunchSpec spec, Logger log) {
        return log.enabled(Logger.Level.DEBUG) || HookBinding.anyInWorker(spec.config());
    }

    /** {@return the hooks of this worker} */
    static WorkerHooks of(LaunchSpec spec, PreparedApplication application, Logger log)
            throws AppLoadException, BootException {
        try {
            Hooks hooks = HookBinding.inWorker(spec.config(), application.classPath(), application.loader(), log);
            return new WorkerHooks(spec, hooks, log);
        } catch (IllegalArgumentException e) {
            throw new BootException(WorkerMain.BOOT_FAILED, String.valueOf(e.getMessage()), e);
        }
    }

    /** This process has just been started. */
    void forked() throws BootException {
        boot(Hook.POST_FORK, arbiter, worker);
    }

    /** The application is loaded. */
    void initialized() throws BootException {
        boot(Hook.POST_WORKER_INIT, worker);
    }

    /** This worker was told to leave at once. */
    void interrupted() {
        call(Hook.WORKER_INT, worker);
    }

    /** This worker did not beat in time. */
    void aborted() {
        call(Hook.WORKER_ABORT, worker);
    }

    /** This worker is about to exit, however that came. */
    void exiting() {
        synchronized (this) {
            if (exited) {
                return;
            }
            exited = true;
        }
        call(Hook.WORKER_EXIT, arbiter, worker);
    }

    /** {@return what to call around each request, or null if nothing} */
    @Nullable
    RequestHooks requests() {
        return preRequest == null && postRequest == null && !log.enabled(Logger.Level.DEBUG) ? null : this;
    }

    /** {@return what makes the TLS context, or null if nothing here} */
    Hooks.@Nullable SslContextHook sslContext() {
        Hooks.Call call = hooks.call(Hook.SSL_CONTEXT);
        return call == null ? null : (config, defaults) -> sslContext(call, config, defaults);
    }

    private static SSLContext sslContext(Hooks.Call call, org.jcorn.hook.Config config, DefaultSslContext defaults)
            throws Exception {
        if (call.call(config, defaults) instanceof SSLContext context) {
            return context;
        }
        throw new IllegalStateException("it returned no javax.net.ssl.SSLContext");
    }

    @Override
    public void before(Request request) throws Exception {
        if (preRequest != null) {
            preRequest.call(worker, request);
        } else if (log.enabled(Logger.Level.DEBUG)) {
            log.debug(request.method() + " " + request.target()); // as it came: decoded it could hold line feeds
        }
    }

    @Override
    public void after(Request request, Response response) {
        if (postRequest != null) {
            run(Hook.POST_REQUEST, postRequest, worker, request, response);
        }
    }

    private void boot(Hook hook, Object... arguments) throws BootException {
        Hooks.Call call = hooks.call(hook);
        if (call != null) {
            try {
                call.call(arguments);
            } catch (Throwable e) { // the hook's own failure, whatever it is
                throw new BootException(
                        WorkerMain.BOOT_FAILED, FailureText.of("hook '" + hook.setting() + "' failed: " + e, e), e);
            }
        }
    }

    private void call(Hook hook, Object... arguments) {
        Hooks.Call call = hooks.call(hook);
        if (call != null) {
            run(hook, call, arguments);
        }
    }

    private void run(Hook hook, Hooks.Call call, Object... arguments) {
        try {
            call.call(arguments);
        } catch (Throwable e) { // the hook's own failure, whatever it is
            log.log(Logger.Level.ERROR, "Hook '" + hook.setting() + "' failed", e);
        }
    }
}
