package org.jcorn.worker;

/** The worker process cannot be set up. The message is for the operator. */
final class BootException extends Exception {

    private static final long serialVersionUID = 1;

    private final int status;

    /**
     * @param status the exit status to leave with
     * @param message what is wrong
     */
    BootException(int status, String message, Throwable cause) {
        super(message, cause);
        this.status = status;
    }

    int status() {
        return status;
    }
}
