package org.jcorn.arbiter;

import java.util.concurrent.TimeUnit;
import org.jcorn.config.StatsdSettings;
import org.jcorn.spi.Logger;
import org.jcorn.worker.ScoreboardPage;

/** Tells the log how many workers, requests and connections there are, once a second, if it wants to know. */
final class Gauges {

    private static final long INTERVAL = TimeUnit.SECONDS.toNanos(1);

    private final Logger log;
    private final Backlog backlog;
    private long last = System.nanoTime() - INTERVAL;

    Gauges(Logger log, Backlog backlog) {
        this.log = log;
        this.backlog = backlog;
    }

    void turn(Crew crew, Generation current, long now) {
        if (now - last < INTERVAL || !log.metered()) {
            return;
        }
        last = now;
        int requests = 0;
        int connections = 0;
        for (WorkerHandle worker : crew.all()) {
            ScoreboardPage page = worker.page();
            requests += page.active();
            connections += page.connections();
        }
        log.gauge("workers", crew.all().size());
        log.gauge("workers.ready", crew.count(WorkerHandle.State.READY));
        log.gauge("requests.active", requests);
        log.gauge("connections", connections);
        if (current.config().get(StatsdSettings.ENABLE_BACKLOG_METRIC)) {
            log.gauge("backlog", backlog.of(current.listeners()));
        }
    }
}
