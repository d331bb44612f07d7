package org.jcorn.hook;

import java.util.EnumMap;
import java.util.Map;
import javax.net.ssl.SSLContext;
import org.jcorn.Request;
import org.jcorn.Response;
import org.jspecify.annotations.Nullable;

/**
 * The hooks of one configuration. Immutable.
 *
 * <pre>{@code
 * Hooks hooks = Hooks.builder()
 *         .whenReady(arbiter -> arbiter.log().info("ready"))
 *         .postFork((arbiter, worker) -> pool.open())
 *         .build();
 * }</pre>
 *
 * @since 0.1
 */
public final class Hooks {

    /** No hooks at all. */
    public static final Hooks NONE = new Hooks(Map.of());

    private final Map<Hook, Call> calls;

    private Hooks(Map<Hook, Call> calls) {
        this.calls = calls;
    }

    /**
     * Make hooks out of calls.
     *
     * @param calls what to call for each hook; the arguments are those of the first of its {@link Hook#signatures}, and the
     *     response besides for {@link Hook#POST_REQUEST}
     * @return the hooks
     */
    public static Hooks of(Map<Hook, Call> calls) {
        return calls.isEmpty() ? NONE : new Hooks(new EnumMap<>(calls));
    }

    /** {@return what collects hooks} */
    public static Builder builder() {
        return new Builder();
    }

    /** {@return whether there are none} */
    public boolean isEmpty() {
        return calls.isEmpty();
    }

    /**
     * {@return what to call for a hook, or null if nothing}
     *
     * @param hook the hook
     */
    public @Nullable Call call(Hook hook) {
        return calls.get(hook);
    }

    /** Something to call, whatever its signature. */
    @FunctionalInterface
    public interface Call {
        /**
         * Call it.
         *
         * @param arguments the arguments of the hook
         * @return what it returned, null for nothing
         * @throws Exception what it threw
         */
        @Nullable
        Object call(@Nullable Object... arguments) throws Exception;
    }

    /** A hook about the arbiter. */
    @FunctionalInterface
    public interface ArbiterHook {
        /**
         * Run.
         *
         * @param arbiter the arbiter
         * @throws Exception if it fails
         */
        void run(Arbiter arbiter) throws Exception;
    }

    /** A hook about a worker. */
    @FunctionalInterface
    public interface WorkerHook {
        /**
         * Run.
         *
         * @param worker the worker
         * @throws Exception if it fails
         */
        void run(Worker worker) throws Exception;
    }

    /** A hook about the arbiter and one of its workers. */
    @FunctionalInterface
    public interface ForkHook {
        /**
         * Run.
         *
         * @param arbiter the arbiter
         * @param worker the worker
         * @throws Exception if it fails
         */
        void run(Arbiter arbiter, Worker worker) throws Exception;
    }

    /** The hook about the number of workers. */
    @FunctionalInterface
    public interface CountHook {
        /**
         * Run.
         *
         * @param arbiter the arbiter
         * @param now how many workers there are to be
         * @param before how many there were to be before, null at start
         * @throws Exception if it fails
         */
        void run(Arbiter arbiter, int now, @Nullable Integer before) throws Exception;
    }

    /** The hook before a request. */
    @FunctionalInterface
    public interface RequestHook {
        /**
         * Run.
         *
         * @param worker this worker
         * @param request the request
         * @throws Exception if it fails: the request is answered with status 500
         */
        void run(Worker worker, Request request) throws Exception;
    }

    /** The hook after a request. */
    @FunctionalInterface
    public interface ResponseHook {
        /**
         * Run.
         *
         * @param worker this worker
         * @param request the request
         * @param response the response, which was sent
         * @throws Exception if it fails
         */
        void run(Worker worker, Request request, Response response) throws Exception;
    }

    /** The hook that makes the TLS context. */
    @FunctionalInterface
    public interface SslContextHook {
        /**
         * Make it.
         *
         * @param config the settings
         * @param defaults makes the one that the settings ask for
         * @return the context
         * @throws Exception if it fails
         */
        SSLContext make(Config config, DefaultSslContext defaults) throws Exception;
    }

    /** Collects hooks; of a hook given twice the last holds. */
    @SuppressWarnings("NullAway") // arguments that must not be null never are
    public static final class Builder {

        private final Map<Hook, Call> calls = new EnumMap<>(Hook.class);

        private Builder() {}

        /**
         * Set {@link Hook#ON_STARTING}.
         *
         * @param hook what to run
         * @return this
         */
        public Builder onStarting(ArbiterHook hook) {
            return arbiter(Hook.ON_STARTING, hook);
        }

        /**
         * Set {@link Hook#ON_RELOAD}.
         *
         * @param hook what to run
         * @return this
         */
        public Builder onReload(ArbiterHook hook) {
            return arbiter(Hook.ON_RELOAD, hook);
        }

        /**
         * Set {@link Hook#WHEN_READY}.
         *
         * @param hook what to run
         * @return this
         */
        public Builder whenReady(ArbiterHook hook) {
            return arbiter(Hook.WHEN_READY, hook);
        }

        /**
         * Set {@link Hook#PRE_FORK}.
         *
         * @param hook what to run
         * @return this
         */
        public Builder preFork(ForkHook hook) {
            return fork(Hook.PRE_FORK, hook);
        }

        /**
         * Set {@link Hook#POST_FORK}.
         *
         * @param hook what to run
         * @return this
         */
        public Builder postFork(ForkHook hook) {
            return fork(Hook.POST_FORK, hook);
        }

        /**
         * Set {@link Hook#POST_WORKER_INIT}.
         *
         * @param hook what to run
         * @return this
         */
        public Builder postWorkerInit(WorkerHook hook) {
            return worker(Hook.POST_WORKER_INIT, hook);
        }

        /**
         * Set {@link Hook#WORKER_INT}.
         *
         * @param hook what to run
         * @return this
         */
        public Builder workerInt(WorkerHook hook) {
            return worker(Hook.WORKER_INT, hook);
        }

        /**
         * Set {@link Hook#WORKER_ABORT}.
         *
         * @param hook what to run
         * @return this
         */
        public Builder workerAbort(WorkerHook hook) {
            return worker(Hook.WORKER_ABORT, hook);
        }

        /**
         * Set {@link Hook#PRE_EXEC}.
         *
         * @param hook what to run
         * @return this
         */
        public Builder preExec(ArbiterHook hook) {
            return arbiter(Hook.PRE_EXEC, hook);
        }

        /**
         * Set {@link Hook#PRE_REQUEST}.
         *
         * @param hook what to run
         * @return this
         */
        public Builder preRequest(RequestHook hook) {
            calls.put(Hook.PRE_REQUEST, arguments -> {
                hook.run((Worker) arguments[0], (Request) arguments[1]);
                return null;
            });
            return this;
        }

        /**
         * Set {@link Hook#POST_REQUEST}.
         *
         * @param hook what to run
         * @return this
         */
        public Builder postRequest(ResponseHook hook) {
            calls.put(Hook.POST_REQUEST, arguments -> {
                hook.run((Worker) arguments[0], (Request) arguments[1], (Response) arguments[2]);
                return null;
            });
            return this;
        }

        /**
         * Set {@link Hook#CHILD_EXIT}.
         *
         * @param hook what to run
         * @return this
         */
        public Builder childExit(ForkHook hook) {
            return fork(Hook.CHILD_EXIT, hook);
        }

        /**
         * Set {@link Hook#WORKER_EXIT}.
         *
         * @param hook what to run
         * @return this
         */
        public Builder workerExit(ForkHook hook) {
            return fork(Hook.WORKER_EXIT, hook);
        }

        /**
         * Set {@link Hook#NWORKERS_CHANGED}.
         *
         * @param hook what to run
         * @return this
         */
        public Builder nworkersChanged(CountHook hook) {
            calls.put(Hook.NWORKERS_CHANGED, arguments -> {
                hook.run((Arbiter) arguments[0], (Integer) arguments[1], (Integer) arguments[2]);
                return null;
            });
            return this;
        }

        /**
         * Set {@link Hook#ON_EXIT}.
         *
         * @param hook what to run
         * @return this
         */
        public Builder onExit(ArbiterHook hook) {
            return arbiter(Hook.ON_EXIT, hook);
        }

        /**
         * Set {@link Hook#SSL_CONTEXT}.
         *
         * @param hook what to run
         * @return this
         */
        public Builder sslContext(SslContextHook hook) {
            calls.put(
                    Hook.SSL_CONTEXT, arguments -> hook.make((Config) arguments[0], (DefaultSslContext) arguments[1]));
            return this;
        }

        /** {@return the hooks} */
        public Hooks build() {
            return Hooks.of(calls);
        }

        private Builder arbiter(Hook name, ArbiterHook hook) {
            calls.put(name, arguments -> {
                hook.run((Arbiter) arguments[0]);
                return null;
            });
            return this;
        }

        private Builder worker(Hook name, WorkerHook hook) {
            calls.put(name, arguments -> {
                hook.run((Worker) arguments[0]);
                return null;
            });
            return this;
        }

        private Builder fork(Hook name, ForkHook hook) {
            calls.put(name, arguments -> {
                hook.run((Arbiter) arguments[0], (Worker) arguments[1]);
                return null;
            });
            return this;
        }
    }
}
