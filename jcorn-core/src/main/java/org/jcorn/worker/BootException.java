package org.jcorn.worker;

/** The worker process cannot be set up; it leaves with status 3. The message is for the operator. */
final class BootException extends Exception {

    private static final long serialVersionUID = 1;

    BootException(String message, Throwable cause) {
        super(message, cause);
    }

    BootException(String message) {
        super(message);
    }
}
