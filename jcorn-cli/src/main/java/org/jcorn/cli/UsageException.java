package org.jcorn.cli;

/** A command line that does not fit the usage: an unknown option, a missing value, a word too many. */
final class UsageException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    UsageException(String message) {
        super(message);
    }
}
