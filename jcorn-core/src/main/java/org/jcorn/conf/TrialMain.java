package org.jcorn.conf;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jcorn.app.ClassPath;

/**
 * The main class of the process in which a configuration file is compiled and evaluated for the first time: what never ends,
 * or ends the JVM, does so there. Nothing it evaluates goes anywhere but what is wrong with it.
 */
public final class TrialMain {

    /** In the work directory: the text of the file. */
    static final String SOURCE = "source";
    /** In the work directory: what is wrong, one line each; empty when all is well. */
    static final String PROBLEMS = "problems";

    private TrialMain() {}

    /**
     * Run the process.
     *
     * @param arguments the work directory; the origin for messages; the directory of the application; the file, or "" for a
     *     class that is there already; that class; the entries of the class path
     * @throws IOException if the result cannot be written
     */
    public static void main(String[] arguments) throws IOException {
        Path work = Path.of(arguments[0]);
        List<Path> entries = List.of(arguments).subList(5, arguments.length).stream()
                .map(Path::of)
                .toList();
        ClassPath classPath = new ClassPath(Path.of(arguments[2]), entries);
        List<String> problems = arguments[3].isEmpty()
                ? evaluate(new Locations(arguments[1], arguments[4], Map.of()), Map.of(), classPath)
                : compile(work, arguments[1], Path.of(arguments[3]), classPath);
        Files.write(work.resolve(PROBLEMS), problems);
        // Threads that the evaluation has left behind are none of ours.
        Runtime.getRuntime().halt(0);
    }

    private static List<String> compile(Path work, String origin, Path file, ClassPath classPath) throws IOException {
        String text = Files.readString(work.resolve(SOURCE), StandardCharsets.UTF_8);
        JavaSource source = JavaSource.of(String.valueOf(file.getFileName()), text);
        StringBuilder path = new StringBuilder(ClassPath.api().toString());
        for (Path entry : classPath.entries()) {
            path.append(java.io.File.pathSeparatorChar).append(entry);
        }
        Compilation compilation = new Compilation(source, origin);
        Path classes = Files.createDirectory(CompiledConfig.classes(work));
        if (!compilation.run(file, classPath.directory(), path.toString(), classes)) {
            return compilation.problems();
        }
        CompiledConfig.writeLines(work, compilation.lines());
        CompiledConfig compiled = CompiledConfig.read(work);
        return evaluate(new Locations(origin, source.className(), compiled.lines()), compiled.classes(), classPath);
    }

    private static List<String> evaluate(Locations locations, Map<String, byte[]> classes, ClassPath classPath) {
        ClassLoader loader = new HookLoader(classes, List.of(), classPath.loader());
        try {
            new Evaluation(locations.className(), loader).get(locations);
            return List.of();
        } catch (EvaluationException e) {
            return List.of(String.valueOf(e.getMessage()));
        }
    }
}
