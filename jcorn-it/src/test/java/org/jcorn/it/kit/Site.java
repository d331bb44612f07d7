package org.jcorn.it.kit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The directory of one test: the working directory of its servers, with the sources they serve. Its {@linkplain #end
 * end} is where leftovers are found out: every process started here carries the site's name in its environment.
 */
public final class Site {

    private static final String MARK = "JCORN_IT_SITE";

    private final Distribution distribution;
    private final Path directory;
    private final String mark;
    private final List<RunningServer> servers = new ArrayList<>();
    private @Nullable Path runtime;

    private Site(Distribution distribution, Path directory, String mark) {
        this.distribution = distribution;
        this.directory = directory;
        this.mark = mark;
    }

    /** {@return an empty site; what an earlier run left in its directory is deleted} */
    static Site make(Distribution distribution, Path directory, String name) throws IOException {
        Site site = new Site(
                distribution, directory, MARK + "=" + ProcessHandle.current().pid() + "/" + name);
        site.delete();
        Files.createDirectories(directory);
        return site;
    }

    /** {@return the working directory of the servers} */
    public Path directory() {
        return directory;
    }

    /** {@return a path in the directory} */
    public Path path(String name) {
        return directory.resolve(name);
    }

    /** {@return what is under test} */
    public Distribution distribution() {
        return distribution;
    }

    /** Write a file, so that whoever reads it meanwhile sees the former or the new one, and never half of it. */
    public Path write(String name, String content) {
        try {
            Path file = directory.resolve(name);
            Files.createDirectories(file.getParent());
            Path part = Files.writeString(directory.resolve("part-" + System.nanoTime()), content);
            return Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    /** Delete a file. */
    public void remove(String name) {
        try {
            Files.delete(directory.resolve(name));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    /** {@return how many workers have begun to load the application {@code GatedBoot}} */
    public int boots() {
        try (Stream<Path> files = Files.list(directory)) {
            return (int) files.filter(file -> file.getFileName().toString().matches("boot-\\d+\\.entered"))
                    .count();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    /** Let a request to {@code /gate?NAME} of the application {@code Probe} go on. */
    public void openGate(String name) {
        write(name + ".open", "");
    }

    /** Wait until a request to {@code /gate?NAME} has reached the application. */
    public void awaitGate(String name) {
        Waiting.until("a request at gate " + name, () -> Files.exists(path(name + ".entered")));
    }

    /** {@return a server to be started here, with the application {@code Probe} and a free port unless told otherwise} */
    public ServerBuilder server() {
        return new ServerBuilder(this);
    }

    /** {@return a new directory for the control socket of a server, whose path has room for a socket's name} */
    Path runtimeDirectory() {
        try {
            if (runtime == null) {
                runtime = Files.createTempDirectory("jcorn-it-");
            }
            return Files.createTempDirectory(runtime, "");
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    /** {@return the entry that marks the environment of this site's processes} */
    String mark() {
        return mark;
    }

    /** {@return where the classes of these tests lie, the applications among them} */
    public static Path testClasses() {
        try {
            return Path.of(Site.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
        } catch (URISyntaxException e) {
            throw new AssertionError(e);
        }
    }

    /** {@return the processes that were started here and their descendants} */
    public List<Long> processes() {
        return ProcessTree.withEnvironment(mark);
    }

    void started(RunningServer server) {
        servers.add(server);
    }

    /** {@return how many servers were started here} */
    int serversStarted() {
        return servers.size();
    }

    /** {@return the ends of the logs, for the report of a failed test} */
    String logs() {
        StringBuilder logs = new StringBuilder();
        for (RunningServer server : servers) {
            List<String> lines = server.log().lines();
            logs.append("--- log of server ").append(server.pid()).append('\n');
            lines.subList(Math.max(0, lines.size() - 150), lines.size())
                    .forEach(line -> logs.append(line).append('\n'));
        }
        return logs.toString();
    }

    /** Stop what still runs and check that nothing is left: no process, no pidfile, no socket file. */
    void end() {
        for (RunningServer server : servers) {
            server.close();
        }
        try {
            Waiting.until(
                    "the end of all processes",
                    () -> ProcessTree.withEnvironment(mark).isEmpty());
        } catch (RuntimeException e) {
            List<String> left = new ArrayList<>();
            for (long pid : ProcessTree.withEnvironment(mark)) {
                left.add(pid + " " + ProcessTree.title(pid));
                ProcessHandle.of(pid).ifPresent(ProcessHandle::destroyForcibly);
            }
            throw new AssertionError("processes are left: " + left, e);
        }
        deleteRuntime();
        assertThat(remains()).as("pidfiles and socket files").isEmpty();
    }

    private List<Path> remains() {
        try (Stream<Path> files = Files.walk(directory)) {
            return files.filter(file -> file.toString().endsWith(".pid") || isSpecial(file))
                    .filter(file -> !file.getFileName().toString().startsWith("given"))
                    .toList();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static boolean isSpecial(Path file) {
        try {
            return Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS)
                    .isOther();
        } catch (IOException e) {
            return false;
        }
    }

    void delete() throws IOException {
        delete(directory);
    }

    private void deleteRuntime() {
        try {
            if (runtime != null) {
                delete(runtime);
            }
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static void delete(Path top) throws IOException {
        if (!Files.exists(top)) {
            return;
        }
        try (Stream<Path> files = Files.walk(top, new FileVisitOption[0])) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }
}
