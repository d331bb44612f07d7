package org.jcorn.http;

import java.time.Clock;
import java.time.ZoneId;
import org.jcorn.config.AccessLogFormat;
import org.jcorn.config.LoggingSettings;
import org.jcorn.spi.Logger;
import org.jcorn.spi.WorkerContext;
import org.jspecify.annotations.Nullable;

/** The access log of a worker, if there is to be one: makes its lines and takes them to the {@link Logger}. */
public final class AccessLog implements AutoCloseable {

    private final AccessFormat format;
    private final Logger log;
    private final boolean enabled;
    private final @Nullable AccessQueue queue;

    private AccessLog(AccessFormat format, Logger log, @Nullable AccessQueue queue) {
        this.format = format;
        this.log = log;
        this.enabled = log.accessEnabled();
        this.queue = queue;
    }

    /**
     * {@return a log whose lines are written by the thread that has served the request, before it does anything else}
     *
     * @param context the worker
     */
    public static AccessLog direct(WorkerContext context) {
        return new AccessLog(format(context), context.log(), null);
    }

    /**
     * {@return a log whose lines are written by a thread of its own: for threads that must not wait} It is to be closed.
     *
     * @param context the worker
     */
    public static AccessLog queued(WorkerContext context) {
        Logger log = context.log();
        AccessQueue queue = null;
        if (log.accessEnabled()) {
            queue = new AccessQueue(log);
            queue.start();
        }
        return new AccessLog(format(context), log, queue);
    }

    private static AccessFormat format(WorkerContext context) {
        return format(
                context.config().get(LoggingSettings.ACCESS_LOG_FORMAT),
                ProcessHandle.current().pid(),
                Clock.system(ZoneId.systemDefault()));
    }

    static AccessFormat format(AccessLogFormat format, long pid, Clock clock) {
        AccessValues values = new AccessValues(pid, new AccessTime(clock));
        return format.json() ? new AccessJson(values, format.pieces()) : new AccessText(values, format.pieces());
    }

    boolean enabled() {
        return enabled;
    }

    AccessLine newLine() {
        return format.newLine();
    }

    /**
     * Write a record.
     *
     * @param line what it is made in, of {@link #newLine}
     */
    void write(AccessRecord record, AccessLine line) {
        line.clear();
        format.append(record, line);
        line.put('\n');
        if (queue == null) {
            log.access(line.bytes(), 0, line.length());
        } else {
            queue.add(line.bytes(), line.length());
        }
    }

    /** Write what waits to be written, for two seconds at most. */
    @Override
    public void close() {
        if (queue != null) {
            queue.close();
        }
    }
}
