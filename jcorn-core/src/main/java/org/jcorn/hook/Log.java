package org.jcorn.hook;

/**
 * The error log as a hook sees it. A record may have several lines; which levels are written is up to the setting
 * {@code loglevel}. Never throws.
 *
 * @since 0.1
 */
public interface Log {

    /**
     * Write a record for those who hunt a fault.
     *
     * @param message the text
     */
    void debug(String message);

    /**
     * Write what an operator expects of a healthy server.
     *
     * @param message the text
     */
    void info(String message);

    /**
     * Write of something odd.
     *
     * @param message the text
     */
    void warning(String message);

    /**
     * Write of something that failed.
     *
     * @param message the text
     */
    void error(String message);

    /**
     * Write of something that failed, with the stack trace.
     *
     * @param message the text
     * @param cause what went wrong
     */
    void error(String message, Throwable cause);

    /**
     * Write of a danger to the service itself.
     *
     * @param message the text
     */
    void critical(String message);
}
