package org.jcorn.it.kit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The command {@code jcornc}, as an operator calls it for one control socket. */
public final class Jcornc {

    private final Site site;
    private final Path socket;

    private Jcornc(Site site, Path socket) {
        this.site = site;
        this.socket = socket;
    }

    /** {@return the command for a socket} */
    public static Jcornc at(Site site, Path socket) {
        return new Jcornc(site, socket);
    }

    /** {@return the command for the socket that a server tells of in its log} */
    public static Jcornc of(Site site, RunningServer server) {
        return at(site, socket(server.log()));
    }

    /** {@return the control socket that a log tells of, the latest if there are several} */
    public static Path socket(LogTail log) {
        log.await("Control socket: ");
        List<String> lines = log.lines().stream()
                .filter(line -> line.contains("Control socket: "))
                .toList();
        String line = lines.get(lines.size() - 1);
        return Path.of(line.substring(line.indexOf("socket: ") + 8));
    }

    /** {@return the socket} */
    public Path socket() {
        return socket;
    }

    /** {@return what it said to a command that it is to obey} */
    public String obeys(String command) {
        Outcome outcome = run(command);
        assertThat(outcome.status()).as(outcome.output()).isZero();
        return outcome.output();
    }

    /** {@return what it said to a command that it is to refuse} */
    public String refuses(String command) {
        Outcome outcome = run(command);
        assertThat(outcome.status()).as(outcome.output()).isEqualTo(1);
        return outcome.output();
    }

    /** {@return the value that a reply shows for a name} */
    public String value(String command, String name) {
        return obeys(command)
                .lines()
                .filter(line -> line.startsWith(name + " "))
                .map(line -> line.substring(name.length()).strip())
                .findFirst()
                .orElseThrow();
    }

    /** {@return how a command ended} */
    public Outcome run(String command) {
        return run(List.of(), "", "-s", shortest(), "-c", command);
    }

    /** A socket's path may have 107 bytes only, and the directory of a test may have more. */
    private String shortest() {
        return socket.startsWith(site.directory())
                ? site.directory().relativize(socket).toString()
                : socket.toString();
    }

    /**
     * {@return how it ended}
     *
     * @param before what to call it by, such as {@code setpriv}
     * @param input what is typed
     */
    public Outcome run(List<String> before, String input, String... arguments) {
        Distribution distribution = site.distribution();
        List<String> words = new ArrayList<>(before);
        words.add(distribution.launcher().resolveSibling("jcornc").toString());
        words.addAll(List.of(arguments));
        try {
            Path typed = Files.writeString(Files.createTempFile(site.directory(), "typed", ""), input);
            Path said = Files.createTempFile(site.directory(), "said", "");
            ProcessBuilder builder = new ProcessBuilder(words)
                    .directory(site.directory().toFile())
                    .redirectInput(typed.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(said.toFile());
            builder.environment().put("JCORN_JAVA", distribution.java().toString());
            builder.environment().put("JCORN_CACHE_DIR", distribution.cache().toString());
            builder.environment().put("XDG_RUNTIME_DIR", String.valueOf(socket.getParent()));
            int status = builder.start().waitFor();
            return new Outcome(status, Files.readString(said));
        } catch (IOException | InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
