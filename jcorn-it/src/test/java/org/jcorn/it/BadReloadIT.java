package org.jcorn.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.List;
import java.util.Set;
import org.jcorn.it.kit.IntegrationTest;
import org.jcorn.it.kit.LogTail;
import org.jcorn.it.kit.ProcessTree;
import org.jcorn.it.kit.RunningServer;
import org.jcorn.it.kit.Site;
import org.jcorn.it.kit.Sources;
import org.jcorn.it.kit.StrictLoad;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The operator deploys something broken with HUP: the log says what, nothing changes, and the next good HUP works. */
@IntegrationTest
class BadReloadIT {

    @Test
    void survivesASourceThatDoesNotCompile(Site site) {
        // Given
        site.write("Shop.java", Sources.answering("Shop", "good"));
        try (RunningServer server =
                site.server().workers(2).application("Shop:app").start()) {
            // When
            site.write("Shop.java", "class Shop { this is no Java }");
            // Then
            LogTail since = assertNothingChanges(server, "Reload failed, the workers of before stay");
            assertThat(since.text()).containsPattern("Shop.java:1: error");
            // When
            site.write("Shop.java", Sources.answering("Shop", "better"));
            // Then
            assertReloads(server, "better");
        }
    }

    @Test
    void survivesAnApplicationThatFailsToLoad(Site site) {
        // Given
        try (RunningServer server = site.server().workers(2).gatedBoot().start()) {
            // When
            site.write("boot.fail", "");
            // Then
            LogTail since = assertNothingChanges(server, "Reload failed, the workers of before stay");
            assertThat(since.text()).contains("told to fail");
            // When
            site.remove("boot.fail");
            // Then
            assertReloads(server, "hello");
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "bind = 127.0.0.1:0;workers = two|setting 'workers'",
                "bind = 127.0.0.1:0;wrokers = 2|'workers'",
                "bind = 127.0.0.1:0, unix:new.sock;errorlog = missing/error.log|setting 'errorlog'",
                "bind = 127.0.0.1:0, unix:missing/a.sock|cannot listen on unix:missing/a.sock",
                "bind = 127.0.0.1:0, BUSY|cannot listen on BUSY",
                "bind = 127.0.0.1:0, unix:new.sock;chdir = missing|setting 'chdir'",
            })
    void survivesABadConfigFile(String content, String message, Site site) throws IOException {
        // Given
        site.write("shop.properties", "bind = 127.0.0.1:0, unix:kept.sock\n");
        try (ServerSocket busy = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                RunningServer server = site.server()
                        .bind()
                        .workers(2)
                        .args("-c", "shop.properties")
                        .start()) {
            String address = "127.0.0.1:" + busy.getLocalPort();
            Set<String> sockets = ProcessTree.sockets(server.pid());
            // When
            site.write("shop.properties", content.replace("BUSY", address).replace(';', '\n'));
            // Then
            LogTail since = assertNothingChanges(server, "Reload failed, nothing is changed: ");
            assertThat(since.text()).contains(message.replace("BUSY", address));
            assertThat(site.path("kept.sock")).exists();
            assertThat(site.path("new.sock")).doesNotExist();
            assertThat(ProcessTree.sockets(server.pid())).isEqualTo(sockets);
            // When
            site.write("shop.properties", "bind = 127.0.0.1:0, unix:kept.sock\nproc_name = changed\n");
            // Then
            assertReloads(server, "hello");
            assertThat(server.workers())
                    .allSatisfy(worker -> assertThat(ProcessTree.title(worker)).isEqualTo("jcorn: worker [changed]"));
        }
    }

    @Test
    void survivesAMissingConfigFile(Site site) {
        // Given
        site.write("shop.properties", "workers = 2\n");
        try (RunningServer server =
                site.server().args("-c", "shop.properties").expectWorkers(2).start()) {
            // When
            site.remove("shop.properties");
            // Then
            LogTail since = assertNothingChanges(server, "Reload failed, nothing is changed: ");
            assertThat(since.text()).contains("config file shop.properties: no such file");
            // When
            site.write("shop.properties", "workers = 2\n");
            // Then
            assertReloads(server, "hello");
        }
    }

    @Test
    void survivesAnUnknownWorkerClassAndABadJvmOption(Site site) {
        // Given
        site.write("shop.properties", "workers = 2\n");
        try (RunningServer server =
                site.server().args("-c", "shop.properties").expectWorkers(2).start()) {
            // When
            site.write("shop.properties", "workers = 2\nworker_class = gevent\n");
            // Then
            assertNothingChanges(server, "\"gevent\" is not installed");
            // When
            site.write("shop.properties", "workers = 2\nworker_jvm_options = -XX:+NoSuchThing\n");
            // Then
            assertNothingChanges(server, "before it was ready: Unrecognized VM option 'NoSuchThing'");
            // When
            site.write("shop.properties", "workers = 2\n");
            // Then
            assertReloads(server, "hello");
        }
    }

    /** HUP: the message comes, the same workers serve on, and no request is lost. */
    private static LogTail assertNothingChanges(RunningServer server, String message) {
        List<Long> before = server.workers();
        LogTail since = server.log().fromHere();
        try (StrictLoad load = StrictLoad.on(server, 2, "/")) {
            server.signal("HUP");
            since.await(message);
            load.awaitMore(50);
            assertThat(load.stop().failures()).isEmpty();
        }
        server.awaitReady(before.size());
        assertThat(server.workers()).isEqualTo(before);
        assertThat(server.readiness().count()).isEqualTo(before.size());
        return since;
    }

    private static void assertReloads(RunningServer server, String answer) {
        server.reload(server.workers().size());
        assertThat(server.get("/").body()).isEqualTo(answer);
    }
}
