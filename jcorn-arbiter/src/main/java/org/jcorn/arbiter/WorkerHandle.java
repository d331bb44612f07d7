package org.jcorn.arbiter;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import org.jcorn.spi.Logger;
import org.jcorn.worker.Report;
import org.jcorn.worker.ScoreboardPage;
import org.jspecify.annotations.Nullable;

/**
 * A worker process as the arbiter sees it.
 *
 * <pre>
 *                            ┌── leave ──→ LEAVING ── retire ──┐
 *   BOOTING ── "ready" ──→ READY ── retire ─────────────────→ RETIRING
 *      │                     │                │                  │
 *      └──────── abort ──────┴────────────────┴──────────────────┴──→ ABORTED ── kill
 * </pre>
 */
final class WorkerHandle {

    /** Where the worker is in its life. */
    enum State {
        BOOTING,
        READY,
        LEAVING,
        RETIRING,
        ABORTED
    }

    private final Native os;
    private final int pid;
    private final int age;
    private final int slot;
    private final int seat;
    private final Generation generation;
    private final ScoreboardPage page;
    private final int reports;
    private final int words;
    private final LastWords lastWords = new LastWords();
    private final ByteArrayOutputStream unread = new ByteArrayOutputStream();

    private State state = State.BOOTING;
    private long since;
    private boolean listening;
    private boolean reopensLater;
    private boolean worn;
    private boolean preloaded;
    private boolean killed;
    private long dumping;
    private @Nullable ExitCause cause;
    private Report.@Nullable Failed failure;

    /**
     * @param process what was spawned
     * @param generation the generation it belongs to
     * @param age its number in the order of spawning
     * @param slot its page's number
     * @param seat whose sockets it has
     * @param page its page of the scoreboard
     * @param now {@link System#nanoTime}
     */
    WorkerHandle(
            Native os,
            Spawned process,
            Generation generation,
            int age,
            int slot,
            int seat,
            ScoreboardPage page,
            long now) {
        this.os = os;
        this.pid = process.pid();
        this.reports = process.reports();
        this.words = process.words();
        this.generation = generation;
        this.age = age;
        this.slot = slot;
        this.seat = seat;
        this.page = page;
        this.since = now;
    }

    int pid() {
        return pid;
    }

    int age() {
        return age;
    }

    int slot() {
        return slot;
    }

    int seat() {
        return seat;
    }

    Generation generation() {
        return generation;
    }

    ScoreboardPage page() {
        return page;
    }

    State state() {
        return state;
    }

    /** {@return whether it has ever said that it is ready, and so handles signals} */
    boolean booted() {
        return listening;
    }

    /** {@return since when it is in its state, in {@link System#nanoTime}} */
    long since() {
        return since;
    }

    /** {@return whether it asked to be replaced, or was found in need of it} */
    boolean worn() {
        return worn;
    }

    /** It is to be replaced when its turn comes. */
    void wear() {
        worn = true;
    }

    /** {@return whether it has been writing its heap to a file for no longer than that, in nanoseconds} */
    boolean dumpsHeap(long limit, long now) {
        return lastWords.dumpsHeap() && now - dumping <= limit;
    }

    /** {@return whether it was started from an archive of its application} */
    boolean preloaded() {
        return preloaded;
    }

    /** Remember that it was started from an archive of its application. */
    void markPreloaded() {
        preloaded = true;
    }

    /** {@return what it said of its own failure to boot} */
    Report.@Nullable Failed failure() {
        return failure;
    }

    /** {@return why the arbiter put it down, if it did} */
    @Nullable
    ExitCause cause() {
        return cause;
    }

    LastWords lastWords() {
        return lastWords;
    }

    void pollBy(PollSet poll) {
        poll.add(reports);
        poll.add(words);
    }

    /** Take in what the worker reported and said. */
    void listen(Logger log) {
        for (byte[] bytes = os.read(words); bytes.length > 0; bytes = os.read(words)) {
            boolean dumped = lastWords.dumpsHeap();
            lastWords.hear(bytes);
            if (!dumped && lastWords.dumpsHeap()) {
                dumping = System.nanoTime();
                wear();
            }
        }
        for (byte[] bytes = os.read(reports); bytes.length > 0; bytes = os.read(reports)) {
            for (byte b : bytes) {
                if (b == '\n') {
                    take(unread.toString(StandardCharsets.UTF_8), log);
                    unread.reset();
                } else {
                    unread.write(b);
                }
            }
        }
    }

    private void take(String line, Logger log) {
        try {
            take(Report.parse(line), log);
        } catch (IllegalArgumentException e) {
            log.warning("Worker (pid:" + pid + ") sent what is no report: " + e.getMessage());
        }
    }

    private void take(Report report, Logger log) {
        if (report instanceof Report.Ready) {
            if (state == State.BOOTING) {
                enter(State.READY, System.nanoTime());
                listening = true;
                if (reopensLater) {
                    reopenLogs();
                }
                lastWords.release();
            }
        } else if (report instanceof Report.Worn) {
            worn = true;
        } else if (report instanceof Report.Broken broken) {
            generation.complain(broken.message(), log);
        } else if (report instanceof Report.Failed failed) {
            failure = failed;
        }
    }

    /** Its seat is given up: it goes on until all is there that was on its way. */
    void leave(long now) {
        enter(State.LEAVING, now);
    }

    /** Ask it to finish what it accepted and leave. */
    void retire(long now) {
        if (state != State.ABORTED) {
            enter(State.RETIRING, now);
        }
        os.kill(pid, Signal.TERM);
    }

    /** Tell it to leave at once. */
    void quit(long now) {
        if (state != State.ABORTED) {
            enter(State.RETIRING, now);
        }
        os.kill(pid, Signal.INT);
    }

    /** Tell it to open its logs again, once it has got to work: before, it may not yet listen and would die of it. */
    void reopenLogs() {
        if (listening) {
            os.kill(pid, Signal.USR1);
        } else {
            reopensLater = true;
        }
    }

    /** Have it show its stacks and leave, because of that. */
    void abort(ExitCause reason, long now) {
        cause = reason;
        enter(State.ABORTED, now);
        os.kill(pid, Signal.ABRT);
    }

    /** Kill it, because of what it was aborted for or else of that. */
    void kill(ExitCause reason) {
        if (cause == null) {
            cause = reason;
        }
        killed = true;
        os.kill(pid, Signal.KILL);
    }

    boolean killed() {
        return killed;
    }

    /** Let go of its pipes. */
    void close() {
        os.close(reports);
        os.close(words);
    }

    private void enter(State next, long now) {
        state = next;
        since = now;
    }
}
