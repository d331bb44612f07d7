package org.jcorn.arbiter;

/**
 * What {@code waitpid} told of a child.
 *
 * @param pid the child
 * @param status the status word
 */
record ExitStatus(int pid, int status) {

    /** {@return the signal that killed it, or 0} */
    int signal() {
        return status & 0x7f;
    }

    /** {@return its exit code, if no signal killed it} */
    int code() {
        return status >> 8 & 0xff;
    }

    /** {@return whether that signal ended it, either directly or through a JVM's handler, which exits with 128 + n} */
    boolean endedBy(Signal signal) {
        return signal() == signal.number() || (signal() == 0 && code() == 128 + signal.number());
    }

    @Override
    public String toString() {
        return signal() != 0 ? "was killed by " + Signal.name(signal()) : "exited with code " + code();
    }
}
