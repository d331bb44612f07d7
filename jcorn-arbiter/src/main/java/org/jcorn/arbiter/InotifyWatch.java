package org.jcorn.arbiter;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchEvent;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The engine {@code inotify}: the kernel tells which directories have changed, through the JDK's watch service. */
final class InotifyWatch implements ChangeWatch {

    private static final WatchEvent.Kind<?>[] KINDS = {
        StandardWatchEventKinds.ENTRY_CREATE, StandardWatchEventKinds.ENTRY_MODIFY, StandardWatchEventKinds.ENTRY_DELETE
    };

    private final WatchedFiles files;
    private final WatchService service;
    private final Map<WatchKey, Path> watched = new HashMap<>();

    InotifyWatch(WatchedFiles files) throws IOException {
        this.files = files;
        this.service = FileSystems.getDefault().newWatchService();
    }

    @Override
    public void await(Snapshot last) throws IOException, InterruptedException {
        if (cover(last)) {
            return; // what changed before the kernel was asked is only to be seen by looking
        }
        boolean relevant = false;
        while (!relevant) {
            relevant = take(service.take());
        }
        for (WatchKey key = service.poll(); key != null; key = service.poll()) {
            take(key);
        }
    }

    /**
     * Watch all directories, from the top down: one that is exchanged for another is known by what happens in the one above.
     * {@return whether one is new}
     */
    private boolean cover(Snapshot last) throws IOException {
        boolean grown = false;
        for (Path directory : last.directories()) {
            if (!watched.containsValue(directory)) {
                try {
                    watched.put(directory.register(service, KINDS), directory);
                    grown = true;
                } catch (IOException e) {
                    if (Files.isDirectory(directory)) {
                        throw e;
                    }
                }
            }
        }
        return grown;
    }

    /** {@return whether what happened in a directory matters} */
    private boolean take(WatchKey key) {
        Path directory = watched.get(key);
        boolean relevant = false;
        for (WatchEvent<?> event : key.pollEvents()) {
            if (directory == null || !(event.context() instanceof Path name)) {
                relevant = true; // more has happened than the kernel remembers
            } else {
                Path path = directory.resolve(name);
                relevant |= forget(path) || files.concerns(path);
            }
        }
        if (!key.reset()) {
            watched.remove(key);
            relevant = true;
        }
        return relevant;
    }

    /** A directory that was moved away is watched on, but is not what lies there next. {@return whether it was watched} */
    private boolean forget(Path path) {
        boolean known = false;
        for (Map.Entry<WatchKey, Path> each : List.copyOf(watched.entrySet())) {
            if (each.getValue().startsWith(path)) {
                each.getKey().cancel();
                watched.remove(each.getKey());
                known = true;
            }
        }
        return known;
    }

    @Override
    public void close() throws IOException {
        service.close();
    }
}
