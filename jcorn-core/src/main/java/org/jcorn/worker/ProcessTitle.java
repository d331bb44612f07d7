package org.jcorn.worker;

import java.io.FileOutputStream;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/** The name that {@code ps} shows for this process, written over its argument vector: Linux offers no call for it. */
public final class ProcessTitle {

    private static final int ARG_START = 48;
    private static final int ARG_END = 49;

    private ProcessTitle() {}

    /**
     * Set the title, cut to the room the original arguments left. Where {@code /proc} is missing or closed nothing
     * happens: a title is not worth failing for.
     *
     * @param title the new title
     */
    public static void set(String title) {
        byte[] bytes = title.getBytes(StandardCharsets.UTF_8);
        try {
            // The fields after the command name, which may itself hold spaces and parentheses; the first is field 3.
            String stat = Files.readString(Path.of("/proc/self/stat"), StandardCharsets.ISO_8859_1);
            String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
            long start = Long.parseLong(fields[ARG_START - 3]);
            long end = Long.parseLong(fields[ARG_END - 3].trim());
            byte[] area = new byte[(int) (end - start)];
            System.arraycopy(bytes, 0, area, 0, Math.min(bytes.length, area.length - 1));
            try (RandomAccessFile memory = new RandomAccessFile("/proc/self/mem", "rw")) {
                memory.seek(start);
                memory.write(area);
            }
            try (FileOutputStream comm = new FileOutputStream("/proc/self/comm")) {
                comm.write(Arrays.copyOf(bytes, Math.min(bytes.length, 15)));
            }
        } catch (IOException | RuntimeException e) {
            return; // the old title stays
        }
    }
}
