package org.jcorn.it.kit;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** What {@code /proc/net/tcp} says about who listens. */
public final class ListeningSockets {

    private static final String LISTEN = "0A";

    // sl local_address rem_address st tx_queue:rx_queue tr:when retrnsmt uid timeout inode
    private static final int LOCAL_ADDRESS = 1;
    private static final int STATE = 3;
    private static final int QUEUES = 4;
    private static final int INODE = 9;

    private ListeningSockets() {}

    /** {@return the sockets that listen at an IPv4 port, named as in {@link ProcessTree#sockets}} */
    public static Set<String> at(int port) {
        return lines(port).stream()
                .map(words -> "socket:[" + words[INODE] + "]")
                .collect(Collectors.toSet());
    }

    /** {@return how many connections wait to be accepted at an IPv4 port} */
    public static int waiting(int port) {
        return lines(port).stream()
                .mapToInt(words -> Integer.parseInt(words[QUEUES].split(":", -1)[1], 16))
                .sum();
    }

    private static List<String[]> lines(int port) {
        List<String[]> lines = new ArrayList<>();
        String end = String.format(":%04X", port);
        try {
            for (String line : Files.readAllLines(Path.of("/proc/net/tcp"))) {
                String[] words = line.strip().split(" +", -1);
                if (words[LOCAL_ADDRESS].endsWith(end) && words[STATE].equals(LISTEN)) {
                    lines.add(words);
                }
            }
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        return lines;
    }
}
