package org.jcorn.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import org.jcorn.it.kit.IntegrationTest;
import org.jcorn.it.kit.LogTail;
import org.jcorn.it.kit.Manual;
import org.jcorn.it.kit.RunningServer;
import org.jcorn.it.kit.Site;
import org.jcorn.it.kit.Waiting;
import org.junit.jupiter.api.Test;

/** The command of {@code docs/logging.md} that rotates a log does it. */
@IntegrationTest
class LoggingPageIT {

    private static final String ROTATE = "mv access.log access.log.1 && kill -USR1 $(cat shop.pid)";

    @Test
    void itsRotationWorks(Site site) throws IOException {
        // Given
        assertThat(Manual.lines("docs/logging.md")).contains(ROTATE);
        try (RunningServer server = site.server()
                .args("--pid", "shop.pid", "--access-logfile", "access.log")
                .start()) {
            server.get("/before");
            new LogTail(site.path("access.log")).await("/before");
            // When
            int status = site.server()
                    .command("sh", "-c", ROTATE)
                    .bind()
                    .application(" ")
                    .run()
                    .status();
            // Then
            assertThat(status).isZero();
            Waiting.until("the new file", () -> {
                server.get("/after");
                return Files.exists(site.path("access.log")) && new LogTail(site.path("access.log")).contains("/after");
            });
            assertThat(site.path("access.log.1")).content().contains("/before");
        }
    }
}
