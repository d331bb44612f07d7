package org.jcorn.arbiter;

import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;

/** What watched files looked like at some moment, and the directories they were found in. */
final class Snapshot {

    /** What tells two versions of a file apart. */
    private record Stamp(long modified, long size) {}

    private final Map<Path, Stamp> files = new HashMap<>();
    private final SortedSet<Path> directories = new TreeSet<>();

    void add(Path file, BasicFileAttributes attributes) {
        // A file's own time, to be compared with itself: the clock may jump.
        files.put(file, new Stamp(attributes.lastModifiedTime().to(TimeUnit.NANOSECONDS), attributes.size()));
    }

    void addDirectory(Path directory) {
        directories.add(directory);
    }

    /** {@return whether a file of that entry is there} */
    boolean has(ExtraFile wanted) {
        for (Path file : files.keySet()) {
            if (wanted.matches(file)) {
                return true;
            }
        }
        return false;
    }

    /** {@return the directories whose files are watched, each before those in it} */
    SortedSet<Path> directories() {
        return directories;
    }

    /** {@return a file that is another one in a later snapshot, that was added or removed} */
    Optional<Path> difference(Snapshot later) {
        for (Map.Entry<Path, Stamp> file : later.files.entrySet()) {
            if (!file.getValue().equals(files.get(file.getKey()))) {
                return Optional.of(file.getKey());
            }
        }
        for (Path file : files.keySet()) {
            if (!later.files.containsKey(file)) {
                return Optional.of(file);
            }
        }
        return Optional.empty();
    }
}
