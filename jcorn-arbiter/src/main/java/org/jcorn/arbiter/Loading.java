package org.jcorn.arbiter;

import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.jcorn.config.Config;
import org.jcorn.config.ConfigSource;
import org.jspecify.annotations.Nullable;

/**
 * Reads the configuration for a reload. One that takes long, since code has to be compiled and tried, is read on a thread of
 * its own: the loop has workers to look after meanwhile.
 */
final class Loading {

    private final Native os;
    private final ConfigSource source;
    private @Nullable FutureTask<Config> task;
    private @Nullable Thread thread;
    private boolean again;

    Loading(Native os, ConfigSource source) {
        this.os = os;
        this.source = source;
    }

    /** Begin to read; what is being read already is not what was meant, and read once more. */
    void begin() {
        if (task != null) {
            again = true;
            return;
        }
        FutureTask<Config> next = new FutureTask<>(source::load);
        task = next;
        if (source.slow()) {
            thread = new Thread(() -> read(next), "jcorn-reload");
            thread.setDaemon(true);
            thread.start();
        } else {
            next.run();
        }
    }

    private void read(FutureTask<Config> next) {
        next.run();
        os.kill((int) ProcessHandle.current().pid(), Signal.CHLD); // which only wakes the loop
    }

    /** {@return whether it is being read} */
    boolean running() {
        return task != null;
    }

    /** {@return what was read, once it is: it gives a configuration, or fails, as the source did; null before} */
    @Nullable
    ConfigSource take() {
        FutureTask<Config> done = task;
        if (done == null || !done.isDone()) {
            return null;
        }
        task = null;
        if (again) {
            again = false;
            begin();
            return take();
        }
        return () -> result(done);
    }

    private static Config result(FutureTask<Config> done) {
        try {
            return done.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException failure) {
                throw failure;
            }
            if (e.getCause() instanceof Error failure) {
                throw failure;
            }
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException("it is done, so nobody waits", e);
        }
    }

    /** Nobody wants to know any more. */
    void stop() {
        if (thread != null) {
            thread.interrupt();
        }
    }
}
