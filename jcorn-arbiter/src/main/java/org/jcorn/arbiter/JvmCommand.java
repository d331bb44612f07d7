package org.jcorn.arbiter;

import java.io.File;
import java.io.FilenameFilter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jcorn.config.Config;
import org.jcorn.config.DebuggingSettings;
import org.jcorn.config.LoggingSettings;
import org.jcorn.config.ServerMechanicsSettings;
import org.jcorn.config.SslSettings;
import org.jcorn.config.WorkerProcessesSettings;
import org.jcorn.spi.EmbeddedServer;
import org.jcorn.worker.Inherited;
import org.jcorn.worker.WorkerMain;
import org.jspecify.annotations.Nullable;

/**
 * The command line of a worker's JVM: our options, then those of the setting {@code worker_jvm_options}, which win.
 *
 * <p>The class path is the jars of the library directory and, for a worker class whose libraries others need not carry,
 * those of {@code lib/NAME/}; with TLS those of {@code lib/tls/}, for logs that need libraries those of
 * {@code lib/logging/} and, to call the C library, {@code lib/native/}; what only the arbiter needs lies in
 * {@code lib/arbiter/} and is never on it.
 */
final class JvmCommand {

    private static final FilenameFilter JARS = (directory, name) -> name.endsWith(".jar");

    private final Path java;
    private final Path library;
    private final Archives archives;
    private final @Nullable Program program;

    /**
     * @param java the {@code java} to run
     * @param library the distribution's library directory
     * @param archives where class data archives are kept
     */
    JvmCommand(Path java, Path library, Archives archives) {
        this(java, library, archives, null);
    }

    /** @param program what runs in workers up to where they become that, or null if they are nothing else */
    JvmCommand(Path java, Path library, Archives archives, @Nullable Program program) {
        this.java = java;
        this.library = library;
        this.archives = archives;
        this.program = program;
    }

    /**
     * {@return the command for workers of this installation, on the JDK this process runs on} The launcher passes the
     * library directory in {@code jcorn.lib} and that of the archives in {@code jcorn.archives}.
     */
    static JvmCommand ofThisProcess() {
        String library = System.getProperty("jcorn.lib", "lib");
        String archives = System.getProperty("jcorn.archives", "");
        return new JvmCommand(
                Path.of(System.getProperty("java.home"), "bin", "java"),
                Path.of(library).toAbsolutePath(),
                new Archives(archives.isEmpty() ? null : Path.of(archives)),
                Program.ofThisArbiter());
    }

    Path java() {
        return java;
    }

    /** {@return the launcher of this installation} */
    Path launcher() {
        return library.resolveSibling("bin").resolve("jcorn");
    }

    Archives archives() {
        return archives;
    }

    /**
     * {@return the arguments as the text of an {@code @argfile}}
     *
     * @param extras what preloading adds, or null where there is none
     */
    String argumentFile(Config config, @Nullable JvmExtras extras) {
        StringBuilder file = new StringBuilder();
        for (String argument : arguments(config, extras)) {
            file.append('"')
                    .append(argument.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n"))
                    .append("\"\n");
        }
        return file.toString();
    }

    List<String> arguments(Config config, @Nullable JvmExtras extras) {
        List<String> own = new ArrayList<>(program == null ? List.of() : program.options());
        own.addAll(config.get(WorkerProcessesSettings.WORKER_JVM_OPTIONS));
        String workerClass = WorkerProcessesSettings.effectiveWorkerClass(config);
        String classPath = classPath(workerClass);
        List<String> arguments = new ArrayList<>();
        arguments.addAll(Inherited.ADD_OPENS);
        arguments.add("-Dfile.encoding=UTF-8");
        arguments.add("-Djcorn.lib=" + library); // where bridges to frameworks are, if one is needed
        // No /tmp/hsperfdata, and what the VM says goes to standard error, where the arbiter listens.
        arguments.add("-XX:-UsePerfData");
        arguments.add("-XX:+DisplayVMOutputToStderr");
        // A JVM out of memory is half dead: better replaced than kept.
        arguments.add("-XX:+ExitOnOutOfMemoryError");
        config.get(WorkerProcessesSettings.WORKER_HEAP_DUMP)
                .ifPresent(directory ->
                        arguments.addAll(List.of("-XX:+HeapDumpOnOutOfMemoryError", "-XX:HeapDumpPath=" + directory)));
        config.get(ServerMechanicsSettings.TMP_UPLOAD_DIR)
                .ifPresent(directory -> arguments.add("-Djava.io.tmpdir=" + directory));
        if (config.get(DebuggingSettings.SPEW)) {
            arguments.add("-javaagent:" + agent());
        }
        if (!chosen(own, "-XX:+Use", "GC")) {
            arguments.add("-XX:+UseSerialGC");
        }
        if (!choosesHeap(own)) {
            arguments.add("-XX:MaxRAMPercentage=" + 75.0 / Math.max(1, config.get(WorkerProcessesSettings.WORKERS)));
            // The default, a 64th of the machine's memory, lets garbage pile up before the first collection.
            arguments.add("-Xms16m");
        }
        if (workerClass.equals("netty")) {
            arguments.addAll(nettyOptions(Runtime.version().feature()));
        }
        if (LoggingSettings.needsNative(config)) {
            arguments.addAll(nativeOptions(Runtime.version().feature()));
        }
        if (program != null) {
            arguments.addAll(own);
            arguments.add("-D" + EmbeddedServer.ROLE + "=" + EmbeddedServer.WORKER);
            arguments.addAll(program.words());
            return arguments;
        }
        arguments.addAll(extras == null ? archives.workerOptions(classPath) : extras.options());
        arguments.addAll(own);
        arguments.add("-cp");
        String whole = wholeClassPath(config);
        arguments.add(extras == null ? whole : extras.behind(whole));
        arguments.add(WorkerMain.class.getName());
        return arguments;
    }

    private Path agent() {
        Path directory = library.resolve("spew");
        String[] jars =
                directory.toFile().list((parent, name) -> name.startsWith("jcorn-spew") && name.endsWith(".jar"));
        return directory.resolve(jars == null || jars.length == 0 ? "jcorn-spew.jar" : jars[0]);
    }

    /**
     * {@return what the netty worker needs} Since JDK 24 the VM warns of code that goes past its back, as netty's does,
     * unless it may; and from then on virtual threads are good enough to be carried by the event loop, if they may.
     */
    static List<String> nettyOptions(int jdk) {
        return jdk < 24
                ? List.of()
                : List.of(
                        "--enable-native-access=ALL-UNNAMED",
                        "--sun-misc-unsafe-memory-access=allow",
                        "--add-opens=java.base/java.lang=ALL-UNNAMED");
    }

    /** {@return what a worker needs that calls the C library} Generated stubs cost more time than they save. */
    static List<String> nativeOptions(int jdk) {
        String interpreted = "-Djnr.ffi.asm.enabled=false";
        return jdk < 24 ? List.of(interpreted) : List.of(interpreted, "--enable-native-access=ALL-UNNAMED");
    }

    private static boolean choosesHeap(List<String> options) {
        for (String prefix :
                List.of("-Xm", "-XX:MaxRAM", "-XX:MinRAM", "-XX:InitialRAM", "-XX:MaxHeap", "-XX:InitialHeap")) {
            if (chosen(options, prefix, "")) {
                return true;
            }
        }
        return false;
    }

    private static boolean chosen(List<String> options, String prefix, String suffix) {
        for (String option : options) {
            if (option.startsWith(prefix) && option.endsWith(suffix)) {
                return true;
            }
        }
        return false;
    }

    /** {@return the class path of workers of a class} */
    String classPath(String workerClass) {
        StringBuilder classPath = new StringBuilder();
        append(classPath, library);
        Path own = library.resolve(workerClass);
        if (Files.isDirectory(own)) {
            append(classPath, own);
        }
        return classPath.toString();
    }

    /** {@return all jars of jcorn that workers with these settings have on their class path} */
    String wholeClassPath(Config config) {
        // Behind the others: an archive made for a class path fits a longer one too that begins with it.
        StringBuilder longer = new StringBuilder(classPath(WorkerProcessesSettings.effectiveWorkerClass(config)));
        if (SslSettings.enabled(config)) {
            append(longer, library.resolve("tls"));
        }
        if (LoggingSettings.needsLibraries(config)) {
            append(longer, library.resolve("logging"));
        }
        if (LoggingSettings.needsNative(config)) {
            append(longer, library.resolve("native"));
        }
        return longer.toString();
    }

    private static void append(StringBuilder classPath, Path directory) {
        String[] jars = directory.toFile().list(JARS);
        if (jars != null) {
            Arrays.sort(jars);
            for (String jar : jars) {
                classPath
                        .append(classPath.length() == 0 ? "" : File.pathSeparator)
                        .append(directory.resolve(jar));
            }
        }
    }
}
