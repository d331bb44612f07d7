package org.jcorn.arbiter;

import java.io.File;
import java.nio.file.Path;
import java.util.List;

/**
 * What the command line of a worker's JVM has for preloading.
 *
 * @param options options that stand before those of the operator
 * @param jars what stands on the class path behind jcorn's own jars
 */
record JvmExtras(List<String> options, List<Path> jars) {

    JvmExtras {
        options = List.copyOf(options);
        jars = List.copyOf(jars);
    }

    /** {@return the longer class path} */
    String behind(String classPath) {
        StringBuilder longer = new StringBuilder(classPath);
        for (Path jar : jars) {
            longer.append(File.pathSeparator).append(jar);
        }
        return longer.toString();
    }
}
