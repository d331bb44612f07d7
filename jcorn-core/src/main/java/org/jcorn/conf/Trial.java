package org.jcorn.conf;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jcorn.app.ClassPath;

/** The process of {@link TrialMain}, seen from the one that starts it. */
final class Trial {

    /** What a JVM and a compiler may take on a busy machine. */
    private static final long START_SECONDS = 60;

    private Trial() {}

    /**
     * Run it.
     *
     * @param work its work directory
     * @param origin what the file or class is called in messages
     * @param file the file to compile, or "" to evaluate a class
     * @param className the class of the file
     * @param classPath where other classes are
     * @return what is wrong, one line each
     * @throws IOException if it cannot be run
     */
    static List<String> run(Path work, String origin, String file, String className, ClassPath classPath)
            throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-XX:-UsePerfData",
                "-Dfile.encoding=UTF-8",
                "-Djcorn.config.limit=" + Evaluation.limit(),
                "-cp",
                ClassPath.api().toString(),
                TrialMain.class.getName(),
                work.toString(),
                origin,
                classPath.directory().toString(),
                file,
                className));
        classPath.entries().forEach(entry -> command.add(entry.toString()));
        Path output = work.resolve("output");
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        process.getOutputStream().close();
        try {
            boolean ended = process.waitFor(
                    Evaluation.limit() + TimeUnit.SECONDS.toMillis(START_SECONDS), TimeUnit.MILLISECONDS);
            if (!ended) {
                process.destroyForcibly().waitFor();
                return List.of(origin + ": the process that tried it did not end in time");
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
        Path problems = work.resolve(TrialMain.PROBLEMS);
        if (Files.exists(problems)) {
            return Files.readAllLines(problems);
        }
        String said = Files.readString(output).strip();
        return List.of(origin + ": the process that tried it ended with status " + process.exitValue()
                + (said.isEmpty() ? ", by System.exit?" : ": " + said.substring(said.lastIndexOf('\n') + 1)));
    }

    /** Delete a work directory, or what others who do the same have left of it. */
    static void delete(Path work) {
        File[] inner = work.toFile().listFiles();
        if (inner != null) {
            for (File each : inner) {
                delete(each.toPath());
            }
        }
        work.toFile().delete();
    }
}
