package org.jcorn.arbiter;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Watches the kernel's count of processes that it killed for want of memory, so that such a kill is told from one by
 * somebody else: in this process's cgroup, version 2 or 1, or where that does not tell, on the whole machine.
 */
final class OomKills {

    private static final long LOOK = TimeUnit.SECONDS.toNanos(1);

    /** How long a kill waits for its victim to be reaped: a large process takes its time to go. */
    private static final long FRESH = TimeUnit.SECONDS.toNanos(10);

    private final @Nullable Path counter;
    private long count;
    private long unclaimed;
    private long lastKill;
    private long lastLook;

    OomKills() {
        this(Path.of("/"));
    }

    /** @param root where {@code proc} and {@code sys} are found */
    OomKills(Path root) {
        this.counter = find(root);
        this.count = Math.max(0, read(counter));
        this.lastLook = System.nanoTime();
    }

    /** Look at the count now and then, so that what was killed long ago is not taken for a worker of now. */
    void turn(long now) {
        if (now - lastLook > LOOK) {
            look(now);
        }
    }

    /** {@return whether the kernel killed a process just now that was not claimed yet; then it is claimed} */
    boolean claim(long now) {
        look(now);
        if (unclaimed == 0) {
            return false;
        }
        unclaimed--;
        return true;
    }

    /** {@return who says so} */
    String source() {
        return "oom_kill in " + counter;
    }

    private void look(long now) {
        lastLook = now;
        long next = read(counter);
        if (now - lastKill > FRESH) {
            unclaimed = 0;
        }
        if (next > count) {
            unclaimed += next - count;
            lastKill = now;
        }
        count = Math.max(count, next);
    }

    private static @Nullable Path find(Path root) {
        for (Path candidate : candidates(root)) {
            if (read(candidate) >= 0) {
                return candidate;
            }
        }
        return null;
    }

    /** In a container the path of a cgroup may be that which the host sees, and the mount shows only what is below it. */
    private static List<Path> candidates(Path root) {
        Path mount = root.resolve("sys/fs/cgroup");
        List<Path> candidates = new ArrayList<>();
        try {
            for (String line : Files.readAllLines(root.resolve("proc/self/cgroup"), StandardCharsets.UTF_8)) {
                String[] fields = line.split(":", 3); // number, controllers, path
                if (fields.length == 3 && fields[0].equals("0")) {
                    candidates.add(mount.resolve(fields[2].substring(1)).resolve("memory.events"));
                    candidates.add(mount.resolve("memory.events"));
                } else if (fields.length == 3
                        && List.of(fields[1].split(",", -1)).contains("memory")) {
                    Path memory = mount.resolve(fields[1]);
                    candidates.add(memory.resolve(fields[2].substring(1)).resolve("memory.oom_control"));
                    candidates.add(memory.resolve("memory.oom_control"));
                }
            }
        } catch (IOException e) {
            candidates.clear(); // no cgroups here
        }
        candidates.add(root.resolve("proc/vmstat"));
        return candidates;
    }

    /** {@return the count in a file of names and numbers, or -1 if there is none} */
    private static long read(@Nullable Path file) {
        if (file == null) {
            return -1;
        }
        try {
            for (String line : Files.readAllLines(file, StandardCharsets.UTF_8)) {
                if (line.startsWith("oom_kill ")) {
                    return Long.parseLong(line.substring(line.indexOf(' ') + 1).strip());
                }
            }
            return -1;
        } catch (IOException | NumberFormatException e) {
            return -1;
        }
    }
}
