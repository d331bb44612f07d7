package org.jcorn.arbiter;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jcorn.config.BindAddress;

/**
 * An arbiter that this process has started, until it is ready: for an upgrade or as a daemon. Its standard error comes
 * here meanwhile, so that it is known what a launcher or a JVM says that does not get as far as the log.
 */
final class NewArbiter {

    /** What systemd meant for one process only, or for the one that was started first. */
    private static final List<String> NOT_FOR_IT =
            List.of(Conversion.VARIABLE, "LISTEN_PID", "LISTEN_FDS", "LISTEN_FDNAMES", "WATCHDOG_PID");

    private final Native os;
    private final int pid;
    private final int reports;
    private final int words;
    private final int lifeline;
    private final LastWords lastWords = new LastWords();
    private Set<String> report = Set.of();

    private NewArbiter(Native os, int pid, int reports, int words, int lifeline) {
        this.os = os;
        this.pid = pid;
        this.reports = reports;
        this.words = words;
        this.lifeline = lifeline;
    }

    /**
     * Start it.
     *
     * @param stdio its standard input, output and, once it is ready, error
     * @param listeners what it inherits to listen at
     * @param daemon whether it gets a session of its own, and is not to take the place of this process
     */
    static NewArbiter start(
            Native os, Invocation invocation, List<Integer> stdio, List<Handover.Item> listeners, boolean daemon)
            throws IOException {
        List<Integer> opened = new ArrayList<>();
        try {
            int[] report = os.pipe();
            opened.add(report[1]);
            int[] words = os.pipe();
            opened.add(words[1]);
            int[] lifeline = os.pipe();
            opened.add(lifeline[0]);
            List<Handover.Item> items = new ArrayList<>();
            items.add(new Handover.Item(report[1], Handover.READY));
            items.add(new Handover.Item(stdio.get(2), Handover.STDERR));
            if (!daemon) {
                items.add(new Handover.Item(lifeline[0], Handover.LIFELINE));
            }
            items.addAll(listeners);
            Handover handover = new Handover(items);
            try {
                int pid = new ProcessSpawner(os)
                        .spawn(execution(invocation, handover, List.of(stdio.get(0), stdio.get(1), words[1]), daemon));
                return new NewArbiter(os, pid, report[0], words[0], lifeline[1]);
            } catch (IOException e) {
                opened.addAll(List.of(report[0], words[0], lifeline[1]));
                throw e;
            }
        } finally {
            for (int fd : opened) {
                os.close(fd);
            }
        }
    }

    private static Execution execution(
            Invocation invocation, Handover handover, List<Integer> stdio, boolean newSession) throws IOException {
        List<byte[]> arguments =
                new ArrayList<>(Execution.bytes(List.of(invocation.launcher().toString())));
        arguments.addAll(invocation.arguments());
        List<Integer> descriptors = new ArrayList<>(stdio);
        for (Handover.Item item : handover.items()) {
            descriptors.add(item.fd());
        }
        return new Execution(
                invocation.launcher(),
                arguments,
                Environment.with(Map.of(Handover.VARIABLE, handover.text()), NOT_FOR_IT),
                invocation.directory(),
                descriptors,
                newSession);
    }

    int pid() {
        return pid;
    }

    /** {@return whether it has said that it serves} */
    boolean ready() {
        return !report.isEmpty();
    }

    /** {@return whether it has said that it serves there} */
    boolean serves(BindAddress address) {
        return report.contains(address.toString());
    }

    /** {@return what it and its launcher said on standard error} */
    LastWords words() {
        return lastWords;
    }

    void pollBy(PollSet poll) {
        if (!ready()) {
            poll.add(reports);
            poll.add(words);
        }
    }

    /** Take in what it said. */
    void listen() {
        if (ready()) {
            return;
        }
        report = Set.copyOf(
                new String(os.read(reports), StandardCharsets.UTF_8).lines().toList());
        for (byte[] bytes = os.read(words); bytes.length > 0; bytes = os.read(words)) {
            lastWords.hear(bytes);
        }
    }

    void kill(Signal signal) {
        os.kill(pid, signal);
    }

    /** Let go of its pipes. */
    void close() {
        os.close(reports);
        os.close(words);
        os.close(lifeline);
    }
}
