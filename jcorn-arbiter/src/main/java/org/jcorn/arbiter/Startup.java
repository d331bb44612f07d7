package org.jcorn.arbiter;

import java.io.IOException;
import java.nio.file.Path;
import org.jcorn.config.Config;
import org.jcorn.config.ConfigSource;
import org.jcorn.config.LoggingSettings;
import org.jcorn.config.ServerMechanicsSettings;
import org.jcorn.config.Version;
import org.jcorn.config.WorkerProcessesSettings;
import org.jcorn.spi.Logger;
import org.jcorn.spi.Providers;
import org.jcorn.worker.ProcessTitle;

/** Puts an arbiter together, in Gunicorn's order: log, pidfile, signals, listeners, workers. */
final class Startup {

    /** The exit status when the configuration, the pidfile or a listener is at fault. */
    static final int CANNOT_START = 1;

    private Startup() {}

    static int run(ConfigSource source, Config config) {
        Logger log;
        try {
            log = openLog(config);
        } catch (IOException | IllegalArgumentException e) {
            System.err.println("jcorn: error: " + e.getMessage());
            return CANNOT_START;
        }
        int status = CANNOT_START;
        try (log) {
            status = withLog(source, config, log);
        } catch (IOException e) {
            log.error(e.getMessage() == null ? e.toString() : e.getMessage());
        }
        String errorlog = config.get(LoggingSettings.ERRORLOG);
        if (status != 0 && !errorlog.equals("-")) {
            System.err.println("jcorn: error: stopped with status " + status + ", see " + errorlog);
        }
        return status;
    }

    static int check(Config config) {
        try {
            Native os = new Native();
            Generation generation = new Generation(1, config, Listeners.none());
            WorkerFactory factory = new WorkerFactory(os, JvmCommand.ofThisProcess(), config);
            Logger log = openLog(config);
            WorkerHandle worker = factory.spawnCheck(generation);
            int[] status = new int[1];
            os.libc().waitpid(worker.pid(), status, 0);
            worker.listen(log);
            Obituary obituary = Obituary.of(worker, new ExitStatus(worker.pid(), status[0]));
            worker.close();
            if (status[0] == 0) {
                return 0;
            }
            System.err.println("jcorn: error: " + obituary.text());
            return CANNOT_START;
        } catch (IOException | IllegalArgumentException e) {
            System.err.println("jcorn: error: " + e.getMessage());
            return CANNOT_START;
        }
    }

    private static int withLog(ConfigSource source, Config config, Logger log) throws IOException {
        log.info("Starting jcorn " + Version.current());
        Path path = config.get(ServerMechanicsSettings.PIDFILE).orElse(null);
        if (path == null) {
            return serve(source, config, log);
        }
        try (Pidfile pidfile = Pidfile.claim(path)) {
            log.debug("Pidfile: " + pidfile.path());
            return serve(source, config, log);
        }
    }

    private static int serve(ConfigSource source, Config config, Logger log) throws IOException {
        Native os = new Native();
        SignalSource signals = SignalFd.possible() ? new SignalFd(os) : new JvmSignals(os, log);
        JvmCommand command = JvmCommand.ofThisProcess();
        WorkerFactory factory = new WorkerFactory(os, command, config);
        Listeners listeners = Listeners.open(os, config);
        try {
            log.info("Listening at: " + listeners + " ("
                    + ProcessHandle.current().pid() + ")");
            log.info("Using worker: " + WorkerProcessesSettings.effectiveWorkerClass(config));
            Generation first = new Generation(1, config, listeners);
            ProcessTitle.set(first.title("master"));
            int status = new Arbiter(source, first, log, os, signals, factory, new Training(os, command, log)).serve();
            log.info("Shutting down: Master");
            return status;
        } finally {
            listeners.close();
        }
    }

    private static Logger openLog(Config config) throws IOException {
        Logger log =
                Providers.named(Logger.class, "logger_class", config.get(LoggingSettings.LOGGER_CLASS), Logger::name);
        log.open(config);
        return log;
    }
}
