package org.jcorn.app;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jcorn.config.Config;
import org.jcorn.preload.Flattening;
import org.jcorn.preload.Inputs;
import org.jcorn.preload.Layout;
import org.jcorn.spi.AppLoadException;
import org.jcorn.spi.Logger;

/** Finds out how an application can lie on the class path of its workers; none of its code runs. */
public final class Preparation {

    private Preparation() {}

    /**
     * Lay out the application.
     *
     * @param specification what to load, as on the command line
     * @param config the settings
     * @param log the error log
     * @param work a directory for the layout, inside the one where packed classes are kept
     * @return the layout
     * @throws AppLoadException if its source does not compile
     * @throws IOException if its classes cannot be read or packed
     */
    public static Layout layOut(String specification, Config config, Logger log, Path work)
            throws AppLoadException, IOException {
        WorkingDirectorySource source =
                new WorkingDirectorySource(specification, Path.of("").toAbsolutePath(), config, log, List.of());
        AppSpecification wanted = AppSpecification.parse(specification);
        if (wanted == null) {
            Inputs inputs = new Inputs(source.classPath(), List.of());
            return Flattening.isolated("it is not named by a class", inputs, inputs.fingerprint());
        }
        List<Path> sources = new ArrayList<>();
        sources.add(source.directory().resolve(SourceFile.name(wanted.className())));
        SourceFile file = SourceFile.of(wanted.className(), source.directory());
        Path compiled = null;
        if (file != null && file.newerThanClass()) {
            compiled = new CompiledSources(log).compile(file, source.classPath());
            for (Path other : CompiledSources.sources(compiled)) {
                if (!sources.contains(other)) {
                    sources.add(other);
                }
            }
        }
        Path home = work.toAbsolutePath().getParent();
        return new Flattening(ours(), home == null ? work : home, work)
                .layOut(compiled, new Inputs(source.classPath(), sources));
    }

    private static List<Path> ours() {
        List<Path> jars = new ArrayList<>();
        for (String entry : System.getProperty("java.class.path", "").split(File.pathSeparator, -1)) {
            if (entry.endsWith(".jar")) {
                jars.add(Path.of(entry));
            }
        }
        return jars;
    }
}
