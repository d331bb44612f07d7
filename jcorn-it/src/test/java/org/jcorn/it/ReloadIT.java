package org.jcorn.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jcorn.it.kit.IntegrationTest;
import org.jcorn.it.kit.ProcessTree;
import org.jcorn.it.kit.RawClient;
import org.jcorn.it.kit.ReadinessWatch;
import org.jcorn.it.kit.RunningServer;
import org.jcorn.it.kit.Site;
import org.jcorn.it.kit.Sources;
import org.jcorn.it.kit.StrictLoad;
import org.jcorn.it.kit.Waiting;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The operator deploys a new version with HUP. */
@IntegrationTest
class ReloadIT {

    @ParameterizedTest
    @CsvSource({"rolling, 4", "all, 6"})
    void servesTheNewVersionAndLosesNothing(String strategy, int most, Site site) {
        // Given
        site.write("Shop.java", Sources.answering("Shop", "version 1"));
        try (RunningServer server = site.server()
                        .workers(3)
                        .args("--reload-strategy", strategy)
                        .application("Shop:app")
                        .start();
                ReadinessWatch watch = ReadinessWatch.on(server);
                StrictLoad load = StrictLoad.on(server, 4, "/")) {
            load.awaitMore(100);
            // When
            site.write("Shop.java", Sources.answering("Shop", "version 2"));
            server.reload(3);
            load.awaitMore(100);
            // Then
            StrictLoad.Result result = load.stop();
            watch.stop();
            assertThat(result.failures()).isEmpty();
            assertThat(result.bodies()).containsOnlyKeys("version 1", "version 2");
            assertThat(server.get("/").body()).isEqualTo("version 2");
            assertThat(watch.least()).isEqualTo(3);
            assertThat(watch.most()).isBetween(4, most);
            assertThat(server.log().text()).doesNotContain("[ERROR]", "[WARNING]");
        }
    }

    @Test
    void letsTheOldVersionFinishItsRequest(Site site) throws IOException {
        try (RunningServer server = site.server().start();
                RawClient client = RawClient.connect(server.port())) {
            // Given
            String old = Long.toString(server.workers().get(0));
            client.get("/gate?a");
            site.awaitGate("a");
            // When
            server.signal("HUP");
            assertThat(server.get("/pid").body()).isNotEqualTo(old);
            site.openGate("a");
            // Then
            assertThat(client.response().body()).isEqualTo(old);
            server.awaitReplaced(List.of(Long.valueOf(old)), 1);
        }
    }

    @Test
    void appliesChangedSettings(Site site) {
        // Given
        site.write("shop.properties", "workers = 1\nproc_name = old\nraw_env = COLOUR=red\n");
        try (RunningServer server =
                site.server().args("-c", "shop.properties", "--pid", "shop.pid").start()) {
            // When
            site.write("shop.properties", "workers = 2\nproc_name = new\nraw_env = COLOUR=green\n");
            server.reload(2);
            // Then
            assertThat(server.get("/env?COLOUR").body()).isEqualTo("green");
            assertThat(server.workers())
                    .allSatisfy(worker -> assertThat(ProcessTree.title(worker)).isEqualTo("jcorn: worker [new]"));
            assertThat(ProcessTree.title(server.pid())).isEqualTo("jcorn: master [new]");
            assertThat(site.path("shop.pid")).hasContent(server.pid() + "\n");
        }
    }

    @Test
    void outlivesAStormOfSignals(Site site) {
        try (RunningServer server = site.server().workers(2).start();
                StrictLoad load = StrictLoad.on(server, 2, "/")) {
            // Given
            List<Long> before = server.workers();
            // When
            for (int i = 0; i < 50; i++) {
                server.signal("HUP");
            }
            // Then
            server.awaitReplaced(before, 2);
            load.awaitMore(20);
            assertThat(load.stop().failures()).isEmpty();
            assertThat(server.log().text()).doesNotContain("[ERROR]");
        }
    }

    @Test
    void leaksNothingOverManyReloads(Site site) {
        try (RunningServer server = site.server().start()) {
            // Given
            server.reload(1);
            Map<Integer, String> before = ProcessTree.descriptors(server.pid());
            int threads = threads(server.pid());
            // When
            for (int i = 0; i < 20; i++) {
                server.reload(1);
            }
            // Then
            Waiting.until(
                    "no more descriptors than before: " + before,
                    () -> ProcessTree.descriptors(server.pid()).size() <= before.size());
            assertThat(threads(server.pid())).isLessThanOrEqualTo(threads + 1);
        }
    }

    private static int threads(long pid) {
        return Integer.parseInt(ProcessTree.status(pid, "Threads"));
    }

    @Test
    void reopensItsLogAndFollowsItsSetting(Site site) throws IOException {
        // Given
        site.write("shop.properties", "errorlog = first.log\n");
        try (RunningServer server = site.server().args("-c", "shop.properties").launch()) {
            Path first = site.path("first.log");
            Waiting.until("a ready worker", () -> server.readiness().count() == 1 && Files.exists(first));
            List<Long> before = server.workers();
            // When
            site.write("shop.properties", "errorlog = second.log\n");
            server.signal("HUP");
            Waiting.until("a new worker", () -> before.stream().noneMatch(ProcessTree::alive));
            // Then
            assertThat(site.path("second.log")).content().contains("Booting worker with pid");
            assertThat(server.stop()).isZero();
            assertThat(site.path("second.log")).content().endsWith("Shutting down: Master\n");
        }
    }
}
