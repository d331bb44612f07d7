package org.jcorn.preload;

import java.nio.file.Path;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What a worker process has to do with preloading; its arbiter says so in system properties. */
public enum Stage {

    /** It compiles and packs the application's classes, and leaves. */
    LAYOUT,

    /** Its application is flat on the class path; it loads it, serves a few requests of its own, and leaves. */
    TRAINING,

    /** It makes the archive of what the training has recorded; no code of the application runs. */
    ASSEMBLY,

    /** Its application is flat on the class path, and it serves. */
    READY;

    /** The system property that holds the stage in lower case. Applications may read it. */
    public static final String PROPERTY = "jcorn.preload";

    /** The system property that holds the directory to leave the {@link Layout} in. */
    public static final String DIRECTORY = "jcorn.preload.directory";

    /** {@return the stage of this process, or null if it has nothing to do with preloading} */
    public static @Nullable Stage ofThisProcess() {
        String name = System.getProperty(PROPERTY);
        return name == null ? null : valueOf(name.toUpperCase(Locale.ROOT));
    }

    /** {@return whether the application lies on the class path of this process} */
    public static boolean flat() {
        Stage stage = ofThisProcess();
        return stage == TRAINING || stage == READY;
    }

    /** {@return the JVM option that sets this stage} */
    public String option() {
        return "-D" + PROPERTY + "=" + name().toLowerCase(Locale.ROOT);
    }

    /** {@return the JVM option that sets {@link #DIRECTORY}} */
    public static String directoryOption(Path directory) {
        return "-D" + DIRECTORY + "=" + directory;
    }
}
