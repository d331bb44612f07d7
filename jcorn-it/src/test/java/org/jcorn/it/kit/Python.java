package org.jcorn.it.kit;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A Python that has what a script needs: there may be several on the path, and Debian's packages are for one of them. */
public final class Python {

    private final Path interpreter;

    private Python(Path interpreter) {
        this.interpreter = interpreter;
    }

    /** {@return the first on the path that can import that} */
    public static Python withModule(String module) {
        List<Path> tried = new ArrayList<>();
        for (String directory : System.getenv("PATH").split(File.pathSeparator, -1)) {
            Path candidate = Path.of(directory, "python3");
            if (Files.isExecutable(candidate)) {
                tried.add(candidate);
                Python python = new Python(candidate);
                if (python.end(python.start("-c", "import " + module)) == 0) {
                    return python;
                }
            }
        }
        throw new AssertionError(
                "no Python has the module " + module + ", of " + tried + "; Debian's package is python3-" + module);
    }

    /** {@return what a script among the test resources prints} It has to end with status 0. */
    public String run(String script, String... arguments) {
        List<String> words = new ArrayList<>();
        words.add(Site.testClasses().resolve(script).toString());
        words.addAll(List.of(arguments));
        Process process = start(words.toArray(new String[0]));
        try {
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (end(process) != 0) {
                throw new AssertionError(script + " failed:\n" + output);
            }
            return output;
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private Process start(String... words) {
        List<String> command = new ArrayList<>(List.of(interpreter.toString()));
        command.addAll(List.of(words));
        try {
            return new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectInput(new File("/dev/null"))
                    .start();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private int end(Process process) {
        try {
            if (!process.waitFor(Waiting.DEADLINE.toSeconds(), TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new AssertionError(interpreter + " does not end");
            }
            return process.exitValue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }
}
