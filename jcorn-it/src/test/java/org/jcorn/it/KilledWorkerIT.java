package org.jcorn.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import org.jcorn.it.kit.IntegrationTest;
import org.jcorn.it.kit.RawClient;
import org.jcorn.it.kit.RunningServer;
import org.jcorn.it.kit.Site;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A worker dies that nobody told to: it is named and replaced, and the others go on. */
@IntegrationTest
class KilledWorkerIT {

    @ParameterizedTest
    @CsvSource({"KILL,was killed by SIGKILL", "SEGV,was killed by SIGABRT", "INT,", "TERM,"})
    void isReplaced(String signal, String words, Site site) {
        try (RunningServer server = site.server().workers(2).start()) {
            // Given
            List<Long> before = server.workers();
            // When
            RunningServer.signal(signal, before.get(0));
            // Then
            server.awaitReplaced(List.of(before.get(0)), 2);
            assertThat(server.workers()).hasSize(2).contains(before.get(1)).doesNotContain(before.get(0));
            assertThat(server.get("/").body()).isEqualTo("hello");
            if (words != null) {
                assertThat(server.log().text())
                        .containsPattern("\\[ERROR] Worker \\(pid:" + before.get(0) + "\\).*" + words);
            }
            assertThat(server.stop()).isZero();
        }
    }

    @Test
    void canEndItself(Site site) throws IOException {
        try (RunningServer server = site.server().start()) {
            // Given
            List<Long> before = server.workers();
            // When
            try (RawClient client = RawClient.connect(server.port())) {
                assertThat(client.get("/halt?9").readToEnd()).isEmpty();
            }
            // Then
            server.awaitReplaced(before, 1);
            assertThat(server.log().text()).contains("Worker (pid:" + before.get(0) + ") exited with code 9");
            assertThat(server.get("/").body()).isEqualTo("hello");
        }
    }

    @Test
    void survivesWhatItsApplicationThrows(Site site) {
        try (RunningServer server = site.server().start()) {
            // Given
            List<Long> before = server.workers();
            // When
            int status = server.get("/throw").status();
            // Then
            assertThat(status).isEqualTo(500);
            assertThat(server.workers()).isEqualTo(before);
            assertThat(server.get("/").body()).isEqualTo("hello");
            assertThat(server.log().text())
                    .contains("[ERROR] Error handling request GET /throw", "thrown by the application");
        }
    }

    @Test
    void ignoresWhatIsMeantForTheArbiter(Site site) {
        try (RunningServer server = site.server().start()) {
            // Given
            List<Long> before = server.workers();
            // When
            for (String signal : List.of("HUP", "TTIN", "TTOU", "USR1", "USR2", "WINCH", "QUIT")) {
                RunningServer.signal(signal, before.get(0));
            }
            // Then
            server.log().await("Full thread dump");
            assertThat(server.workers()).isEqualTo(before);
            assertThat(server.get("/").body()).isEqualTo("hello");
        }
    }
}
