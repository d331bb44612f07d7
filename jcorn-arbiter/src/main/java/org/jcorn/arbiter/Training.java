package org.jcorn.arbiter;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import org.jcorn.config.WorkerProcessesSettings;
import org.jcorn.spi.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Makes the {@link Archives} when this installation has none yet: once the first worker is ready, a server of one worker
 * with a tiny application is run beside this one, at the lowest priority; see {@link Trainee}. Nothing depends on it, so
 * its failures are told at debug level only.
 */
final class Training {

    private final Native os;
    private final JvmCommand command;
    private final Archives archives;
    private final Logger log;

    private @Nullable Trainee trainee;
    private int pid;
    private @Nullable Path directory;
    private String classPath = "";
    private @Nullable FileChannel lockFile;

    Training(Native os, JvmCommand command, Logger log) {
        this.os = os;
        this.command = command;
        this.archives = command.archives();
        this.log = log;
    }

    /** Begin, if it is needed and no other server is at it. */
    void start(Generation generation) {
        Path home = archives.directory();
        if (Trainee.directory() != null) {
            trainee = new Trainee();
            trainee.start();
            return;
        }
        if (home == null) {
            return;
        }
        String workerClass = WorkerProcessesSettings.effectiveWorkerClass(generation.config());
        classPath = command.classPath(workerClass);
        try {
            if (archives.complete(classPath) && !Directories.training(home)) {
                return;
            }
            Files.createDirectories(home);
            lockFile = FileChannel.open(home.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            FileLock lock = lockFile.tryLock();
            if (lock == null) {
                finish();
                return;
            }
            Directories.deleteTraining(home); // of one that was killed
            if (archives.complete(classPath)) {
                finish();
                return;
            }
            directory = Files.createTempDirectory(home, Directories.TRAINING);
            pid = spawn(directory, workerClass);
            log.debug("Making class data archives in " + home + " (pid: " + pid + ")");
        } catch (IOException e) {
            log.debug("No class data archives: " + e.getMessage());
            finish();
        }
    }

    private int spawn(Path work, String workerClass) throws IOException {
        Trainee.prepare(work);
        return new ProcessSpawner(os)
                .spawn(
                        Path.of("/usr/bin/env"),
                        List.of(
                                "env",
                                "nice",
                                "-n",
                                "19",
                                command.launcher().toString(),
                                "--worker-class",
                                workerClass,
                                "--workers",
                                "1",
                                "--bind",
                                "unix:" + Trainee.SOCKET,
                                Trainee.APPLICATION),
                        Map.of(
                                "JCORN_TRAINING", work.toString(),
                                "XDG_RUNTIME_DIR", work.toString(),
                                "JCORN_JAVA", command.java().toString(),
                                "JCORN_CACHE_DIR", work.toString(),
                                "JCORN_CMD_ARGS", ""),
                        work,
                        List.of(ProcessSpawner.NOTHING, ProcessSpawner.NOTHING, ProcessSpawner.NOTHING));
    }

    /** {@return whether archives are being made} */
    boolean running() {
        return pid != 0;
    }

    /** {@return whether this server was started for training only, and has done its part} */
    boolean over() {
        return trainee != null && trainee.served();
    }

    /** A child was reaped that is no worker. */
    void reaped(int child, int status) {
        if (child != pid) {
            return;
        }
        pid = 0;
        Path made = directory;
        try {
            if (status == 0 && made != null) {
                archives.install(made, classPath);
            } else {
                log.debug("Making class data archives failed: it " + new ExitStatus(child, status));
            }
        } catch (IOException e) {
            log.debug("Class data archives cannot be put in place: " + e.getMessage());
        }
        finish();
    }

    /** Give up: the server stops. */
    void stop() {
        if (pid != 0) {
            // Its worker sees the end of its lifeline.
            os.kill(pid, Signal.KILL);
            pid = 0;
            finish();
        }
    }

    private void finish() {
        try {
            if (directory != null) {
                Directories.delete(directory);
            }
            if (lockFile != null) {
                lockFile.close();
            }
        } catch (IOException e) {
            log.debug("Cleaning up after making class data archives failed: " + e.getMessage());
        }
        directory = null;
        lockFile = null;
    }
}
