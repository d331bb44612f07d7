package org.jcorn.it.kit;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** An arbiter that is no child of the test: a daemon, or the new one of an upgrade. It is known by its pidfile. */
public final class OtherArbiter implements AutoCloseable {

    private final long pid;

    private OtherArbiter(long pid) {
        this.pid = pid;
    }

    /** {@return the arbiter whose number is in a pidfile, as soon as there is one} */
    public static OtherArbiter of(Path pidfile) {
        Waiting.until("a number in " + pidfile, () -> number(pidfile) > 0);
        return new OtherArbiter(number(pidfile));
    }

    /** {@return the arbiter that is the only child of a process, as soon as there is one} */
    public static OtherArbiter child(long parent) {
        Waiting.until("a child of " + parent, () -> ProcessTree.children(parent).size() == 1);
        return new OtherArbiter(ProcessTree.children(parent).get(0));
    }

    /** {@return the number in a pidfile, 0 if there is none} */
    public static long number(Path pidfile) {
        try {
            String text = Files.readString(pidfile, StandardCharsets.US_ASCII).strip();
            return text.isEmpty() ? 0 : Long.parseLong(text);
        } catch (IOException e) {
            return 0;
        }
    }

    /** {@return its process number} */
    public long pid() {
        return pid;
    }

    /** {@return its worker processes} */
    public List<Long> workers() {
        return ProcessTree.children(pid).stream()
                .filter(child -> ProcessTree.title(child).startsWith("jcorn: worker"))
                .toList();
    }

    /** {@return who says on its scoreboard to be ready, as soon as there is one} */
    public Readiness readiness() {
        Waiting.until("a scoreboard of " + pid, () -> !Readiness.of(pid).isEmpty());
        return Readiness.of(pid);
    }

    /** Wait until that many workers are ready and no other worker process is there. */
    public OtherArbiter awaitReady(int count) {
        Waiting.until(
                count + " ready workers of " + pid,
                () -> workers().size() == count && Readiness.of(pid).count() == count);
        return this;
    }

    /** Send it a signal, named without {@code SIG}. */
    public OtherArbiter signal(String name) {
        RunningServer.signal(name, pid);
        return this;
    }

    /** Wait until it has ended. */
    public void awaitEnd() {
        Waiting.until("the end of " + pid, () -> !ProcessTree.alive(pid));
    }

    /** Stop it quickly, if it still runs. */
    @Override
    public void close() {
        if (ProcessTree.alive(pid)) {
            signal("INT");
            awaitEnd();
        }
    }
}
