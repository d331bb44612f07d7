package org.jcorn.worker.netty;

import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import org.jcorn.Application;
import org.jcorn.NonBlocking;
import org.jcorn.config.WorkerProcessesSettings;
import org.jcorn.http.AccessLog;
import org.jcorn.spi.Logger;
import org.jcorn.spi.WorkerContext;
import org.jspecify.annotations.Nullable;

/**
 * What the connections of a worker share.
 *
 * @param application the application
 * @param inline whether it runs on the loop
 * @param handoff where it goes else
 * @param carrier where it begins if it is trusted, or null where there is no such thing
 * @param sessions lent to connections with a request
 * @param loopStaging what the loop sends gathers here, one connection at a time
 * @param stagings for the threads
 * @param patience how long a client may take for its next move, zero = for ever
 * @param keepalive how long a connection may be idle
 * @param log the error log
 * @param successors makes what takes a connection over when it switches protocols; null where nothing can
 */
record Shared(
        Application application,
        boolean inline,
        Handoff handoff,
        @Nullable LoopCarrier carrier,
        Sessions sessions,
        Staging loopStaging,
        Stagings stagings,
        Duration patience,
        Duration keepalive,
        Logger log,
        @Nullable Supplier<Successor> successors) {

    static Shared of(
            WorkerContext context,
            AccessLog accessLog,
            Executor threads,
            @Nullable LoopCarrier carrier,
            @Nullable Supplier<Successor> successors) {
        Application application = context.application();
        return new Shared(
                application,
                // Hooks around a request promise nothing.
                application.getClass().isAnnotationPresent(NonBlocking.class) && context.requestHooks() == null,
                new Handoff(carrier == null ? threads : carrier::runElsewhere),
                carrier,
                new Sessions(context, accessLog),
                new Staging(),
                new Stagings(),
                context.config().get(WorkerProcessesSettings.TIMEOUT),
                context.config().get(WorkerProcessesSettings.KEEPALIVE),
                context.log(),
                successors);
    }
}
