package org.jcorn.it.kit;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A file in which hooks write that they were called: a line each, {@code PID HOOK DETAILS}. */
public final class HookTrace {

    private static final String CONFIG = """
            import java.io.IOException;
            import java.nio.file.Files;
            import java.nio.file.Path;
            import java.nio.file.StandardOpenOption;

            private static void trace(String what) throws IOException {
                String line = ProcessHandle.current().pid() + " " + what + "\\n";
                Files.writeString(Path.of("%s"), line, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
            }

            void onStarting(Arbiter arbiter) throws IOException {
                trace("onStarting " + arbiter.pid());
            }
            void onReload(Arbiter arbiter) throws IOException {
                trace("onReload");
            }
            void whenReady(Arbiter arbiter) throws IOException {
                trace("whenReady");
            }
            void preFork(Arbiter arbiter, Worker worker) throws IOException {
                trace("preFork " + worker.age() + " " + worker.pid());
            }
            void postFork(Arbiter arbiter, Worker worker) throws IOException {
                trace("postFork " + worker.age() + " " + arbiter.pid());
            }
            void postWorkerInit(Worker worker) throws IOException {
                trace("postWorkerInit " + worker.config().get("worker_class"));
            }
            void workerInt(Worker worker) throws IOException {
                trace("workerInt");
            }
            void workerAbort(Worker worker) throws IOException {
                trace("workerAbort");
            }
            void preExec(Arbiter arbiter) throws IOException {
                trace("preExec");
            }
            void preRequest(Worker worker, Request request) throws IOException {
                trace("preRequest " + request.path() + " " + Thread.currentThread().getName());
            }
            void postRequest(Worker worker, Request request, Response response) throws IOException {
                trace("postRequest " + request.path() + " " + response.status());
            }
            void childExit(Arbiter arbiter, Worker worker) throws IOException {
                trace("childExit " + worker.pid());
            }
            void workerExit(Arbiter arbiter, Worker worker) throws IOException {
                trace("workerExit");
            }
            void nworkersChanged(Arbiter arbiter, int now, Integer before) throws IOException {
                trace("nworkersChanged " + now + " " + before);
            }
            void onExit(Arbiter arbiter) throws IOException {
                trace("onExit " + arbiter.workers().size());
            }
            """;

    private final Path file;

    private HookTrace(Path file) {
        this.file = file;
    }

    /** {@return the trace of a site whose configuration file, {@code jcorn.conf.java}, has every hook write to it} */
    public static HookTrace in(Site site) {
        Path file = site.path("trace");
        site.write("jcorn.conf.java", CONFIG.formatted(file));
        return new HookTrace(file);
    }

    /** {@return what was called in a process, in order} */
    public List<String> of(long pid) {
        return lines().stream()
                .filter(line -> line.startsWith(pid + " "))
                .map(line -> line.substring(line.indexOf(' ') + 1))
                .toList();
    }

    /** Wait until a line is there. */
    public HookTrace await(String line) {
        Waiting.until("\"" + line + "\" in " + file, () -> lines().contains(line));
        return this;
    }

    /** {@return all lines} */
    public List<String> lines() {
        try {
            return Files.exists(file) ? Files.readAllLines(file) : List.of();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
