package org.jcorn.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.jcorn.it.kit.IntegrationTest;
import org.jcorn.it.kit.Outcome;
import org.jcorn.it.kit.RunningServer;
import org.jcorn.it.kit.Site;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The pidfile is held by a lock: what it says is for people. */
@IntegrationTest
class PidfileIT {

    @Test
    void theNumberOfALivingStrangerKeepsNobodyOut(Site site) {
        // Given: a number that was reused, this process's own
        Path pidfile = site.write("shop.pid", ProcessHandle.current().pid() + "\n");
        // When
        try (RunningServer server =
                site.server().args("--pid", pidfile.toString()).start()) {
            // Then
            assertThat(pidfile).hasContent(server.pid() + "\n");
        }
        assertThat(pidfile).doesNotExist();
    }

    @Test
    void whatAKilledServerLeftKeepsNobodyOut(Site site) {
        // Given
        Path pidfile = site.path("shop.pid");
        try (RunningServer killed =
                site.server().args("--pid", pidfile.toString()).start()) {
            killed.signal("KILL").awaitExit();
            assertThat(pidfile).hasContent(killed.pid() + "\n");
        }
        // When
        try (RunningServer server =
                site.server().args("--pid", pidfile.toString()).start()) {
            // Then
            assertThat(pidfile).hasContent(server.pid() + "\n");
        }
    }

    @Test
    void thatOfARunningServerKeepsASecondOut(Site site) {
        // Given
        Path pidfile = site.path("shop.pid");
        try (RunningServer server =
                site.server().args("--pid", pidfile.toString()).start()) {
            // When
            Outcome outcome = site.server().args("--pid", pidfile.toString()).run();
            // Then
            assertThat(outcome.status()).isEqualTo(1);
            assertThat(outcome.output()).contains("is held by a running server, pid " + server.pid());
            assertThat(pidfile).hasContent(server.pid() + "\n");
            assertThat(server.get("/").body()).isEqualTo("hello");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/proc/shop.pid", "given-file/shop.pid", "missing/shop.pid", "/dev/null"})
    void whereNoneCanBeWrittenTheServerDoesNotStart(String pidfile, Site site) {
        // Given
        site.write("given-file", "");
        // When
        Outcome outcome = site.server().args("--pid", pidfile).run();
        // Then
        assertThat(outcome.status()).isEqualTo(1);
        assertThat(outcome.output()).contains("setting 'pidfile': ", pidfile);
    }

    @Test
    void itGoesWhenNoWorkerCanBoot(Site site) {
        // When
        Outcome outcome = site.server()
                .application("Missing:app")
                .args("--pid", site.path("shop.pid").toString())
                .run();
        // Then: the site finds a pidfile that is left
        assertThat(outcome.status()).isEqualTo(4);
        assertThat(site.path("shop.pid")).doesNotExist();
    }
}
