package org.jcorn.arbiter;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jcorn.config.Config;
import org.jcorn.config.Setting;
import org.jcorn.config.Settings;
import org.jcorn.config.Version;
import org.jcorn.worker.ScoreboardPage;
import org.jspecify.annotations.Nullable;

/** What clients of the control socket get to see, as maps and lists. What workers do is from their scoreboard. */
final class ControlView {

    private final Crew crew;
    private final Deployment deployment;
    private final WorkerFactory factory;
    private final Supplier<ServiceManager.State> phase;
    private final long start;

    /**
     * @param phase tells how the server is
     * @param start since when it has been so, in {@link System#nanoTime}
     */
    ControlView(
            Crew crew, Deployment deployment, WorkerFactory factory, Supplier<ServiceManager.State> phase, long start) {
        this.crew = crew;
        this.deployment = deployment;
        this.factory = factory;
        this.phase = phase;
        this.start = start;
    }

    Map<String, ?> all() {
        Map<String, Object> all = new LinkedHashMap<>(Map.of("stats", stats()));
        all.putAll(workers());
        all.putAll(listeners());
        return all;
    }

    Map<String, ?> stats() {
        long requests = crew.requestsOfThoseGone();
        int active = 0;
        int connections = 0;
        for (WorkerHandle worker : crew.all()) {
            requests += worker.page().requests();
            active += worker.page().active();
            connections += worker.page().connections();
        }
        Map<String, Object> stats = new LinkedHashMap<>();
        stats.put("pid", ProcessHandle.current().pid());
        stats.put("version", Version.current());
        stats.put("application", deployment.current().application());
        stats.put("state", label(phase.get()));
        stats.put("uptime", seconds(System.nanoTime() - start));
        stats.put("workers_current", crew.all().size());
        stats.put("workers_ready", crew.count(WorkerHandle.State.READY));
        stats.put("workers_target", deployment.target());
        stats.put("workers_spawned", factory.nextAge() - 1);
        stats.put("workers_killed", crew.killed());
        stats.put("reloads", deployment.current().number() - 1);
        stats.put("requests", requests);
        stats.put("requests_active", active);
        stats.put("connections", connections);
        return stats;
    }

    Map<String, ?> workers() {
        long now = System.nanoTime();
        List<Map<String, ?>> workers = new ArrayList<>();
        for (WorkerHandle worker : crew.all()) {
            ScoreboardPage page = worker.page();
            Map<String, @Nullable Object> entry = new LinkedHashMap<>();
            entry.put("pid", worker.pid());
            entry.put("age", worker.age());
            entry.put("generation", worker.generation().number());
            entry.put("state", label(worker.state()));
            entry.put("booted", worker.booted());
            entry.put("requests", page.requests());
            entry.put("active", page.active());
            entry.put("connections", page.connections());
            entry.put("last_heartbeat", page.heartbeat() == 0 ? null : seconds(now - page.heartbeat()));
            workers.add(entry);
        }
        return Map.of("workers", workers);
    }

    Map<String, ?> listeners() {
        List<Map<String, ?>> listeners = new ArrayList<>();
        for (ListenerGroup group : deployment.current().listeners().groups()) {
            Map<String, Object> entry = new LinkedHashMap<>();
            entry.put("address", group.first().address());
            entry.put("type", label(group.first().family()));
            entry.put("sockets", group.sockets().size());
            entry.put("fd", group.first().fd());
            listeners.add(entry);
        }
        return Map.of("listeners", listeners);
    }

    Map<String, ?> config() {
        Config config = deployment.current().config();
        Map<String, Map<String, String>> settings = new TreeMap<>();
        for (Setting<?> setting : Settings.all()) {
            Map<String, String> entry = new LinkedHashMap<>();
            entry.put("value", config.shown(setting));
            entry.put("origin", config.origin(setting));
            settings.put(setting.name(), entry);
        }
        return settings;
    }

    private static String label(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }

    /** {@return seconds, with milliseconds} */
    private static double seconds(long nanos) {
        return TimeUnit.NANOSECONDS.toMillis(nanos) / 1000.0;
    }
}
