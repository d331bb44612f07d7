package org.jcorn.it.kit;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What {@code /proc} says about processes. A process that is gone has no children, no title and no descriptors. */
public final class ProcessTree {

    private ProcessTree() {}

    /** {@return the children of all threads of a process, zombies left out, in the order of their numbers} */
    public static List<Long> children(long pid) {
        return childrenAndZombies(pid).stream().filter(ProcessTree::alive).toList();
    }

    /** {@return the children of all threads of a process, in the order of their numbers} */
    public static List<Long> childrenAndZombies(long pid) {
        List<Long> children = new ArrayList<>();
        for (Path task : list(Path.of("/proc/" + pid + "/task"))) {
            for (String child : read(task.resolve("children")).split(" ", -1)) {
                if (!child.isEmpty()) {
                    children.add(Long.parseLong(child));
                }
            }
        }
        children.sort(Comparator.naturalOrder());
        return children;
    }

    /** {@return whether the process exists and is no zombie} PID 1 may be slow to bury what it adopted. */
    public static boolean alive(long pid) {
        char state = state(pid);
        return state != 0 && state != 'Z' && state != 'X';
    }

    /** {@return the letter {@code ps} shows, 0 if there is no such process} */
    public static char state(long pid) {
        String stat = read(Path.of("/proc/" + pid + "/stat"));
        int end = stat.lastIndexOf(')');
        return end < 0 ? 0 : stat.charAt(end + 2);
    }

    /** {@return the number of its session} */
    public static long session(long pid) {
        String stat = read(Path.of("/proc/" + pid + "/stat"));
        // Behind the name in parentheses: state, parent, process group, session.
        return Long.parseLong(stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1)[3]);
    }

    /** {@return the process's argument vector as {@code ps} shows it} */
    public static String title(long pid) {
        return read(Path.of("/proc/" + pid + "/cmdline")).replace('\0', ' ').strip();
    }

    /** {@return the open descriptors and what they lead to} */
    public static Map<Integer, String> descriptors(long pid) {
        Map<Integer, String> descriptors = new TreeMap<>();
        for (Path fd : list(Path.of("/proc/" + pid + "/fd"))) {
            target(fd)
                    .ifPresent(target ->
                            descriptors.put(Integer.valueOf(fd.getFileName().toString()), target));
        }
        return descriptors;
    }

    /** {@return the names of its threads, 15 characters at most} */
    public static List<String> threads(long pid) {
        return list(Path.of("/proc/" + pid + "/task")).stream()
                .map(task -> read(task.resolve("comm")).strip())
                .toList();
    }

    /** {@return the flags of an open descriptor, as {@code open} takes them} */
    public static int flags(long pid, int fd) {
        return read(Path.of("/proc/" + pid + "/fdinfo/" + fd))
                .lines()
                .filter(line -> line.startsWith("flags:"))
                .map(line -> Integer.parseInt(line.substring(6).strip(), 8))
                .findFirst()
                .orElse(0);
    }

    /** {@return the sockets it has open} */
    public static Set<String> sockets(long pid) {
        return descriptors(pid).values().stream()
                .filter(target -> target.startsWith("socket:"))
                .collect(Collectors.toSet());
    }

    /** {@return what a descriptor leads to, unless it was closed meanwhile} */
    private static Optional<String> target(Path fd) {
        try {
            return Optional.of(Files.readSymbolicLink(fd).toString());
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** {@return a line of {@code /proc/PID/status}, such as {@code SigBlk}, without its name} */
    public static String status(long pid, String name) {
        return read(Path.of("/proc/" + pid + "/status"))
                .lines()
                .filter(line -> line.startsWith(name + ":"))
                .map(line -> line.substring(name.length() + 1).strip())
                .findFirst()
                .orElse("");
    }

    /** {@return the files the process has mapped into its memory, as {@code /proc/PID/maps} lists them} */
    public static String maps(long pid) {
        return read(Path.of("/proc/" + pid + "/maps"));
    }

    /** {@return the living processes whose environment has that entry, {@code NAME=VALUE}} */
    public static List<Long> withEnvironment(String entry) {
        List<Long> pids = new ArrayList<>();
        for (Path process : list(Path.of("/proc"))) {
            String name = process.getFileName().toString();
            if (!name.isEmpty()
                    && Character.isDigit(name.charAt(0))
                    && alive(Long.parseLong(name))
                    && ('\0' + read(process.resolve("environ"))).contains('\0' + entry + '\0')) {
                pids.add(Long.parseLong(name));
            }
        }
        return pids;
    }

    private static List<Path> list(Path directory) {
        try (Stream<Path> entries = Files.list(directory)) {
            return entries.toList();
        } catch (IOException | RuntimeException e) {
            return List.of();
        }
    }

    private static String read(Path file) {
        try {
            return new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
        } catch (IOException e) {
            return "";
        }
    }
}
