package org.jcorn.arbiter;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How this server was started, so that it can be started so again. Paths are those that were written, not where their
 * links led at that time: whoever switches a link means the next start to follow it.
 *
 * @param launcher the command, absolute
 * @param arguments its arguments, byte by byte: decoding them could lose what is no text of the locale
 * @param directory the working directory
 */
record Invocation(Path launcher, List<byte[]> arguments, Path directory) {

    private static final String MAIN_CLASS = "org.jcorn.cli.Main";

    /** {@return how this process was started, or null if neither by the launcher nor by a program} To be asked before the title is set. */
    static @Nullable Invocation ofThisProcess() throws IOException {
        Program program = Program.ofThisArbiter();
        if (program != null) {
            List<String> arguments = new ArrayList<>(program.options());
            arguments.addAll(program.words());
            return new Invocation(
                    Path.of(System.getProperty("java.home"), "bin", "java"),
                    Execution.bytes(arguments),
                    workingDirectory(System.getenv("PWD")));
        }
        String launcher = System.getProperty("jcorn.launcher", "");
        List<byte[]> words = words(Files.readAllBytes(Path.of("/proc/self/cmdline")));
        for (int i = 0; i < words.size(); i++) {
            if (new String(words.get(i), StandardCharsets.ISO_8859_1).equals(MAIN_CLASS) && !launcher.isEmpty()) {
                Path directory = workingDirectory(System.getenv("PWD"));
                return new Invocation(
                        directory.resolve(launcher), List.copyOf(words.subList(i + 1, words.size())), directory);
            }
        }
        return null;
    }

    /** {@return the path by which the shell knows the working directory, if it is right, else the one without links} */
    static Path workingDirectory(@Nullable String shells) throws IOException {
        Path physical = Path.of("").toAbsolutePath();
        if (shells != null && shells.startsWith("/")) {
            Path logical = Path.of(shells);
            if (Files.exists(logical) && Files.isSameFile(logical, physical)) {
                return logical;
            }
        }
        return physical;
    }

    private static List<byte[]> words(byte[] commandLine) {
        List<byte[]> words = new ArrayList<>();
        ByteArrayOutputStream word = new ByteArrayOutputStream();
        for (byte b : commandLine) {
            if (b == 0) {
                words.add(word.toByteArray());
                word.reset();
            } else {
                word.write(b);
            }
        }
        return words;
    }
}
