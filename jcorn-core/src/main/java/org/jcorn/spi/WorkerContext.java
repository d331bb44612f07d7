package org.jcorn.spi;

import java.util.List;
import org.jcorn.Application;
import org.jcorn.config.Config;
import org.jcorn.hook.Hooks;
import org.jspecify.annotations.Nullable;

/** What a {@link Worker} sees of the process it runs in. Safe for use by any thread. @since 0.1 */
public interface WorkerContext {

    /** {@return the settings, as the arbiter resolved them for this generation of workers} */
    Config config();

    /** {@return the error log} */
    Logger log();

    /** {@return the application, loaded} */
    Application application();

    /** {@return the class loader of the application: where the classes are that settings name, such as those of hooks} */
    ClassLoader applicationLoader();

    /** {@return what to call around each request, or null if nothing, which is the rule} */
    default @Nullable RequestHooks requestHooks() {
        return null;
    }

    /** {@return what makes the TLS context, or null if that is not a hook of the configuration file} */
    default Hooks.@Nullable SslContextHook sslContextHook() {
        return null;
    }

    /** {@return the listening sockets, which other workers may share; at least one} */
    List<Listener> listeners();

    /** {@return where this worker reports what it is doing} */
    Activity activity();

    /**
     * Tell the arbiter that this worker accepts connections. From here on it counts, and an older worker may be
     * retired for it. The first call counts.
     */
    void ready();

    /**
     * Ask the arbiter for a replacement: something in this process is broken beyond mending, such as a request that does
     * not end. This worker goes on until another is ready, then it is asked to stop. The first call counts.
     */
    void retire();

    /**
     * Register what makes {@link Worker#run} return: stop accepting, finish what was accepted. Runs at once when a
     * stop was asked for already.
     *
     * @param action called at most once, on a thread of its own; must not block for long
     */
    void onStop(Runnable action);

    /** {@return whether this worker was asked to stop gracefully} */
    boolean stopping();

    /**
     * {@return whether no other worker will take what waits in the accept queue of a listener, because the whole server is
     * stopping or no longer listens there} Meaningful once {@link #stopping} is true: then this worker owes these
     * connections an answer.
     *
     * @param listener one of {@link #listeners}
     */
    boolean abandoned(Listener listener);
}
