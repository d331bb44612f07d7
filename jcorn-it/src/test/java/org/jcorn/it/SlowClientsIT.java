package org.jcorn.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jcorn.it.kit.IntegrationTest;
import org.jcorn.it.kit.RawClient;
import org.jcorn.it.kit.RunningServer;
import org.jcorn.it.kit.Site;
import org.jcorn.it.kit.WorkerClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Clients that do not get on: each is ended with one line in the log, and the others are served as before. */
@IntegrationTest
class SlowClientsIT {

    private static final String TIMEOUT = "3";
    private static final int SILENT = 5000;

    @ParameterizedTest
    @MethodSource("org.jcorn.it.kit.WorkerClass#all")
    void endsAHeadThatDoesNotArrive(WorkerClass worker, Site site) throws IOException {
        try (RunningServer server = start(worker, site);
                RawClient client = RawClient.connect(server.port())) {
            // When
            client.send("GET / HTTP/1.1\r\nHost: jcorn");

            // Then
            assertThat(client.response().status()).isEqualTo(408);
            assertThat(RawClient.get(server.port(), "/").status()).isEqualTo(200);
            assertThat(server.log().count("[WARNING]")).isEqualTo(1);
            assertThat(server.log().text())
                    .contains("Invalid request from ip=127.0.0.1: the request did not arrive in time");
        }
    }

    @ParameterizedTest
    @MethodSource("org.jcorn.it.kit.WorkerClass#all")
    void endsAHeadThatArrivesByteByByte(WorkerClass worker, Site site) throws IOException {
        try (RunningServer server = start(worker, site);
                RawClient client = RawClient.connect(server.port())) {
            // When
            String sent = drip(client, "GET / HTTP/1.1\r\n" + "X: y\r\n".repeat(90));

            // Then
            assertThat(sent).doesNotContain("\r\n\r\n");
            assertThat(RawClient.get(server.port(), "/").status()).isEqualTo(200);
            assertThat(server.log().count("[WARNING]")).isEqualTo(1);
        }
    }

    @ParameterizedTest
    @MethodSource("org.jcorn.it.kit.WorkerClass#all")
    void endsABodyThatArrivesByteByByte(WorkerClass worker, Site site) throws IOException {
        try (RunningServer server = start(worker, site);
                RawClient client = RawClient.connect(server.port())) {
            // Given
            client.send("POST /count HTTP/1.1\r\nHost: x\r\nContent-Length: 500\r\n\r\n");

            // When
            drip(client, "x".repeat(500));

            // Then
            assertThat(RawClient.get(server.port(), "/").status()).isEqualTo(200);
            assertThat(server.log().count("[WARNING]")).isEqualTo(1);
            assertThat(server.log().text())
                    .contains("Slow client ip=127.0.0.1, POST /count: the request body came at ");
        }
    }

    @ParameterizedTest
    @MethodSource("org.jcorn.it.kit.WorkerClass#all")
    void endsABodyThatDoesNotArrive(WorkerClass worker, Site site) throws IOException {
        try (RunningServer server = start(worker, site);
                RawClient client = RawClient.connect(server.port())) {
            // When
            client.send("POST /count HTTP/1.1\r\nHost: x\r\nContent-Length: 500\r\n\r\nabc");

            // Then
            assertThat(client.response().status()).isEqualTo(408);
            assertThat(server.log().count("[WARNING]")).isEqualTo(1);
            assertThat(server.log().text()).contains("Slow client ip=127.0.0.1, POST /count: ");
        }
    }

    @ParameterizedTest
    @MethodSource("org.jcorn.it.kit.WorkerClass#all")
    void cutsAClientThatDoesNotRead(WorkerClass worker, Site site) throws IOException {
        try (RunningServer server = start(worker, site);
                RawClient client = RawClient.connect(server.port())) {
            // When
            client.get("/stream?1000000000");

            // Then
            server.log().await("Slow client ip=127.0.0.1, GET /stream?1000000000: ");
            assertThat(RawClient.get(server.port(), "/").status()).isEqualTo(200);
            assertThat(server.log().count("[WARNING]")).isEqualTo(1);
            assertThat(server.log().count("[ERROR]")).isZero();
        }
    }

    @ParameterizedTest
    @MethodSource("org.jcorn.it.kit.WorkerClass#concurrent")
    void servesOthersAmongThousandsThatSayNothing(WorkerClass worker, Site site) throws IOException {
        List<RawClient> silent = new ArrayList<>();
        try (RunningServer server = site.server()
                .args(worker.arguments())
                .args("--worker-connections", Integer.toString(SILENT + 10), "--timeout", "5")
                .args("--worker-jvm-option", "-Xmx192m")
                .start()) {
            // Given
            for (int i = 0; i < SILENT; i++) {
                silent.add(RawClient.connect(server.port()));
            }

            // Then
            assertThat(RawClient.get(server.port(), "/").status()).isEqualTo(200);
            for (RawClient each : silent) {
                assertThat(each.readToEnd()).isEmpty();
            }
            assertThat(RawClient.get(server.port(), "/").status()).isEqualTo(200);
            assertThat(server.log().count("[WARNING]") + server.log().count("[ERROR]"))
                    .isZero();
        } finally {
            for (RawClient each : silent) {
                each.close();
            }
        }
    }

    private static RunningServer start(WorkerClass worker, Site site) {
        return site.server().args(worker.arguments()).args("--timeout", TIMEOUT).start();
    }

    /** Send a byte now and then until the server has had enough. {@return what was sent} */
    private static String drip(RawClient client, String text) throws IOException {
        StringBuilder sent = new StringBuilder();
        for (byte each : text.getBytes(StandardCharsets.ISO_8859_1)) {
            if (client.hears(Duration.ofMillis(100))) {
                assertThat(client.response().status()).isEqualTo(408);
                return sent.toString();
            }
            client.send(new byte[] {each});
            sent.append((char) each);
        }
        throw new AssertionError("the server took it all");
    }
}
