package org.jcorn.worker;

import org.jcorn.spi.Logger;

/**
 * The signals of a worker: TERM graceful, INT quick, USR1 reopen, ABRT dump and leave. QUIT stays the JVM's thread dump.
 *
 * <p>The others that the arbiter knows are taken and ignored, so that {@code pkill -HUP jcorn} reloads the arbiter and
 * does not fell its workers, and closing a terminal window does not resize anything.
 */
final class WorkerSignals {

    private static final String[] IGNORED = {"HUP", "TTIN", "TTOU", "USR2", "WINCH"};

    private final Runnable graceful;
    private final Runnable quick;
    private final Runnable reopen;
    private final Runnable abort;
    private final Logger log;

    WorkerSignals(Logger log, Runnable graceful, Runnable quick, Runnable reopen, Runnable abort) {
        this.log = log;
        this.graceful = graceful;
        this.quick = quick;
        this.reopen = reopen;
        this.abort = abort;
    }

    void install() {
        handle("TERM", graceful);
        handle("INT", quick);
        handle("USR1", reopen);
        handle("ABRT", abort);
        for (String name : IGNORED) {
            handle(name, () -> {});
        }
    }

    private void handle(String name, Runnable action) {
        if (!JvmSignal.handle(name, action)) {
            log.warning("Signal " + name + " cannot be handled by this JVM");
        }
    }
}
