package org.jcorn.app;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jcorn.spi.AppLoadException;
import org.jcorn.spi.AppLoader;
import org.jcorn.spi.Providers;

/**
 * The JDK's compiler, as a process of its own: a compiler inside the worker would leave some 60 MB behind in every
 * worker that ran it.
 */
final class Javac {

    private Javac() {}

    static void compile(SourceFile source, List<Path> classPath, Path classes) throws IOException, AppLoadException {
        Path javac = Path.of(System.getProperty("java.home"), "bin", "javac");
        if (!Files.isExecutable(javac)) {
            throw new AppLoadException("source file " + source.path() + " cannot be compiled: "
                    + System.getProperty("java.home") + " has no compiler; a JDK is needed");
        }
        StringBuilder path = new StringBuilder(ClassPath.api().toString());
        for (Path entry : classPath) {
            path.append(File.pathSeparatorChar).append(entry);
        }
        for (Path plugin : plugins()) {
            path.append(File.pathSeparatorChar).append(plugin);
        }
        path.append(Framework.compileTime(Files.readString(source.path())));
        // The compiler lives for a second: the C2 compiler and a parallel collector would not pay.
        Process process = new ProcessBuilder(
                        javac.toString(),
                        "-J-XX:TieredStopAtLevel=1",
                        "-J-XX:+UseSerialGC",
                        "-J-XX:-UsePerfData",
                        "-proc:none",
                        "-parameters",
                        "-g",
                        "-encoding",
                        "UTF-8",
                        "-implicit:class",
                        "-sourcepath",
                        source.root().toString(),
                        "-cp",
                        path.toString(),
                        "-d",
                        classes.toString(),
                        source.root().relativize(source.path()).toString())
                .directory(source.root().toFile())
                .redirectErrorStream(true)
                .start();
        process.getOutputStream().close();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).stripTrailing();
        int status;
        try {
            status = process.waitFor();
        } catch (InterruptedException e) {
            process.destroy();
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
        if (status != 0) {
            throw new AppLoadException("source file " + source.path() + " does not compile:\n" + output);
        }
    }

    /** {@return where the plug-ins lie that share packages with applications} */
    private static List<Path> plugins() throws AppLoadException {
        try {
            return Providers.all(AppLoader.class).stream()
                    .filter(loader -> !loader.api().isEmpty())
                    .map(loader -> ClassPath.home(loader.getClass()))
                    .toList();
        } catch (IllegalArgumentException e) {
            throw new AppLoadException(String.valueOf(e.getMessage()), e.getCause());
        }
    }
}
