package org.jcorn.spi;

import org.jspecify.annotations.Nullable;

/**
 * The application cannot be loaded: the worker leaves with status 4. The message goes to the operator as it is, so it
 * names what was asked for and what is wrong with it. A cause is shown with its stack trace: pass one only when it is
 * the application's own failure.
 */
public final class AppLoadException extends Exception {

    private static final long serialVersionUID = 1;

    /**
     * Make one for a fault of the specification.
     *
     * @param message what is wrong, with the value quoted
     */
    public AppLoadException(String message) {
        super(message, null, false, false);
    }

    /**
     * Make one for a failure inside the application.
     *
     * @param message what is wrong, with the value quoted
     * @param cause what the application threw
     */
    public AppLoadException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
