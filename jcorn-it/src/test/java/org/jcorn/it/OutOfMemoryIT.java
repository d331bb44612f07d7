package org.jcorn.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import org.jcorn.it.kit.IntegrationTest;
import org.jcorn.it.kit.RawClient;
import org.jcorn.it.kit.RunningServer;
import org.jcorn.it.kit.Site;
import org.junit.jupiter.api.Test;

/** A request fills the heap of its worker: a JVM out of memory is not kept. */
@IntegrationTest
class OutOfMemoryIT {

    @Test
    void isNamedAndReplaced(Site site) throws IOException {
        // Given
        try (RunningServer server = site.server()
                        .workers(2)
                        .args("--worker-jvm-option", "-Xmx48m")
                        .start();
                RawClient client = RawClient.connect(server.port())) {
            List<Long> before = server.workers();
            // When
            byte[] answer = client.get("/oom").readToEnd();
            // Then
            assertThat(answer).isEmpty();
            long gone = Long.parseLong(server.log()
                    .awaitMatch("\\[ERROR] Worker \\(pid:(\\d+)\\) ran out of memory: .*java\\.lang\\.OutOfMemoryError")
                    .group(1));
            assertThat(before).contains(gone);
            server.awaitReplaced(List.of(gone), 2);
            assertThat(server.get("/").body()).isEqualTo("hello");
        }
    }
}
