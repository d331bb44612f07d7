package org.jcorn.arbiter;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jcorn.config.Config;
import org.jcorn.config.ServerMechanicsSettings;
import org.jcorn.worker.Inherited;
import org.jcorn.worker.LaunchSpec;
import org.jspecify.annotations.Nullable;

/** Starts worker JVMs, with the descriptors of {@link Inherited}. */
final class Spawner {

    private final Native os;
    private final ProcessSpawner processes;
    private final JvmCommand command;
    private final int scoreboard;
    private final int stderr;
    private final int lifeline;

    /**
     * @param scoreboard the scoreboard's descriptor
     * @param stderr where workers write what is meant for standard error
     * @throws IOException if the lifeline cannot be made
     */
    Spawner(Native os, JvmCommand command, int scoreboard, int stderr) throws IOException {
        this.os = os;
        this.processes = new ProcessSpawner(os);
        this.command = command;
        this.scoreboard = scoreboard;
        this.stderr = stderr;
        // The writing end stays open in this process alone until it ends, however it ends. Workers block on the other.
        int[] ends = os.pipe();
        this.lifeline = ends[0];
        os.check("fcntl", os.libc().fcntl(lifeline, Libc.F_SETFL, 0));
    }

    /**
     * Start a worker.
     *
     * @param generation what it belongs to
     * @param seat whose sockets it inherits
     * @param spec what it is to be
     * @param preloaded the archive it starts from, or null
     * @return the new process and the pipes from it
     * @throws IOException if it cannot be started
     */
    Spawned spawn(Generation generation, int seat, LaunchSpec spec, @Nullable Preloaded preloaded) throws IOException {
        JvmExtras extras = preloaded == null ? null : preloaded.extras();
        List<Integer> opened = new ArrayList<>();
        try {
            int[] reports = opened(os.pipe(), opened);
            int[] words = opened(os.pipe(), opened);
            int arguments =
                    opened(os.memoryFile("jcorn-jvm", command.argumentFile(generation.config(), extras)), opened);
            int text = opened(os.memoryFile("jcorn-spec", spec.text()), opened);
            // In the order of the constants of Inherited.
            List<Integer> descriptors = new ArrayList<>(List.of(
                    ProcessSpawner.NOTHING, 1, words[1], arguments, text, stderr, lifeline, reports[1], scoreboard));
            descriptors.addAll(generation.listeners().descriptors(seat));
            descriptors.addAll(generation.listeners().descriptors(seat)); // the spares
            int pid = start(generation, spec.title(), descriptors);
            opened.remove((Integer) reports[0]);
            opened.remove((Integer) words[0]);
            return new Spawned(pid, reports[0], words[0]);
        } finally {
            for (int fd : opened) {
                os.close(fd);
            }
        }
    }

    private int start(Generation generation, String title, List<Integer> descriptors) throws IOException {
        Config config = generation.config();
        Identity identity = generation.identity();
        // A process inherits its mask; this one makes no files meanwhile.
        boolean masks = config.isSet(ServerMechanicsSettings.UMASK);
        int mask = masks ? os.libc().umask(config.get(ServerMechanicsSettings.UMASK)) : 0;
        try {
            return processes.spawn(
                    identity.program(command.java()),
                    identity.arguments(command.java(), title, "@/proc/self/fd/" + Inherited.ARGUMENTS),
                    config.get(ServerMechanicsSettings.RAW_ENV),
                    config.get(ServerMechanicsSettings.CHDIR),
                    descriptors);
        } finally {
            if (masks) {
                os.libc().umask(mask);
            }
        }
    }

    private static int[] opened(int[] ends, List<Integer> opened) {
        opened.add(ends[0]);
        opened.add(ends[1]);
        return ends;
    }

    private static int opened(int fd, List<Integer> opened) {
        opened.add(fd);
        return fd;
    }
}
