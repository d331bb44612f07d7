package org.jcorn.arbiter;

/** Why a worker ended. */
enum ExitCause {
    /** It left by itself, or because it was told to. */
    CLEAN("clean"),
    /** It could not boot. */
    BOOT_ERROR("boot_error"),
    /** Its application could not be loaded. */
    APP_LOAD_ERROR("app_load_error"),
    /** Somebody killed it before it was ready. */
    BOOT_KILLED("boot_killed"),
    /** It was not ready within {@code boot_timeout}. */
    BOOT_TIMEOUT("boot_timeout"),
    /** It showed no sign of life for {@code timeout}. */
    TIMEOUT("timeout"),
    /** It did not finish within {@code graceful_timeout}. */
    GRACEFUL_TIMEOUT("graceful_timeout"),
    /** Its JVM ran out of memory. */
    OUT_OF_MEMORY("out_of_memory"),
    /** The kernel killed it, for want of memory on the machine or in its cgroup. */
    OOM_KILL("oom_kill"),
    /** It left without fault, though the arbiter had not told it to. */
    UNASKED("unasked"),
    /** A signal that the arbiter did not send. */
    SIGNALED("signaled"),
    /** It left with a status that means a failure. */
    EXITED("exited");

    private final String label;

    ExitCause(String label) {
        this.label = label;
    }

    /** {@return the stable name for logs and metrics} */
    String label() {
        return label;
    }

    /** {@return whether the worker never got to work} */
    boolean bootFailure() {
        return this == BOOT_ERROR || this == APP_LOAD_ERROR || this == BOOT_KILLED || this == BOOT_TIMEOUT;
    }
}
