package org.jcorn.arbiter;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jcorn.control.ControlException;
import org.jcorn.spi.Logger;
import org.jspecify.annotations.Nullable;

/** What clients of the control socket may ask for. It runs in the arbiter's loop, and does what signals do, by the same way. */
final class ControlCommands {

    private static final Map<String, String> HELP = new TreeMap<>(Map.ofEntries(
            Map.entry("help", "show this"),
            Map.entry("reload", "begin a new generation of workers, as HUP does"),
            Map.entry("reopen", "reopen the logs, as USR1 does"),
            Map.entry("show all", "show stats, workers and listeners together"),
            Map.entry("show config", "show the settings, without secrets, and where they come from"),
            Map.entry("show listeners", "show where the server listens"),
            Map.entry("show stats", "show the state of the server and what it has done"),
            Map.entry("show workers", "show the workers and what each does"),
            Map.entry("shutdown [graceful|quick]", "stop the server, as TERM or INT does"),
            Map.entry("worker add [N]", "have that many workers more, 1 if it is not said, as TTIN does"),
            Map.entry("worker kill PID", "have a worker finish its requests and end; another takes its place"),
            Map.entry("worker remove [N]", "have that many workers less, but at least 1, as TTOU does")));

    private final Crew crew;
    private final Deployment deployment;
    private final ControlView view;
    private final Logger log;
    private final Supplier<ServiceManager.State> phase;
    private final Consumer<Signal> signals;
    private final BiConsumer<Signal, Integer> resize;

    /**
     * @param phase tells how the server is
     * @param signals does what a signal does
     * @param resize does what TTIN and TTOU do, for a number of workers
     */
    ControlCommands(
            Crew crew,
            Deployment deployment,
            WorkerFactory factory,
            Logger log,
            Supplier<ServiceManager.State> phase,
            Consumer<Signal> signals,
            BiConsumer<Signal, Integer> resize) {
        this.crew = crew;
        this.deployment = deployment;
        this.view = new ControlView(crew, deployment, factory, phase, System.nanoTime());
        this.log = log;
        this.phase = phase;
        this.signals = signals;
        this.resize = resize;
    }

    /**
     * Do what a client asks for.
     *
     * @param words the command and its arguments, at least one word
     * @return what it gets to see
     * @throws ControlException if there is no such command, or it cannot be done
     */
    Map<String, ?> run(List<String> words) throws ControlException {
        String first = words.get(0);
        if (first.equals("show")) {
            return show(argument(words, 1, "all"));
        }
        if (first.equals("help")) {
            most(words, 1);
            return Map.of("commands", HELP);
        }
        if (first.equals("dirty")) {
            throw noDirtyArbiters();
        }
        if (!List.of("worker", "reload", "reopen", "shutdown").contains(first)) {
            throw new ControlException(
                    first.isEmpty() ? "there is no command" : "unknown command '" + first + "', see 'help'");
        }
        if (phase.get() == ServiceManager.State.STOPPING && !first.equals("shutdown")) {
            throw new ControlException("the server is stopping");
        }
        return change(first, words);
    }

    private Map<String, ?> show(String what) throws ControlException {
        return switch (what) {
            case "all" -> view.all();
            case "workers" -> view.workers();
            case "config" -> view.config();
            case "stats" -> view.stats();
            case "listeners" -> view.listeners();
            case "dirty" -> throw noDirtyArbiters();
            default ->
                throw new ControlException(
                        "unknown argument '" + what + "' of 'show': all, workers, config, stats or listeners");
        };
    }

    private Map<String, ?> change(String command, List<String> words) throws ControlException {
        return switch (command) {
            case "reload" -> signal(Signal.HUP, words, Map.of("status", "reloading"));
            case "reopen" -> signal(Signal.USR1, words, Map.of("status", "reopened"));
            case "shutdown" -> shutdown(words);
            default -> worker(words);
        };
    }

    private Map<String, ?> signal(Signal signal, List<String> words, Map<String, ?> answer) throws ControlException {
        most(words, 1);
        tell(words);
        signals.accept(signal);
        return answer;
    }

    private Map<String, ?> shutdown(List<String> words) throws ControlException {
        String mode = argument(words, 1, "graceful");
        if (!mode.equals("graceful") && !mode.equals("quick")) {
            throw new ControlException("unknown argument '" + mode + "' of 'shutdown': graceful or quick");
        }
        tell(words);
        signals.accept(mode.equals("quick") ? Signal.INT : Signal.TERM);
        return Map.of("status", "shutting down", "mode", mode);
    }

    private Map<String, ?> worker(List<String> words) throws ControlException {
        String what = words.size() > 1 ? words.get(1) : "";
        return switch (what) {
            case "add" -> add(words);
            case "remove" -> remove(words);
            case "kill" -> kill(words);
            default -> throw new ControlException("unknown argument '" + what + "' of 'worker': add, remove or kill");
        };
    }

    private Map<String, ?> add(List<String> words) throws ControlException {
        long workers = (long) deployment.target() + number(words, "1");
        return resize(Signal.TTIN, "added", (int) Math.min(workers, WorkerFactory.MOST_WORKERS), words);
    }

    private Map<String, ?> remove(List<String> words) throws ControlException {
        return resize(Signal.TTOU, "removed", Math.max(1, deployment.target() - number(words, "1")), words);
    }

    private Map<String, ?> resize(Signal signal, String changed, int workers, List<String> words) {
        int before = deployment.target();
        if (workers != before) {
            tell(words);
            resize.accept(signal, workers);
        }
        Map<String, Integer> answer = new LinkedHashMap<>();
        answer.put(changed, Math.abs(workers - before));
        answer.put("previous", before);
        answer.put("total", workers);
        return answer;
    }

    private Map<String, ?> kill(List<String> words) throws ControlException {
        int pid = number(words, null);
        WorkerHandle worker = crew.byPid(pid);
        if (worker == null) {
            throw new ControlException(pid + " is no worker of this server");
        }
        tell(words);
        worker.retire(System.nanoTime());
        return Map.of("killed", pid);
    }

    private void tell(List<String> words) {
        log.info("Control command: " + String.join(" ", words));
    }

    private static int number(List<String> words, @Nullable String otherwise) throws ControlException {
        String text = words.size() < 3 && otherwise == null ? "" : argument(words, 2, String.valueOf(otherwise));
        try {
            int number = Integer.parseInt(text);
            if (number > 0) {
                return number;
            }
        } catch (NumberFormatException e) {
            // Said below, as for a number that is too small.
        }
        throw new ControlException(
                "'" + words.get(0) + " " + words.get(1) + "' needs a positive number, not '" + text + "'");
    }

    /** {@return the last argument that a command may have, the one at that place} */
    private static String argument(List<String> words, int place, String otherwise) throws ControlException {
        most(words, place + 1);
        return words.size() > place ? words.get(place) : otherwise;
    }

    private static void most(List<String> words, int count) throws ControlException {
        if (words.size() > count) {
            throw new ControlException("unexpected argument '" + words.get(count) + "'");
        }
    }

    private static ControlException noDirtyArbiters() {
        return new ControlException("jcorn has no dirty arbiters");
    }
}
