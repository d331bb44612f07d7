package org.jcorn.arbiter;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import jnr.ffi.Pointer;
import org.jcorn.spi.EmbeddedServer;

/**
 * The process of a program becomes its arbiter, by executing a JVM that is fit for it: a small one, all signals blocked as
 * {@code bin/jcorn} has it. It stays the same process for whoever waits for it.
 */
public final class Conversion {

    private static final String SIGNALS = "--block-signal=HUP,INT,QUIT,TERM,USR1,USR2,TTIN,TTOU,WINCH,CHLD";
    private static final Path ENV = Path.of("/usr/bin/env");

    /** The process that has executed such a JVM: it does so once. */
    static final String VARIABLE = "JCORN_CONVERTED";

    private final Native os = new Native();

    /** Load what calls the system. */
    public Conversion() {}

    /**
     * Become the arbiter.
     *
     * @param program runs again there, up to the same point
     * @return the reason why that is impossible
     */
    public IOException execute(Program program) {
        try {
            String self = Long.toString(ProcessHandle.current().pid());
            if (self.equals(System.getenv(VARIABLE))) {
                return new IOException("it has tried to, but was not told so again; it was started by java "
                        + String.join(" ", program.options()) + " " + String.join(" ", program.words()));
            }
            boolean blocking = knowsBlockSignal();
            List<String> command = new ArrayList<>();
            if (blocking) {
                command.addAll(List.of("env", SIGNALS));
            }
            String java =
                    Path.of(System.getProperty("java.home"), "bin", "java").toString();
            command.add(java);
            if (blocking) {
                command.add("-Xrs");
            }
            command.addAll(arguments(program));
            keepToOurselves();
            os.check(
                    "execve",
                    os.libc()
                            .execve(
                                    blocking ? ENV.toString() : java,
                                    vector(Execution.bytes(command)),
                                    vector(Environment.with(surroundings(self), List.of(Program.OPTIONS_VARIABLE)))));
            return new IOException("execve returned");
        } catch (IOException e) {
            return e;
        }
    }

    private Pointer vector(List<byte[]> strings) {
        return ProcessSpawner.vector(os, strings);
    }

    private static List<String> arguments(Program program) {
        List<String> arguments = new ArrayList<>(program.frugalOptions());
        arguments.addAll(List.of(
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-XX:-UsePerfData",
                "-Xms8m",
                "-Xmx64m",
                "-Xss512k",
                "-XX:CICompilerCount=1",
                "-Dfile.encoding=UTF-8",
                "-Djnr.ffi.asm.enabled=false",
                "--add-opens=java.base/sun.nio.ch=ALL-UNNAMED",
                "--add-opens=java.base/java.io=ALL-UNNAMED",
                "--enable-native-access=ALL-UNNAMED",
                "-D" + EmbeddedServer.ROLE + "=" + EmbeddedServer.ARBITER,
                program.property()));
        arguments.addAll(program.words());
        return arguments;
    }

    /** As the launcher has it. */
    private static Map<String, String> surroundings(String self) {
        Map<String, String> variables = new HashMap<>();
        variables.put("_JAVA_SR_SIGNUM", "60");
        variables.put("MALLOC_ARENA_MAX", System.getenv().getOrDefault("MALLOC_ARENA_MAX", "2"));
        variables.put(VARIABLE, self);
        return variables;
    }

    private static boolean knowsBlockSignal() throws IOException {
        try {
            return new ProcessBuilder(ENV.toString(), SIGNALS, "true")
                            .redirectError(ProcessBuilder.Redirect.DISCARD)
                            .start()
                            .waitFor()
                    == 0;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    /** Close with the JVM what it has opened; what this process was started with goes on. */
    private void keepToOurselves() throws IOException {
        Set<Integer> inherited = new HashSet<>();
        Handover handover = Handover.parse(System.getenv(Handover.VARIABLE));
        if (handover.isEmpty()) {
            handover =
                    Activation.handover(System.getenv(), ProcessHandle.current().pid());
        }
        handover.items().forEach(item -> inherited.add(item.fd()));
        try (Stream<Path> open = Files.list(Path.of("/proc/self/fd"))) {
            for (Path entry : open.toList()) {
                int fd = Integer.parseInt(entry.getFileName().toString());
                if (fd > 2 && !inherited.contains(fd)) {
                    os.libc().fcntl(fd, Libc.F_SETFD, Libc.FD_CLOEXEC);
                }
            }
        }
    }
}
