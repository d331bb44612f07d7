package org.jcorn.arbiter;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import org.jcorn.config.Config;
import org.jcorn.config.LoggingSettings;
import org.jcorn.config.ServerMechanicsSettings;
import org.jcorn.config.ServerSocketSettings;
import org.jcorn.config.StatsdSettings;
import org.jcorn.config.WorkerProcessesSettings;
import org.jcorn.preload.Stage;
import org.jcorn.worker.Inherited;
import org.jcorn.worker.LaunchSpec;
import org.jcorn.worker.Report;
import org.jcorn.worker.Scoreboard;

/**
 * A process for a {@link Stage} of preloading: a worker in all but that it has the lowest priority, listens on a socket
 * of its own on the loopback address, and that what the application says goes nowhere.
 */
final class PreloadProcess {

    private static final int MOST_WORDS = 4096;

    private final Native os;
    private final int pid;
    private final Stage stage;
    private final Pipes pipes;
    private final ByteArrayOutputStream heard = new ByteArrayOutputStream();
    private final ByteArrayOutputStream reported = new ByteArrayOutputStream();

    /** The ends that stay here. */
    private record Pipes(int words, int reports, int lifeline) {}

    private PreloadProcess(Native os, int pid, Stage stage, Pipes pipes) {
        this.os = os;
        this.pid = pid;
        this.stage = stage;
        this.pipes = pipes;
    }

    static PreloadProcess start(Native os, JvmCommand command, Generation generation, Stage stage, JvmExtras extras)
            throws IOException {
        Config config = secluded(generation.config());
        List<Integer> passed = new ArrayList<>();
        List<Integer> kept = new ArrayList<>();
        Listeners listeners = stage == Stage.TRAINING ? Listeners.open(os, config) : Listeners.none();
        try {
            LaunchSpec spec = new LaunchSpec(
                    config,
                    generation.application(),
                    generation.title("preload"),
                    0,
                    0,
                    0,
                    true,
                    listeners.inherited(0));
            int words = pipe(os, kept, passed);
            int reports = pipe(os, kept, passed);
            int[] lifeline = os.pipe();
            passed.add(lifeline[0]);
            kept.add(lifeline[1]);
            os.check("fcntl", os.libc().fcntl(lifeline[0], Libc.F_SETFL, 0)); // workers block on it
            int arguments = os.memoryFile("jcorn-jvm", command.argumentFile(generation.config(), extras));
            passed.add(arguments);
            int text = os.memoryFile("jcorn-spec", spec.text());
            passed.add(text);
            int scoreboard = new SharedMemory(os, Scoreboard.BYTES).fd();
            passed.add(scoreboard);
            int none = ProcessSpawner.NOTHING;
            // In the order of the constants of Inherited.
            List<Integer> descriptors = new ArrayList<>(
                    List.of(none, none, words, arguments, text, none, lifeline[0], reports, scoreboard));
            descriptors.addAll(listeners.descriptors(0));
            descriptors.addAll(listeners.descriptors(0)); // the spares
            int pid = new ProcessSpawner(os)
                    .spawn(
                            Path.of("/usr/bin/env"),
                            List.of(
                                    "env",
                                    "nice",
                                    "-n",
                                    "19",
                                    command.java().toString(),
                                    "@/proc/self/fd/" + Inherited.ARGUMENTS),
                            config.get(ServerMechanicsSettings.RAW_ENV),
                            config.get(ServerMechanicsSettings.CHDIR),
                            descriptors);
            Pipes pipes = new Pipes(kept.get(0), kept.get(1), kept.get(2));
            kept.clear();
            return new PreloadProcess(os, pid, stage, pipes);
        } finally {
            listeners.close();
            passed.forEach(os::close);
            kept.forEach(os::close);
        }
    }

    /** {@return the writing end of a new pipe} */
    private static int pipe(Native os, List<Integer> kept, List<Integer> passed) throws IOException {
        int[] ends = os.pipe();
        kept.add(ends[0]);
        passed.add(ends[1]);
        return ends[1];
    }

    /** {@return the settings of a process that no client and no operator shall notice} */
    private static Config secluded(Config config) {
        Properties settings = config.toProperties();
        settings.setProperty(ServerSocketSettings.BIND.name(), "127.0.0.1:0");
        settings.setProperty(ServerMechanicsSettings.REUSE_PORT.name(), "false");
        settings.setProperty(LoggingSettings.LOGGER_CLASS.name(), "simple");
        settings.setProperty(LoggingSettings.ERRORLOG.name(), "-");
        settings.setProperty(LoggingSettings.SYSLOG.name(), "false");
        settings.remove(LoggingSettings.LOGCONFIG.name());
        settings.remove(StatsdSettings.STATSD_HOST.name());
        // Standard output leads nowhere; without an access log its classes would be missing in the archive.
        settings.computeIfPresent(LoggingSettings.ACCESSLOG.name(), (name, file) -> "-");
        settings.setProperty(WorkerProcessesSettings.KEEPALIVE.name(), "1");
        return Config.fromProperties(settings);
    }

    int pid() {
        return pid;
    }

    Stage stage() {
        return stage;
    }

    /** Take in what it says, or else it waits for that. */
    void listen() {
        take(pipes.reports(), reported);
        take(pipes.words(), heard);
    }

    private void take(int pipe, ByteArrayOutputStream to) {
        for (byte[] bytes = os.read(pipe); bytes.length > 0; bytes = os.read(pipe)) {
            if (to.size() < MOST_WORDS) {
                to.write(bytes, 0, bytes.length);
            }
        }
    }

    /** {@return why it failed, as far as is known} */
    String failure(ExitStatus status) {
        for (String line : reported.toString(StandardCharsets.UTF_8).split("\n", -1)) {
            if (line.startsWith("failed ") && Report.parse(line) instanceof Report.Failed failed) {
                return failed.message();
            }
        }
        String said = heard.toString(StandardCharsets.UTF_8).strip();
        return "its process " + status + (said.isEmpty() ? "" : ": " + said);
    }

    void kill() {
        os.kill(pid, Signal.KILL);
    }

    void close() {
        os.close(pipes.reports());
        os.close(pipes.words());
        os.close(pipes.lifeline());
    }
}
