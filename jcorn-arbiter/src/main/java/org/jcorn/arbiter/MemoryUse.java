package org.jcorn.arbiter;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** How much memory processes use, as {@code /proc} tells. What is swapped out counts too: a leak does not end there. */
final class MemoryUse {

    private final Path proc;

    MemoryUse() {
        this(Path.of("/proc"));
    }

    /** @param proc where the kernel tells of processes */
    MemoryUse(Path proc) {
        this.proc = proc;
    }

    /** {@return the bytes of a process, with all pages it shares with others; 0 if it is gone} Costs the kernel nothing. */
    long whole(int pid) {
        return Math.max(0, sum(pid, "status", "VmRSS:", "VmSwap:"));
    }

    /**
     * {@return the bytes of a process, with its share of the pages it shares with others} The kernel looks at all its
     * pages for that. Where it does not tell, because it is old or this process has no right to ask, it is the whole.
     */
    long share(int pid) {
        long share = sum(pid, "smaps_rollup", "Pss:", "SwapPss:");
        return share < 0 ? whole(pid) : share;
    }

    /** {@return the sum of two lines, or -1 if there is no such file} */
    private long sum(int pid, String file, String first, String second) {
        try {
            long bytes = 0;
            Path path = proc.resolve(Integer.toString(pid)).resolve(file);
            for (String line : Files.readAllLines(path, StandardCharsets.ISO_8859_1)) {
                if (line.startsWith(first) || line.startsWith(second)) {
                    bytes += 1024 * kilobytes(line);
                }
            }
            return bytes;
        } catch (IOException e) {
            return -1;
        }
    }

    private static long kilobytes(String line) {
        String number = line.substring(line.indexOf(':') + 1).replace("kB", "").strip();
        try {
            return Long.parseLong(number);
        } catch (NumberFormatException e) {
            return 0;
        }
    }
}
