package org.jcorn.spi;

import org.jcorn.config.Config;

/**
 * A worker class: how a worker process takes connections and runs the application for them.
 *
 * <p>The worker process calls {@link #run} once, on its main thread. What the process guarantees:
 *
 * <ol>
 *   <li>the application is loaded, privileges are dropped, the listeners are open;
 *   <li>{@link WorkerContext#onStop} actions run once, on a thread of their own, when the arbiter asks for a graceful
 *       stop or is gone;
 *   <li>when {@code run} returns the process ends with status 0; when it throws before {@link WorkerContext#ready} the
 *       worker counts as failed to boot, later the exception is logged and the arbiter replaces the worker;
 *   <li>on a quick stop the process ends at once, without waiting for {@code run}.
 * </ol>
 *
 * <p>What the worker class owes: call {@code ready} once it accepts connections, keep the heart beating
 * ({@link Activity#beat}), report each request to {@link Activity}, and return soon after a graceful stop was asked
 * for, with every accepted connection answered.
 *
 * @since 0.1
 */
public interface Worker {

    /** {@return the name the setting {@code worker_class} picks this provider by, such as {@code sync}} */
    String name();

    /**
     * Check the settings that only this worker class understands, before the application is loaded.
     *
     * @param config the settings
     * @throws IllegalArgumentException if one is wrong; the message names the setting and the value
     */
    default void check(Config config) {}

    /**
     * Serve until asked to stop.
     *
     * @param context the process this worker runs in
     * @throws Exception whatever makes it impossible to go on
     */
    void run(WorkerContext context) throws Exception;
}
