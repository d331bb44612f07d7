package org.jcorn.arbiter;

import java.io.IOException;
import java.util.List;
import org.jcorn.config.LoggingSettings;
import org.jcorn.config.ServerMechanicsSettings;
import org.jcorn.spi.Logger;
import org.jcorn.worker.ProcessTitle;
import org.jspecify.annotations.Nullable;

/**
 * The arbiters before and after this one, in an upgrade.
 *
 * <pre>
 *   USR2 ──→ the new one boots ──→ both serve ──→ TERM to the old ──→ the new one is promoted
 *                 │                    │
 *                 └── fails            └── TERM to the new ──→ all is as before
 * </pre>
 *
 * <p>While there are two, neither changes what they share: sockets of seats are neither opened nor closed, the kernel is
 * not told who gets connections, files of sockets stay.
 */
final class Succession {

    private final Native os;
    private final Logger log;
    private final Parent parent;
    private final @Nullable Invocation invocation;
    private final @Nullable Pidfile pidfile;
    private Inheritance inheritance;
    private Listeners handed = Listeners.none();
    private @Nullable NewArbiter next;
    private boolean stopPostponed;

    /**
     * @param parent who started this one
     * @param invocation how, or null if that cannot be done again
     * @param pidfile this one's
     * @param inheritance the listeners it was started with
     */
    Succession(
            Native os,
            Logger log,
            Parent parent,
            @Nullable Invocation invocation,
            @Nullable Pidfile pidfile,
            Inheritance inheritance) {
        this.os = os;
        this.log = log;
        this.parent = parent;
        this.invocation = invocation;
        this.pidfile = pidfile;
        this.inheritance = inheritance;
    }

    /** {@return the new arbiter, while there is one} */
    @Nullable
    NewArbiter next() {
        return next;
    }

    private boolean booting() {
        return next != null && !next.ready();
    }

    /** {@return what this arbiter was started with} */
    Inheritance inheritance() {
        return inheritance;
    }

    /** {@return the listeners of the arbiter before, which stay open until this one is promoted, wanted or not} */
    Listeners held() {
        return inheritance.listeners();
    }

    /** {@return whether this arbiter is the service, and not one that has yet to be promoted} */
    boolean leads() {
        return !parent.serves();
    }

    /** {@return what {@code ps} shows for this arbiter} */
    String role() {
        return parent.serves() ? "master.2" : "master";
    }

    /** Start a new arbiter beside this one. */
    void upgrade(Generation current, ArbiterHooks hooks) {
        NewArbiter present = next;
        if (present != null) {
            log.warning("Handling signal: USR2: ignored, there is a new arbiter already (pid:" + present.pid() + ")");
        } else if (parent.serves()) {
            log.warning("Handling signal: USR2: ignored, this arbiter has yet to be promoted itself");
        } else if (!current.proven()) {
            log.warning("Handling signal: USR2: ignored, a start or reload is under way");
        } else if (invocation == null) {
            log.error("Handling signal: USR2: ignored, this server was not started by bin/jcorn");
        } else {
            log.info("Handling signal: USR2: starting " + invocation.launcher());
            hooks.executing();
            start(invocation, current);
        }
    }

    private void start(Invocation command, Generation current) {
        try {
            NewArbiter started = NewArbiter.start(
                    os, command, List.of(0, 1, parent.stderr()), inheritance.handover(current.listeners()), false);
            started.words().release();
            handed = current.listeners();
            handed.share(true);
            next = started;
        } catch (IOException e) {
            log.error("Upgrade failed, nothing is changed: " + e.getMessage());
        }
    }

    /**
     * Look at both neighbours.
     *
     * @param serving whether this arbiter has all its workers
     */
    void turn(Generation current, boolean serving) {
        // The command that starts a daemon waits for its first worker, an arbiter for somebody who can take its place.
        if (serving || (current.proven() && !parent.serves())) {
            ready(current);
        }
        NewArbiter started = next;
        if (started != null && !started.ready()) {
            started.listen();
            if (started.ready()) {
                log.info("The new arbiter (pid:" + started.pid() + ") is ready: TERM to this one (pid:"
                        + ProcessHandle.current().pid() + ") completes the upgrade, TERM to that one takes it back");
            }
        }
        if (parent.ended()) {
            promote(current);
        }
    }

    private void ready(Generation current) {
        try {
            parent.ready(current.listeners());
        } catch (IOException e) {
            log.warning("Standard error cannot be changed: " + e.getMessage());
        }
    }

    private void promote(Generation current) {
        ready(current); // so that standard error no longer leads to a process that is gone
        if (pidfile != null) {
            try {
                pidfile.rename();
            } catch (IOException e) {
                log.error(e.getMessage() + "; it stays " + pidfile.path());
            }
        }
        held().share(false);
        held().closeExcept(current.listeners());
        inheritance = inheritance.used();
        ProcessTitle.set(current.title(role()));
        log.info("Master has been promoted.");
    }

    /** A child was reaped: {@return whether it was the new arbiter} */
    boolean reaped(int pid, int status, Generation current) {
        NewArbiter gone = next;
        if (gone == null || gone.pid() != pid) {
            return false;
        }
        gone.listen();
        ExitStatus end = new ExitStatus(pid, status);
        if (gone.ready()) {
            log.warning("The new arbiter (pid:" + pid + ") " + end + ", this one goes on alone");
        } else {
            // What it said on standard error is in the log already where that is the log.
            String said = current.config().get(LoggingSettings.ERRORLOG).equals("-")
                    ? ""
                    : gone.words().tail();
            log.error("Upgrade failed, nothing is changed: the new arbiter (pid:" + pid + ") " + end
                    + (said.isEmpty() ? "" : ": " + said));
        }
        gone.close();
        next = null;
        handed.share(false);
        handed = Listeners.none();
        return true;
    }

    /** {@return whether a graceful stop has to wait, because the new arbiter is not ready} It waits only once. */
    boolean postpones(Signal signal) {
        if (stopPostponed || !booting()) {
            return false;
        }
        log.info("Handling signal: " + signal + ": stopping when the new arbiter is ready, or has failed; "
                + "the same once more stops at once");
        stopPostponed = true;
        return true;
    }

    /** {@return whether a stop was postponed that need not wait any longer} */
    boolean stopDue() {
        return stopPostponed && !booting();
    }

    /** This arbiter stops: tell its workers which queues nobody will empty if not they. */
    void leave(Crew crew, WorkerFactory factory) {
        NewArbiter heir = next;
        if (heir == null || !heir.ready()) {
            factory.stopServer();
            return;
        }
        for (WorkerHandle worker : crew.all()) {
            List<ListenerGroup> groups = worker.generation().listeners().groups();
            for (int i = 0; i < groups.size(); i++) {
                if (!heir.serves(groups.get(i).configured())) {
                    worker.page().abandon(i);
                }
            }
        }
    }

    /** {@return whether WINCH means that the workers are to go, and is not about a terminal} */
    boolean relieves(Generation current) {
        if (booting()) {
            log.warning("Handling signal: WINCH: ignored, the new arbiter is not ready yet");
            return false;
        }
        if (next == null && !current.config().get(ServerMechanicsSettings.DAEMON)) {
            log.debug("Handling signal: WINCH: ignored, this is no daemon");
            return false;
        }
        return true;
    }

    void pollBy(PollSet poll) {
        parent.pollBy(poll);
        if (next != null) {
            next.pollBy(poll);
        }
    }

    /** The end of this arbiter. The files of sockets go with the last who has them. */
    void close() {
        if (parent.ended()) {
            held().share(false);
        }
    }
}
