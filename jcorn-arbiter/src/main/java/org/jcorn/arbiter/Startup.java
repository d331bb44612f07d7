package org.jcorn.arbiter;

import java.io.IOException;
import java.nio.file.Path;
import org.jcorn.config.Config;
import org.jcorn.config.ConfigSource;
import org.jcorn.config.LoggingSettings;
import org.jcorn.config.ServerMechanicsSettings;
import org.jcorn.config.Version;
import org.jcorn.config.WorkerProcessesSettings;
import org.jcorn.log.ProcessLog;
import org.jcorn.spi.Logger;
import org.jcorn.worker.ProcessTitle;
import org.jspecify.annotations.Nullable;

/** Puts an arbiter together, in Gunicorn's order: log, pidfile, signals, listeners, workers. */
final class Startup {

    /** The exit status when the configuration, the pidfile or a listener is at fault. */
    static final int CANNOT_START = 1;

    private final ConfigSource source;
    private final Config config;
    private final Native os;
    private final Parent parent;
    private final Logger log;

    private Startup(ConfigSource source, Config config, Native os, Parent parent, Logger log) {
        this.source = source;
        this.config = config;
        this.os = os;
        this.parent = parent;
        this.log = log;
    }

    static int run(ConfigSource source, Config config) {
        Native os = new Native();
        Parent parent;
        Logger log;
        try {
            Handover handover = Handover.parse(System.getenv(Handover.VARIABLE));
            if (handover.isEmpty()) {
                handover = Activation.handover(
                        System.getenv(), ProcessHandle.current().pid());
            }
            parent = Parent.of(os, handover);
            if (config.get(ServerMechanicsSettings.DAEMON) && !parent.waits()) {
                return Daemon.start(os, config, handover.items());
            }
            log = openLog(config);
        } catch (IOException | IllegalArgumentException e) {
            System.err.println("jcorn: error: " + e.getMessage());
            return CANNOT_START;
        }
        int status = CANNOT_START;
        try (log) {
            status = new Startup(source, config, os, parent, log).start();
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
            Generation generation = new Generation(1, config, Listeners.none(), Identity.of(os, config));
            Reloader.check(config);
            WorkerFactory factory = new WorkerFactory(os, JvmCommand.ofThisProcess(), 2);
            Logger log = openLog(config);
            generation.handOver(log);
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

    private int start() throws IOException {
        log.info("Starting jcorn " + Version.current());
        ArbiterHooks hooks = new ArbiterHooks(log, config);
        // Before there is a pidfile, which tells where to send them.
        SignalSource signals = SignalFd.possible() ? new SignalFd(os) : new JvmSignals(os, log);
        Path path = config.get(ServerMechanicsSettings.PIDFILE).orElse(null);
        int status;
        if (path == null) {
            status = serve(signals, null, hooks);
        } else {
            path = WorkingDirectory.locate(config, path);
            try (Pidfile pidfile = Pidfile.claim(parent.serves() ? Pidfile.ofNewArbiter(path) : path)) {
                log.debug("Pidfile: " + pidfile.path());
                status = serve(signals, pidfile, hooks);
            }
        }
        hooks.exiting();
        return status;
    }

    private int serve(SignalSource signals, @Nullable Pidfile pidfile, ArbiterHooks hooks) throws IOException {
        hooks.starting(config.get(WorkerProcessesSettings.WORKERS));
        JvmCommand command = JvmCommand.ofThisProcess();
        WorkerFactory factory = new WorkerFactory(os, command, parent.stderr());
        Identity identity = Identity.of(os, config);
        Reloader.check(config);
        Inheritance inheritance = Inheritance.of(os, config, parent.handover(), parent.serves());
        Succession succession = new Succession(os, log, parent, Invocation.ofThisProcess(), pidfile, inheritance);
        Listeners listeners = inheritance.open(os, config);
        Control control = new Control(os, log, System.getenv(), succession.leads());
        try {
            log.info("Listening at: " + listeners + " ("
                    + ProcessHandle.current().pid() + ")");
            log.info("Using worker: " + WorkerProcessesSettings.effectiveWorkerClass(config));
            Generation first = new Generation(1, config, listeners, identity);
            first.handOver(log);
            control.open(config);
            hooks.ready();
            ProcessTitle.set(first.title(succession.role()));
            Training training = new Training(os, command, log);
            ServiceManager manager = new ServiceManager(os, log, System.getenv(), succession.leads());
            Preload preload = new Preload(os, command, log);
            Deployment deployment = new Deployment(os, log, succession, control, first);
            int status = new Arbiter(
                            source,
                            deployment,
                            log,
                            os,
                            signals,
                            factory,
                            training,
                            succession,
                            manager,
                            preload,
                            hooks,
                            control)
                    .serve();
            NewArbiter next = succession.next();
            if (next != null) {
                manager.handOver(next.pid());
            }
            log.info("Shutting down: Master");
            return status;
        } finally {
            control.close();
            listeners.close();
            succession.close();
        }
    }

    private static Logger openLog(Config config) throws IOException {
        Logger log = new ProcessLog();
        log.open(config);
        return log;
    }
}
