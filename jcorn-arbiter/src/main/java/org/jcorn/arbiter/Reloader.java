package org.jcorn.arbiter;

import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicReference;
import jnr.ffi.Pointer;
import org.jcorn.config.Config;
import org.jcorn.config.DebuggingSettings;
import org.jcorn.config.ReloadEngine;
import org.jcorn.spi.Logger;
import org.jspecify.annotations.Nullable;

/**
 * The setting {@code reload}: tells the arbiter when the code of the application has changed. A
 * {@link FileWatcher} looks, and wakes the arbiter's loop through a pipe; all else is decided there.
 *
 * <p>Gunicorn has such a thread in each worker, which makes the worker leave. Here the arbiter replaces them as on HUP, so
 * that there is one to watch, and no request is lost.
 */
final class Reloader {

    private final Native os;
    private final Logger log;
    private final AtomicReference<@Nullable Path> changed = new AtomicReference<>();
    private int @Nullable [] wake;
    private @Nullable Pointer oneByte;
    private @Nullable WatchedFiles files;
    private @Nullable ReloadEngine engine;
    private @Nullable Thread thread;

    Reloader(Native os, Logger log) {
        this.os = os;
        this.log = log;
    }

    /** @throws IOException if the settings name a file that does not exist */
    static void check(Config config) throws IOException {
        ExtraFile.all(config);
    }

    /** Watch the application of a generation from now on, if it asks for that. */
    void adopt(Generation generation) {
        Config config = generation.config();
        if (!config.get(DebuggingSettings.RELOAD)) {
            stop();
            return;
        }
        try {
            WatchedFiles wanted = WatchedFiles.of(config);
            ReloadEngine wantedEngine = config.get(DebuggingSettings.RELOAD_ENGINE);
            if (!wanted.equals(files) || wantedEngine != engine) {
                stop();
                start(wanted, wantedEngine);
            }
        } catch (IOException | InvalidPathException e) { // such as an application whose name is no path
            log.warning("reload does nothing: " + e.getMessage());
        }
    }

    private void start(WatchedFiles wanted, ReloadEngine wantedEngine) throws IOException {
        if (wake == null) {
            wake = os.pipe();
            oneByte = os.memory(1);
        }
        files = wanted;
        engine = wantedEngine;
        Snapshot first = wanted.scan();
        if (first.directories().size() >= WatchedFiles.MOST_DIRECTORIES) {
            log.warning("reload: there are more than " + WatchedFiles.MOST_DIRECTORIES + " directories below "
                    + wanted.directory() + ", the rest is not watched");
        }
        for (ExtraFile file : wanted.extra()) {
            if (!first.has(file)) {
                log.warning("reload: no file matches " + file + " of reload_extra_files yet");
            }
        }
        Thread watcher = new Thread(new FileWatcher(wanted, wantedEngine, first, this::note, log), "jcorn-reloader");
        watcher.setDaemon(true);
        watcher.start();
        thread = watcher;
    }

    private void stop() {
        if (thread != null) {
            thread.interrupt();
        }
        thread = null;
        files = null;
        changed.set(null);
    }

    /** For the thread that watches. */
    private void note(Path file) {
        changed.compareAndSet(null, file);
        int[] pipe = wake;
        Pointer memory = oneByte;
        if (pipe != null && memory != null) {
            os.libc().write(pipe[1], memory, 1);
        }
    }

    void pollBy(PollSet poll) {
        if (wake != null) {
            poll.add(wake[0]);
        }
    }

    /** {@return a file that has changed since this was asked last, or null} */
    @Nullable
    Path take() {
        if (wake != null) {
            os.read(wake[0]);
        }
        return changed.getAndSet(null);
    }
}
