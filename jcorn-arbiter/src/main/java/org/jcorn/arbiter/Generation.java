package org.jcorn.arbiter;

import java.io.IOException;
import java.nio.file.Path;
import org.jcorn.config.Config;
import org.jcorn.config.ConfigFileSettings;
import org.jcorn.config.ProcessNamingSettings;
import org.jcorn.config.WorkerProcessesSettings;
import org.jcorn.spi.Logger;
import org.jspecify.annotations.Nullable;

/**
 * The workers of one reading of the configuration: the first at start, the next at each HUP.
 *
 * <p>A generation is proven once a worker of it was ready. Until then it may fail, and the one before stays.
 */
final class Generation {

    private final int number;
    private final Config config;
    private final Listeners listeners;
    private final Identity identity;
    private boolean proven;
    private String complaint = "";
    private @Nullable Preloaded preloaded;

    Generation(int number, Config config, Listeners listeners) {
        this(number, config, listeners, Identity.own());
    }

    Generation(int number, Config config, Listeners listeners, Identity identity) {
        this.number = number;
        this.config = config;
        this.listeners = listeners;
        this.identity = identity;
    }

    int number() {
        return number;
    }

    Config config() {
        return config;
    }

    Listeners listeners() {
        return listeners;
    }

    /** {@return whom the workers run as} */
    Identity identity() {
        return identity;
    }

    /**
     * Give the workers' user what belongs to them: the files of Unix sockets, and the logs, which they open themselves.
     *
     * @param log what is open for them
     * @throws IOException if that is not allowed
     */
    void handOver(Logger log) throws IOException {
        for (ListenerGroup group : listeners.groups()) {
            SocketFile socket = group.first().socketFile();
            if (socket != null) {
                identity.own(socket.path());
            }
        }
        for (Path file : log.files()) {
            identity.own(file);
        }
    }

    int workers() {
        return config.get(WorkerProcessesSettings.WORKERS);
    }

    /** {@return the application to load, as given} */
    String application() {
        return config.get(ConfigFileSettings.WSGI_APP).orElse("");
    }

    /** {@return what {@code ps} shows for the arbiter or a worker} */
    String title(String role) {
        return "jcorn: " + role + " [" + processName() + "]";
    }

    private String processName() {
        return config.get(ProcessNamingSettings.PROC_NAME).orElse(config.get(ProcessNamingSettings.DEFAULT_PROC_NAME));
    }

    boolean proven() {
        return proven;
    }

    void prove() {
        proven = true;
    }

    /** Tell of a failure of the application, which all its workers see, once. */
    void complain(String failure, Logger log) {
        if (!failure.equals(complaint)) {
            complaint = failure;
            log.error("App failed to load, an error page is served until it is mended: " + failure);
        }
    }

    /** {@return the archive its workers start from, if there is one and it is whole} */
    @Nullable
    Preloaded preloaded() {
        if (preloaded != null && !preloaded.whole()) {
            preloaded = null;
        }
        return preloaded;
    }

    /** Start its workers from that archive from now on, or from none. */
    void preloaded(@Nullable Preloaded archive) {
        preloaded = archive;
    }
}
