package org.jcorn.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jcorn.it.kit.IntegrationTest;
import org.jcorn.it.kit.LogTail;
import org.jcorn.it.kit.ProcessTree;
import org.jcorn.it.kit.RawClient;
import org.jcorn.it.kit.RunningServer;
import org.jcorn.it.kit.Site;
import org.jcorn.it.kit.StrictLoad;
import org.jcorn.it.kit.Waiting;
import org.jcorn.it.kit.WorkerClass;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The machine fails around the server: the service goes on. */
@IntegrationTest
class FaultsIT {

    @Test
    void aFullDiskCostsLinesOfTheLogAndNothingElse(Site site) throws IOException, InterruptedException {
        // Given
        Path disk = Files.createDirectory(site.path("disk"));
        assumeThat(run("mount", "-t", "tmpfs", "-o", "size=64k", "tmpfs", disk.toString()))
                .as("a file system can be mounted")
                .isZero();
        try (RunningServer server = site.server()
                .bind("unix:a.sock")
                .workers(2)
                .args(
                        "--log-level",
                        "debug",
                        "--error-logfile",
                        disk.resolve("error.log").toString())
                .launch()) {
            LogTail log = new LogTail(disk.resolve("error.log"));
            log.await("Booting worker");
            awaitServed(site);
            // When
            Path filler = disk.resolve("filler");
            fill(filler);
            for (int i = 0; i < 3; i++) {
                List<Long> former = server.workers();
                RawClient.get(site.path("a.sock"), "/throw");
                server.signal("HUP");
                awaitOthers(server, former);
                // Then
                assertThat(RawClient.get(site.path("a.sock"), "/").body()).isEqualTo("hello");
            }
            assertThat(server.alive()).isTrue();
            // When
            Files.delete(filler);
            // Then: what was not written is lost, what comes is not
            LogTail since = log.fromHere();
            server.signal("USR1");
            since.await("Handling signal: USR1");
            assertThat(server.stop()).isZero();
            assertThat(log.text()).endsWith("Shutting down: Master\n");
        } finally {
            run("umount", disk.toString());
        }
    }

    private static void awaitServed(Site site) {
        Waiting.until("an answer", () -> {
            try {
                return RawClient.get(site.path("a.sock"), "/").status() == 200;
            } catch (RuntimeException e) {
                return false;
            }
        });
    }

    private static void awaitOthers(RunningServer server, List<Long> former) {
        Waiting.until(
                "other workers",
                () -> former.stream().noneMatch(ProcessTree::alive)
                        && server.workers().size() == former.size());
    }

    private static void fill(Path file) throws IOException {
        try (OutputStream out = Files.newOutputStream(file)) {
            while (true) {
                out.write(new byte[512]);
            }
        } catch (IOException e) {
            assertThat(e).hasMessageContaining("No space left");
        }
    }

    @Test
    void aDirectoryForSignsOfLifeMayVanish(Site site) throws IOException {
        // Given
        Path directory = Files.createDirectory(site.path("beats"));
        try (RunningServer server = site.server()
                .workers(2)
                .args("--worker-tmp-dir", directory.toString())
                .start()) {
            // When
            Files.delete(directory);
            RunningServer.signal("KILL", server.workers().get(0));
            // Then
            server.awaitReady(2);
            assertThat(server.get("/").body()).isEqualTo("hello");
            // When: the configuration is not what it was, and nothing is changed
            LogTail since = server.log().fromHere();
            server.signal("HUP");
            since.await("Reload failed, nothing is changed");
            assertThat(server.get("/").body()).isEqualTo("hello");
            assertThat(server.stop()).isZero();
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"SYNC", "GTHREAD", "NETTY"})
    void theScoreboardCannotBeCut(WorkerClass workerClass, Site site) {
        // Given
        try (RunningServer server =
                        site.server().workers(2).args(workerClass.arguments()).start();
                StrictLoad load = StrictLoad.on(server, 4, "/")) {
            List<Long> workers = server.workers();
            // When
            for (long pid : List.of(server.pid(), workers.get(0))) {
                assertThat(run("truncate", "-s", "0", scoreboard(pid))).isNotZero();
            }
            // Then
            load.awaitMore(100);
            assertThat(server.workers()).isEqualTo(workers);
            assertThat(load.stop().failures()).isEmpty();
            assertThat(server.stop()).isZero();
        }
    }

    private static String scoreboard(long pid) {
        for (Map.Entry<Integer, String> fd : ProcessTree.descriptors(pid).entrySet()) {
            if (fd.getValue().contains("scoreboard")) {
                return "/proc/" + pid + "/fd/" + fd.getKey();
            }
        }
        throw new AssertionError("no scoreboard in " + ProcessTree.descriptors(pid));
    }

    private static int run(String... words) {
        try {
            return new ProcessBuilder(words)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start()
                    .waitFor();
        } catch (IOException | InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
