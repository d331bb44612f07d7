package org.jcorn.conf;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jcorn.app.CacheDirectory;
import org.jcorn.app.ClassPath;
import org.jcorn.config.Config;
import org.jcorn.config.ConfigText;
import org.jcorn.config.ServerMechanicsSettings;

/** Reads configuration files of every kind. */
public final class ConfigFiles {

    /** The file that is read when none is named. */
    public static final String DEFAULT = "jcorn.conf.java";

    private static final String ORIGIN = "config file ";

    private ConfigFiles() {}

    /**
     * Set everything a configuration file says. What is wrong with it becomes a problem of the builder.
     *
     * @param spec {@code PATH}, {@code file:PATH} or {@code class:NAME}
     * @param classPath where classes are that it uses
     * @param builder gets the settings and hooks
     */
    public static void read(String spec, ClassPath classPath, Config.Builder builder) {
        String path = spec.startsWith("file:") ? spec.substring("file:".length()) : spec;
        try {
            if (spec.startsWith("class:")) {
                readClass(spec.substring("class:".length()), ORIGIN + spec, classPath, builder);
            } else if (path.endsWith(".java")) {
                readJava(path, ORIGIN + path, classPath, builder);
            } else {
                builder.file(path);
            }
        } catch (IOException e) {
            builder.problem(ORIGIN + path + ": " + e.getMessage());
        } catch (EvaluationException e) {
            builder.problem(String.valueOf(e.getMessage()));
        }
    }

    /**
     * {@return where classes come from, by what is set so far}
     *
     * @param builder has the settings {@code chdir} and {@code classpath}, if they are set
     */
    public static ClassPath classPath(Config.Builder builder) {
        Path directory = builder.value(ServerMechanicsSettings.CHDIR)
                .orElseGet(() -> Path.of("").toAbsolutePath());
        return ClassPath.of(
                directory, builder.value(ServerMechanicsSettings.CLASSPATH).orElse(List.of()));
    }

    private static void readJava(String path, String origin, ClassPath classPath, Config.Builder builder)
            throws IOException, EvaluationException {
        Optional<String> text = ConfigText.read(path, builder);
        if (text.isEmpty()) {
            return;
        }
        Path file = Path.of(path).toAbsolutePath();
        CompiledConfigs cache = new CompiledConfigs();
        CompiledConfig compiled = cache.get(origin, file, text.get(), classPath, builder);
        if (compiled == null) {
            return;
        }
        String className =
                JavaSource.of(String.valueOf(file.getFileName()), text.get()).className();
        Locations locations = new Locations(origin, className, compiled.lines());
        try {
            evaluate(locations, compiled.classes(), classPath, builder);
        } catch (EvaluationException e) {
            cache.forget(file, text.get(), classPath);
            throw e;
        }
    }

    private static void readClass(String className, String origin, ClassPath classPath, Config.Builder builder)
            throws IOException, EvaluationException {
        Path work = Files.createTempDirectory(CacheDirectory.open("config"), "trial-");
        List<String> problems;
        try {
            problems = Trial.run(work, origin, "", className, classPath);
        } finally {
            Trial.delete(work);
        }
        problems.forEach(builder::problem);
        if (problems.isEmpty()) {
            evaluate(new Locations(origin, className, Map.of()), Map.of(), classPath, builder);
        }
    }

    private static void evaluate(
            Locations locations, Map<String, byte[]> classes, ClassPath classPath, Config.Builder builder)
            throws EvaluationException {
        ClassLoader loader = new HookLoader(classes, List.of(), classPath.loader());
        Object object = new Evaluation(locations.className(), loader).get(locations);
        Members.apply(object, locations, builder);
        builder.hooks().addClasses(classes);
    }
}
