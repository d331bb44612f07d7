package org.jcorn.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Path;
import org.jcorn.it.kit.IntegrationTest;
import org.jcorn.it.kit.RawClient;
import org.jcorn.it.kit.RunningServer;
import org.jcorn.it.kit.Site;
import org.jcorn.it.kit.WorkerClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Bodies much larger than a worker's memory. */
@IntegrationTest
class LargeBodiesIT {

    private static final long SIZE = 2L << 30;

    @ParameterizedTest
    @MethodSource("org.jcorn.it.kit.WorkerClass#all")
    void sendsAFile(WorkerClass worker, Site site) throws IOException {
        // Given
        Path file = site.path("large");
        try (RandomAccessFile sparse = new RandomAccessFile(file.toFile(), "rw")) {
            sparse.setLength(SIZE);
        }
        try (RunningServer server = start(worker, site);
                RawClient client = RawClient.connect(server.port())) {
            // When
            client.send("GET /file?large HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");

            // Then
            assertThat(client.skipToEnd()).isBetween(SIZE, SIZE + 1000);
            assertThat(server.log().count("[ERROR]")).isZero();
        }
    }

    @ParameterizedTest
    @MethodSource("org.jcorn.it.kit.WorkerClass#all")
    void streamsAResponse(WorkerClass worker, Site site) throws IOException {
        try (RunningServer server = start(worker, site);
                RawClient client = RawClient.connect(server.port())) {
            client.send("GET /stream?" + (SIZE >> 2) + " HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");

            assertThat(client.skipToEnd()).isGreaterThan(SIZE >> 2);
            assertThat(server.log().count("[ERROR]")).isZero();
        }
    }

    @ParameterizedTest
    @MethodSource("org.jcorn.it.kit.WorkerClass#all")
    void takesAnUpload(WorkerClass worker, Site site) throws IOException {
        try (RunningServer server = start(worker, site);
                RawClient client = RawClient.connect(server.port())) {
            // When
            client.send("POST /count HTTP/1.1\r\nHost: x\r\nContent-Length: " + SIZE + "\r\n\r\n");
            byte[] piece = new byte[1 << 20];
            for (long left = SIZE; left > 0; left -= piece.length) {
                client.send(piece);
            }

            // Then
            assertThat(client.responseOnly().body()).isEqualTo(Long.toString(SIZE));
            assertThat(server.log().count("[ERROR]")).isZero();
        }
    }

    private static RunningServer start(WorkerClass worker, Site site) {
        return site.server()
                .args(worker.arguments())
                .args("--worker-jvm-option", "-Xmx64m")
                .start();
    }
}
