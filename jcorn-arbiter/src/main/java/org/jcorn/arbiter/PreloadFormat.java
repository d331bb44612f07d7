package org.jcorn.arbiter;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jcorn.preload.Stage;

/**
 * The kind of archive that a JDK makes and maps, and the JVM options for it.
 *
 * <p>An archive that does not fit is passed over by the JVM; the options keep it from telling so in our log.
 */
enum PreloadFormat {

    /** An archive of classes on top of the JDK's own, written by the training JVM as it ends. */
    DYNAMIC("application.jsa") {
        @Override
        List<String> training(Path directory) {
            return List.of("-XX:ArchiveClassesAtExit=" + directory.resolve(file()), "-Xlog:cds*=off");
        }

        @Override
        List<String> use(Path archive) {
            return List.of("-XX:SharedArchiveFile=" + archive, "-Xshare:auto", "-Xlog:cds*=off");
        }
    },

    /** A cache of linked classes, heap objects and profiles; a JVM of its own assembles what training recorded. */
    AOT_CACHE("application.aot") {
        @Override
        List<String> training(Path directory) {
            return quiet("-XX:AOTMode=record", "-XX:AOTConfiguration=" + directory.resolve(RECORD));
        }

        @Override
        List<String> assembly(Path directory) {
            return quiet(
                    "-XX:AOTMode=create",
                    "-XX:AOTConfiguration=" + directory.resolve(RECORD),
                    "-XX:AOTCache=" + directory.resolve(file()));
        }

        @Override
        List<String> use(Path archive) {
            return quiet("-XX:AOTCache=" + archive);
        }
    };

    private static final String RECORD = "record";
    private static final int FIRST_WITH_AOT = 25;

    private final String file;

    PreloadFormat(String file) {
        this.file = file;
    }

    /** {@return the format for a JDK} */
    static PreloadFormat of(int jdk) {
        return jdk < FIRST_WITH_AOT ? DYNAMIC : AOT_CACHE;
    }

    /** {@return the name of the archive} */
    String file() {
        return file;
    }

    /** {@return the options of the JVM that is trained} */
    abstract List<String> training(Path directory);

    /** {@return the options of the JVM that makes the archive of what was recorded; empty if there is no such} */
    List<String> assembly(Path directory) {
        return List.of();
    }

    /** {@return the options of workers} */
    abstract List<String> use(Path archive);

    /**
     * {@return the options of a stage in which the application lies on the class path}
     *
     * @param place the archive for READY, else the directory it is made in
     */
    List<String> options(Stage stage, Path place) {
        List<String> options = new ArrayList<>();
        options.add(stage.option());
        options.add("--add-opens=java.base/jdk.internal.loader=ALL-UNNAMED");
        switch (stage) {
            case TRAINING -> options.addAll(training(place));
            case ASSEMBLY -> options.addAll(assembly(place));
            default -> options.addAll(use(place));
        }
        return options;
    }

    /** {@return whether an option of the operator is about archives, so that ours had better stay away} */
    static boolean rivals(String option) {
        return option.startsWith("-Xshare")
                || option.startsWith("-XX:AOT")
                || option.startsWith("-XX:SharedArchiveFile")
                || option.startsWith("-XX:ArchiveClassesAtExit")
                || option.endsWith("AutoCreateSharedArchive");
    }

    private static List<String> quiet(String... options) {
        List<String> all = new ArrayList<>(List.of(options));
        all.add("-Xlog:cds*=off");
        all.add("-Xlog:aot*=off");
        return all;
    }
}
