package org.jcorn.http;

import java.net.SocketTimeoutException;

/**
 * A head that was refused and answered.
 *
 * @param remoteHost whose it was: an IP address, or empty on a Unix socket
 * @param status the status the client got
 * @param cause the violation with its detail, or a {@link SocketTimeoutException}
 * @param line what arrived of its first line, a byte for each character, up to {@link #LINE} of them
 * @param bodyBytes bytes of the answer's body
 * @param nanos how long it was waited for, in nanoseconds
 */
public record Refusal(String remoteHost, int status, Exception cause, String line, long bodyBytes, long nanos) {

    /** How much of a line is kept, in bytes. */
    static final int LINE = 1024;

    /** {@return whether the client went away in the middle, rather than break a rule} */
    public boolean cutShort() {
        return cause instanceof HttpViolation violation && violation.violation() == Violation.HEAD_CUT_SHORT;
    }

    /** {@return how the exchange ended, if there had been one} */
    public Outcome outcome() {
        if (cause instanceof SocketTimeoutException) {
            return Outcome.TIMED_OUT;
        }
        return cutShort() ? Outcome.CLIENT_GONE : Outcome.MALFORMED;
    }
}
