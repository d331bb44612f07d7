package org.jcorn.spi;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.List;
import org.jcorn.config.Config;

/**
 * The error log of a process, in the arbiter and in each worker, and the access log.
 *
 * <p>Providers are found through {@link java.util.ServiceLoader} and picked by {@link #name} (setting
 * {@code logger_class}). The order of calls is: {@link #open} once, {@link #log} and {@link #access} from any thread,
 * {@link #reopen} after USR1, {@link #close} last. One call writes one record, in one write, so that lines of several
 * processes never mix.
 *
 * @since 0.1
 */
public interface Logger extends AutoCloseable {

    /** How much a record matters, by the names of the setting {@code loglevel}. */
    enum Level {
        /** For those who hunt a fault. */
        DEBUG,
        /** What an operator expects to read of a healthy server. */
        INFO,
        /** Something odd that the server coped with. */
        WARNING,
        /** Something failed: a request, a worker, a reload. */
        ERROR,
        /** The service itself is in danger. */
        CRITICAL
    }

    /** {@return the name the setting {@code logger_class} picks this provider by} */
    String name();

    /**
     * Start logging as the settings say.
     *
     * @param config the settings
     * @throws IOException if the log cannot be opened; the message names the setting and the path
     */
    void open(Config config) throws IOException;

    /**
     * {@return whether records of that level are written}
     *
     * @param level the level asked for
     */
    boolean enabled(Level level);

    /**
     * Write a record, if its level is enabled. Never throws: a log that cannot be written must not harm the service.
     *
     * @param level how much it matters
     * @param message the text; control characters in it are escaped, but line feeds start continuation lines
     */
    void log(Level level, String message);

    /** {@return whether there is an access log} A worker asks once, after {@link #open}. */
    default boolean accessEnabled() {
        return false;
    }

    /**
     * Write to the access log. Never throws. It may wait for the disk: who must not wait calls it on another thread.
     *
     * @param lines what is to be written, to be changed by the caller afterwards: one line or several, in ASCII, each
     *     with a line feed at its end and no other
     * @param offset where they start
     * @param length how long they are, in bytes
     */
    default void access(byte[] lines, int offset, int length) {}

    /** {@return whether it wants numbers: of requests, and of the server} Asked once, after {@link #open}. */
    default boolean metered() {
        return false;
    }

    /**
     * Take note of a request that is over. Called in workers by the thread that has served it; it must not wait. Never
     * throws.
     *
     * @param status the status of the response; 499 if the client was gone before there was one
     * @param nanos how long it took
     */
    default void request(int status, long nanos) {}

    /**
     * Take note of a number of the server. Called in the arbiter, once a second; it must not wait. Never throws.
     *
     * @param name what it is, such as {@code workers}
     * @param value its present value
     */
    default void gauge(String name, long value) {}

    /** {@return the files it has open, which are given to the user of the workers} Asked in the arbiter only. */
    default List<Path> files() {
        return List.of();
    }

    /**
     * Open log files anew after they were rotated.
     *
     * @throws IOException if a file cannot be opened; the old one stays in use
     */
    void reopen() throws IOException;

    /** Flush and close. Never throws. */
    @Override
    void close();

    /**
     * Write a record with the stack trace of its cause.
     *
     * @param level how much it matters
     * @param message the text
     * @param cause what went wrong
     */
    default void log(Level level, String message, Throwable cause) {
        if (enabled(level)) {
            StringWriter trace = new StringWriter();
            cause.printStackTrace(new PrintWriter(trace));
            log(level, message + "\n" + trace.toString().stripTrailing());
        }
    }

    /**
     * Write a {@link Level#DEBUG} record.
     *
     * @param message the text
     */
    default void debug(String message) {
        log(Level.DEBUG, message);
    }

    /**
     * Write an {@link Level#INFO} record.
     *
     * @param message the text
     */
    default void info(String message) {
        log(Level.INFO, message);
    }

    /**
     * Write a {@link Level#WARNING} record.
     *
     * @param message the text
     */
    default void warning(String message) {
        log(Level.WARNING, message);
    }

    /**
     * Write an {@link Level#ERROR} record.
     *
     * @param message the text
     */
    default void error(String message) {
        log(Level.ERROR, message);
    }

    /**
     * Write a {@link Level#CRITICAL} record.
     *
     * @param message the text
     */
    default void critical(String message) {
        log(Level.CRITICAL, message);
    }
}
