package org.jcorn.it.kit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A server process: the arbiter that the launcher became, and its workers. */
public final class RunningServer implements AutoCloseable {

    private static final Pattern PORT = Pattern.compile("https?://\\S+:(\\d+)");

    private final Process process;
    private final LogTail log;
    private @Nullable Readiness readiness;

    RunningServer(Process process, LogTail log) {
        this.process = process;
        this.log = log;
    }

    /** {@return the process number of the arbiter: the launcher becomes it} */
    public long pid() {
        return process.pid();
    }

    /** {@return all it writes to standard output and standard error} */
    public LogTail log() {
        return log;
    }

    /** {@return the port of its first TCP listener} */
    public int port() {
        return ports().get(0);
    }

    /** {@return the ports of its TCP listeners, as the line "Listening at" has them} */
    public List<Integer> ports() {
        String line = log.awaitMatch("Listening at: (.*) \\(\\d+\\)").group(1);
        List<Integer> ports = new ArrayList<>();
        Matcher matcher = PORT.matcher(line);
        while (matcher.find()) {
            ports.add(Integer.valueOf(matcher.group(1)));
        }
        return ports;
    }

    /** {@return its worker processes, by title, in the order of their numbers} */
    public List<Long> workers() {
        return ProcessTree.children(pid()).stream()
                .filter(child -> ProcessTree.title(child).startsWith("jcorn: worker"))
                .toList();
    }

    /** {@return the answer to a GET on a connection of its own} */
    public RawResponse get(String target) {
        return RawClient.get(port(), target);
    }

    /** {@return who says on its scoreboard to be ready} */
    public synchronized Readiness readiness() {
        Readiness known = readiness;
        if (known == null || known.isEmpty()) {
            known = Readiness.of(pid());
            readiness = known;
        }
        return known;
    }

    /** Wait until that many workers are ready and no other worker process is there. */
    public RunningServer awaitReady(int count) {
        return await(count + " ready workers", () -> log.contains("Listening at:") && steady(count));
    }

    /** Wait until that many workers say that they are ready, whatever the log says: it may be elsewhere, or silent. */
    public RunningServer awaitReadiness(int count) {
        return await(
                count + " workers that say they are ready", () -> readiness().count() == count);
    }

    private RunningServer await(String what, BooleanSupplier reached) {
        try {
            Waiting.until(what, () -> !alive() || reached.getAsBoolean());
        } catch (RuntimeException e) {
            throw new AssertionError(e.getMessage() + "; workers " + workers() + "; the log:\n" + log.text(), e);
        }
        if (!alive()) {
            throw new AssertionError("the server ended with status " + process.exitValue() + ":\n" + log.text());
        }
        return this;
    }

    private boolean steady(int count) {
        List<Long> workers = workers();
        return workers.size() == count
                && readiness().count() >= count // a killed worker's place may still say so
                && workers.stream().allMatch(pid -> log.contains("Booting worker with pid: " + pid));
    }

    /** Wait until it has made its class data archives, which it does at the lowest priority. */
    public RunningServer awaitTraining(Distribution distribution, Path cache) {
        try {
            Waiting.within(
                    Duration.ofMinutes(5), "class data archives below " + cache, () -> distribution.trained(cache));
        } catch (RuntimeException e) {
            throw new AssertionError(e.getMessage() + "; the log:\n" + log.text(), e);
        }
        return this;
    }

    /** Wait until all workers are others than these, and that many are ready. */
    public RunningServer awaitReplaced(List<Long> former, int count) {
        try {
            Waiting.until(
                    "none of " + former + " is left", () -> former.stream().noneMatch(ProcessTree::alive));
        } catch (RuntimeException e) {
            throw new AssertionError(e.getMessage() + "; the log:\n" + log.text(), e);
        }
        return awaitReady(count);
    }

    /** HUP, and wait until that many new workers have replaced all of now. */
    public RunningServer reload(int count) {
        List<Long> former = workers();
        return signal("HUP").awaitReplaced(former, count);
    }

    /** Send the arbiter a signal, named without {@code SIG}. */
    public RunningServer signal(String name) {
        signal(name, pid());
        return this;
    }

    /** Send any process a signal, as an operator does. */
    public static void signal(String name, long pid) {
        try {
            int status = new ProcessBuilder("kill", "-" + name, Long.toString(pid))
                    .inheritIO()
                    .start()
                    .waitFor();
            assertThat(status).as("kill -%s %s", name, pid).isZero();
        } catch (IOException | InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    /** {@return whether the arbiter runs} */
    public boolean alive() {
        return process.isAlive();
    }

    /** {@return the exit status, once it has ended by itself; after a signal 128 and its number} */
    public int awaitExit() {
        try {
            if (!process.waitFor(Waiting.DEADLINE.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new AssertionError("the server does not end; its log:\n" + log.text());
            }
            return process.exitValue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    /** {@return the exit status after TERM} */
    public int stop() {
        return signal("TERM").awaitExit();
    }

    /** Stop it quickly, if it still runs. */
    @Override
    public void close() {
        if (alive() && ProcessTree.alive(pid())) {
            signal("CONT");
            signal("INT");
            try {
                if (!process.waitFor(15, TimeUnit.SECONDS)) {
                    kill();
                    throw new AssertionError("the server does not end on INT; its log:\n" + log.text());
                }
            } catch (InterruptedException e) {
                kill();
                Thread.currentThread().interrupt();
            }
        }
    }

    private void kill() {
        List<Long> workers = workers();
        process.destroyForcibly();
        for (long worker : workers) {
            ProcessHandle.of(worker).ifPresent(ProcessHandle::destroyForcibly);
        }
    }
}
