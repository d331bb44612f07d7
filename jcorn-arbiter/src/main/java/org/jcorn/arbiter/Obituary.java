package org.jcorn.arbiter;

import org.jcorn.spi.Logger;
import org.jcorn.worker.Report;
import org.jcorn.worker.WorkerMain;

/**
 * Why a worker ended, and how to tell it.
 *
 * @param cause the reason
 * @param who the worker
 * @param what what became of it
 * @param status the exit status of the server, should it have to stop because of this
 */
record Obituary(ExitCause cause, String who, String what, int status) {

    /** {@return the obituary of a worker that was reaped, if need be with a look at what the kernel killed} */
    static Obituary of(WorkerHandle worker, ExitStatus status, OomKills kills) {
        Obituary obituary = of(worker, status);
        boolean riddle = status.signal() == Signal.KILL.number() && !worker.killed() && kills.claim(System.nanoTime());
        return riddle
                ? new Obituary(
                        obituary.cause.bootFailure() ? ExitCause.BOOT_ERROR : ExitCause.OOM_KILL,
                        obituary.who,
                        obituary.what + ": the kernel killed it for want of memory, says " + kills.source(),
                        obituary.status)
                : obituary;
    }

    static Obituary of(WorkerHandle worker, ExitStatus status) {
        String who = "Worker (pid:" + worker.pid() + ")";
        ExitCause put = worker.cause();
        Report.Failed failure = worker.failure();
        if (failure != null) {
            ExitCause cause =
                    failure.status() == WorkerMain.APP_FAILED ? ExitCause.APP_LOAD_ERROR : ExitCause.BOOT_ERROR;
            return new Obituary(cause, who, "failed to boot" + as(worker) + ": " + failure.message(), failure.status());
        }
        if (put == ExitCause.BOOT_TIMEOUT) {
            return new Obituary(put, who, "failed to boot within boot_timeout", WorkerMain.BOOT_FAILED);
        }
        if (put != null) {
            return new Obituary(put, who, status + " because of its " + put.label(), 0);
        }
        if (worker.state() == WorkerHandle.State.RETIRING && (asked(status) || !worker.booted())) {
            return new Obituary(ExitCause.CLEAN, who, status.toString(), 0);
        }
        String words = worker.lastWords().tail();
        if (words.contains("java.lang.OutOfMemoryError") && worker.state() != WorkerHandle.State.BOOTING) {
            return new Obituary(ExitCause.OUT_OF_MEMORY, who, "ran out of memory: " + words, 0);
        }
        if (worker.state() == WorkerHandle.State.BOOTING) {
            String said = words.isEmpty() ? "" : ": " + words;
            ExitCause cause = status.endedBy(Signal.KILL) ? ExitCause.BOOT_KILLED : ExitCause.BOOT_ERROR;
            return new Obituary(
                    cause, who, status + " before it was ready" + as(worker) + said, WorkerMain.BOOT_FAILED);
        }
        if (status.status() == 0 && worker.state() == WorkerHandle.State.READY) {
            return new Obituary(
                    ExitCause.UNASKED, who, status + " unasked: by a TERM or INT from elsewhere, or System.exit", 0);
        }
        if (status.status() == 0) {
            return new Obituary(ExitCause.CLEAN, who, status.toString(), 0);
        }
        if (status.signal() == 0) {
            return new Obituary(ExitCause.EXITED, who, status.toString(), 0);
        }
        // A JVM that crashes aborts itself; nobody else is behind that.
        boolean foreign = status.signal() != Signal.ABRT.number();
        return new Obituary(ExitCause.SIGNALED, who, status + (foreign ? ", which the arbiter did not send" : ""), 0);
    }

    /** What a worker lacks may be the right to read something. */
    private static String as(WorkerHandle worker) {
        Identity identity = worker.generation().identity();
        return identity.changes() ? " as " + identity.name() : "";
    }

    /**
     * A JVM that was told to leave before it could handle signals leaves as the default has it. In the midst of its own
     * initialization it may even fail of that, with any status: one that never booted is taken at the arbiter's word.
     */
    private static boolean asked(ExitStatus status) {
        return status.status() == 0 || status.endedBy(Signal.TERM) || status.endedBy(Signal.INT);
    }

    /** {@return what the log says} */
    String text() {
        return who + " " + what;
    }

    /** {@return how much it matters} */
    Logger.Level level() {
        return switch (cause) {
            case CLEAN -> Logger.Level.DEBUG;
            case UNASKED -> Logger.Level.WARNING;
            default -> Logger.Level.ERROR;
        };
    }
}
