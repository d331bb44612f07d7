package org.jcorn.arbiter;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jcorn.config.ReloadEngine;
import org.jcorn.spi.Logger;

/** Looks at watched files whenever its engine says so, until it is interrupted, and tells of changes once they are over. */
final class FileWatcher implements Runnable {

    /** An editor or a build writes several files: they are told of when none has changed for so long. */
    private static final long QUIET_MILLIS = 200;

    /** A file that changes all the time is not waited for. */
    private static final int MOST_TURNS = 25;

    private final WatchedFiles files;
    private final ReloadEngine engine;
    private final Consumer<Path> changed;
    private final Logger log;
    private Snapshot seen;

    /**
     * @param first what the files looked like when the application was loaded from them, or before
     * @param changed hears of one of the files that have changed
     */
    FileWatcher(WatchedFiles files, ReloadEngine engine, Snapshot first, Consumer<Path> changed, Logger log) {
        this.files = files;
        this.engine = engine;
        this.seen = first;
        this.changed = changed;
        this.log = log;
    }

    @Override
    public void run() {
        try {
            if (engine != ReloadEngine.POLL) {
                tryInotify();
            }
            watchBy(new PollWatch());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (IOException e) {
            log.warning("reload: files are watched no more: " + e.getMessage());
        }
    }

    private void tryInotify() throws InterruptedException {
        try (ChangeWatch watch = new InotifyWatch(files)) {
            watchBy(watch);
        } catch (IOException e) {
            log.log(
                    engine == ReloadEngine.AUTO ? Logger.Level.INFO : Logger.Level.WARNING,
                    "reload: files are looked at every second, since the kernel watches no more of them: "
                            + e.getMessage());
        }
    }

    private void watchBy(ChangeWatch watch) throws IOException, InterruptedException {
        while (true) {
            watch.await(seen);
            Snapshot now = files.scan();
            Optional<Path> difference = seen.difference(now);
            seen = now;
            if (difference.isPresent()) {
                settle();
                changed.accept(difference.get());
            }
        }
    }

    private void settle() throws InterruptedException {
        for (int turn = 0; turn < MOST_TURNS; turn++) {
            TimeUnit.MILLISECONDS.sleep(QUIET_MILLIS);
            Snapshot before = seen;
            seen = files.scan();
            if (before.difference(seen).isEmpty()) {
                return;
            }
        }
    }
}
