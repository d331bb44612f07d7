package org.jcorn.arbiter;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jcorn.config.Config;
import org.jcorn.config.DebuggingSettings;
import org.jcorn.config.ServerMechanicsSettings;
import org.jcorn.config.Setting;
import org.jcorn.config.WorkerProcessesSettings;
import org.jcorn.preload.Inputs;
import org.jcorn.preload.Layout;
import org.jcorn.preload.Stage;
import org.jcorn.spi.Logger;
import org.jspecify.annotations.Nullable;

/**
 * The setting {@code preload_app}: gives a generation the archive of its application, and has one made where there is
 * none that fits.
 *
 * <pre>
 *   adopt ── it fits ──────────────────────────────────────────────────────────→ workers start from it
 *     └── it does not ──→ workers start without;
 *           once one is ready: LAYOUT ──→ TRAINING (──→ ASSEMBLY) ── install ──→ workers are replaced, one by one
 *                                 └── isolated: that is told, and remembered
 * </pre>
 *
 * <p>Nothing depends on it: whatever goes wrong, workers start as they do without the setting.
 */
final class Preload {

    /** At the lowest priority on a busy machine training may take its time. */
    private static final long LIMIT = TimeUnit.MINUTES.toNanos(10);

    /** How long to leave another server alone that makes the same archive. */
    private static final long PAUSE = TimeUnit.SECONDS.toNanos(3);

    private final Native os;
    private final JvmCommand command;
    private final PreloadCache cache;
    private final Logger log;

    /** What is to be made: for whom, where, and what the application's files were when its workers were started. */
    private record Task(Generation generation, Path entry, Inputs inputs, String fingerprint) {

        boolean unchanged() throws IOException {
            return inputs.fingerprint().equals(fingerprint);
        }
    }

    private @Nullable Task wanted;
    private @Nullable Task running;
    private @Nullable PreloadProcess process;
    private @Nullable Path work;
    private @Nullable FileChannel lock;
    private long since;
    private long pause;
    private @Nullable Generation finished;

    Preload(Native os, JvmCommand command, Logger log) {
        this.os = os;
        this.command = command;
        this.cache = new PreloadCache(command.archives().directory(), command);
        this.log = log;
    }

    /** Look for the archive of a generation that is to have its first worker. */
    void adopt(Generation generation) {
        stop();
        Config config = generation.config();
        if (!config.get(ServerMechanicsSettings.PRELOAD_APP)) {
            return;
        }
        for (Setting<Boolean> rival : List.of(DebuggingSettings.RELOAD, DebuggingSettings.SPEW)) {
            if (config.get(rival)) {
                // What changes all the time is not worth an archive, and traced classes are others than those archived.
                log.warning("preload_app does nothing beside " + rival);
                return;
            }
        }
        if (generation.identity().changes()) {
            // Code of the application would run with the arbiter's rights, or write where the arbiter does.
            log.warning("preload_app does nothing beside user and group: archives are made by who uses them only");
            return;
        }
        for (String option : config.get(WorkerProcessesSettings.WORKER_JVM_OPTIONS)) {
            if (PreloadFormat.rivals(option)) {
                log.warning("preload_app does nothing beside the option " + option + " of worker_jvm_options");
                return;
            }
        }
        Path entry = cache.entry(config);
        if (entry == null) {
            log.warning("preload_app does nothing: there is no cache directory, see JCORN_CACHE_DIR");
            return;
        }
        Optional<Layout> layout = cache.layout(entry);
        if (layout.isPresent() && layout.get().isolated()) {
            tellIsolated(layout.get());
            return;
        }
        generation.preloaded(
                layout.flatMap(found -> cache.find(entry, found, config)).orElse(null));
        if (generation.preloaded() == null) {
            want(generation, entry);
        }
    }

    private void want(Generation generation, Path entry) {
        Path directory = generation.config().get(ServerMechanicsSettings.CHDIR);
        String application = PreloadCache.application(generation.config());
        int colon = application.indexOf(':');
        String className = colon < 0 ? application : application.substring(0, colon);
        List<Path> classPath = new ArrayList<>();
        classPath.add(directory);
        for (Path jar : generation.config().get(ServerMechanicsSettings.CLASSPATH)) {
            classPath.add(directory.resolve(jar));
        }
        Path source = directory.resolve(className.replace('.', '/') + ".java");
        Inputs inputs = new Inputs(classPath, List.of(source));
        try {
            wanted = new Task(generation, entry, inputs, inputs.fingerprint());
            pause = 0;
        } catch (IOException e) {
            log.warning("preload_app does nothing: " + FileProblem.text(e));
        }
    }

    private void tellIsolated(Layout layout) {
        log.warning(
                "preload_app does nothing: the application keeps its class loader, so that its workers load its classes"
                        + " each for itself and share none: " + layout.isolation());
    }

    /**
     * Go on with what is to be made.
     *
     * @param settled whether workers of that generation are ready, and no others are wanted
     */
    void turn(Generation current, List<WorkerHandle> workers, boolean settled) {
        if (process != null) {
            process.listen();
            if (System.nanoTime() - since > LIMIT) {
                log.warning("preload_app: making an archive takes too long, it is given up");
                stop();
            }
        }
        if (!settled) {
            return;
        }
        if (finished == current) {
            finished = null;
            for (WorkerHandle worker : workers) {
                if (worker.generation() == current && !worker.preloaded()) {
                    worker.wear();
                }
            }
        }
        Task task = wanted;
        if (task != null
                && task.generation() == current
                && calm(current, workers)
                && System.nanoTime() - since > pause) {
            wanted = null;
            begin(task);
        }
    }

    /** {@return whether no worker is starting or about to be replaced: they come first} */
    private static boolean calm(Generation current, List<WorkerHandle> workers) {
        for (WorkerHandle worker : workers) {
            if (worker.state() == WorkerHandle.State.BOOTING
                    || (worker.state() == WorkerHandle.State.READY && worker.generation() != current)) {
                return false;
            }
        }
        return true;
    }

    private void begin(Task task) {
        since = System.nanoTime();
        try {
            Path entry = cache.open(task.entry());
            FileChannel file = FileChannel.open(
                    entry.resolve(PreloadCache.LOCK), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            lock = file;
            if (file.tryLock() == null) {
                log.debug("preload_app: another server is making the archive");
                finish();
                wanted = task;
                pause = PAUSE;
                return;
            }
            if (pause != 0 && found(task)) {
                finish();
                return;
            }
            Directories.deleteTraining(entry);
            Path directory = Files.createTempDirectory(entry, Directories.TRAINING);
            work = directory;
            running = task;
            start(
                    task,
                    Stage.LAYOUT,
                    new JvmExtras(List.of(Stage.LAYOUT.option(), Stage.directoryOption(directory)), List.of()));
        } catch (IOException e) {
            giveUp(FileProblem.text(e));
        }
    }

    /** {@return whether the other server has made it} */
    private boolean found(Task task) throws IOException {
        Optional<Preloaded> made = task.unchanged()
                ? cache.layout(task.entry())
                        .flatMap(layout -> cache.find(
                                task.entry(), layout, task.generation().config()))
                : Optional.empty();
        made.ifPresent(preloaded -> share(task, preloaded));
        return made.isPresent();
    }

    private void share(Task task, Preloaded preloaded) {
        task.generation().preloaded(preloaded);
        finished = task.generation();
        log.info("Preloaded the application: an archive of " + (preloaded.size() >> 20) + " MiB, made in "
                + TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - since)
                + " s; the workers are replaced by such as share it");
    }

    private void start(Task task, Stage stage, JvmExtras extras) throws IOException {
        process = PreloadProcess.start(os, command, task.generation(), stage, extras);
        log.debug("preload_app: " + stage + " (pid: " + process.pid() + ")");
    }

    /** {@return whether that child was ours} */
    boolean reaped(int pid, int status) {
        PreloadProcess ended = process;
        Task task = running;
        Path directory = work;
        if (ended == null || task == null || directory == null || ended.pid() != pid) {
            return false;
        }
        process = null;
        ended.listen();
        try {
            if (status != 0) {
                giveUp(ended.failure(new ExitStatus(pid, status)));
            } else {
                goOn(task, directory, ended.stage());
            }
        } catch (IOException e) {
            giveUp(FileProblem.text(e));
        } finally {
            ended.close();
        }
        return true;
    }

    private void goOn(Task task, Path directory, Stage done) throws IOException {
        Layout layout = Layout.read(directory.resolve("layout"));
        if (layout.isolated()) {
            cache.install(task.entry(), directory);
            tellIsolated(layout);
            finish();
        } else if (done == Stage.LAYOUT) {
            start(task, Stage.TRAINING, extras(Stage.TRAINING, directory, layout));
        } else if (done == Stage.TRAINING && !cache.format().assembly(directory).isEmpty()) {
            start(task, Stage.ASSEMBLY, extras(Stage.ASSEMBLY, directory, layout));
        } else {
            install(task, directory, layout);
        }
    }

    private JvmExtras extras(Stage stage, Path directory, Layout layout) {
        return new JvmExtras(cache.format().options(stage, directory), layout.jars());
    }

    private void install(Task task, Path directory, Layout layout) throws IOException {
        if (!task.unchanged() || !layout.fits()) {
            // The next HUP is the time for that, not now.
            log.info("preload_app: the application has changed since it was loaded, so there is no archive of it yet");
            finish();
            return;
        }
        Config config = task.generation().config();
        cache.install(task.entry(), directory, layout, config);
        Optional<Preloaded> made = cache.find(task.entry(), layout, config);
        finish();
        made.ifPresent(preloaded -> share(task, preloaded));
    }

    /**
     * A worker has failed to boot. {@return whether that may have been the archive's fault} Workers are started without it
     * from now on: should the application itself be broken, the next will say so.
     */
    boolean blamed(WorkerHandle worker, Obituary obituary) {
        if (!worker.preloaded()) {
            return false;
        }
        Generation generation = worker.generation();
        if (generation.preloaded() != null) {
            generation.preloaded(null);
            log.warning("preload_app: workers are started without the archive: " + obituary.text());
            Path entry = cache.entry(generation.config());
            try {
                if (entry != null) {
                    cache.forget(entry);
                }
            } catch (IOException e) {
                log.debug("The archive cannot be removed: " + FileProblem.text(e));
            }
        }
        return true;
    }

    private void giveUp(String why) {
        log.warning("preload_app: no archive of the application could be made, its workers go on without: " + why);
        finish();
    }

    /** Leave off: the server stops, or another generation takes over. */
    void stop() {
        wanted = null;
        finished = null;
        if (process != null) {
            process.kill();
            process.close();
            process = null;
        }
        finish();
    }

    private void finish() {
        running = null;
        try {
            if (work != null) {
                Directories.delete(work);
            }
            if (lock != null) {
                lock.close();
            }
        } catch (IOException e) {
            log.debug("Cleaning up after preloading failed: " + e.getMessage());
        }
        work = null;
        lock = null;
    }
}
