package org.jcorn.worker.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import org.jcorn.Application;
import org.jcorn.config.Config;
import org.jcorn.tls.TlsFixture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class SyncTlsTest {

    private static final SSLContext CLIENT = TlsFixture.client();

    private static final Application ECHO = (request, response) -> {
        int length = request.body().readAllBytes().length;
        response.send(request.scheme() + " " + request.path() + " " + length);
    };

    /** What is done while a worker runs. */
    private interface Visit {
        void run(Loopback loopback, FakeContext context) throws Exception;
    }

    private static void during(Visit visit, String... settings) throws Exception {
        Map<String, String> all = new HashMap<>();
        all.put("certfile", TlsFixture.file("both.pem").toString());
        for (String setting : settings) {
            int equals = setting.indexOf('=');
            all.put(setting.substring(0, equals), setting.substring(equals + 1));
        }
        try (Loopback loopback = new Loopback(1)) {
            FakeContext context = new FakeContext(loopback, ECHO, all);
            SyncWorker worker = new SyncWorker();
            worker.check(context.config());
            FutureTask<Void> end = new FutureTask<>(() -> {
                worker.run(context);
                return null;
            });
            new Thread(end, "worker").start();
            context.awaitReady();
            visit.run(loopback, context);
            context.stop();
            end.get(10, TimeUnit.SECONDS);
        }
    }

    private static String ask(Loopback loopback, String request) throws IOException {
        SocketChannel tcp = loopback.connect(0);
        try (Socket socket = CLIENT.getSocketFactory()
                .createSocket(tcp.socket(), "localhost", tcp.socket().getPort(), true)) {
            socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
            // An end without the closing alert would throw.
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
        }
    }

    private static String plain(Loopback loopback, byte[] bytes) throws IOException {
        SocketChannel tcp = loopback.connect(0);
        tcp.write(ByteBuffer.wrap(bytes));
        return new String(Channels.newInputStream(tcp).readAllBytes(), StandardCharsets.ISO_8859_1);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void servesOneConnectionForEachRequest(boolean early) throws Exception {
        during(
                (loopback, context) -> {
                    for (String body : List.of("", "x", "x".repeat(300_000))) {
                        assertThat(ask(
                                        loopback,
                                        "POST /a HTTP/1.1\r\nHost: x\r\nContent-Length: " + body.length() + "\r\n\r\n"
                                                + body))
                                .startsWith("HTTP/1.1 200 OK\r\n")
                                .endsWith("https /a " + body.length());
                    }
                    assertThat(context.records()).isEmpty();
                },
                "do_handshake_on_connect=" + early);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void whoSpeaksNoTlsIsToldSoAndTheWorkerGoesOn(boolean early) throws Exception {
        during(
                (loopback, context) -> {
                    assertThat(plain(loopback, "GET / HTTP/1.1\r\n\r\n".getBytes(StandardCharsets.US_ASCII)))
                            .startsWith("HTTP/1.1 400 ");
                    assertThat(plain(loopback, new byte[100])).hasSizeLessThan(50);
                    assertThat(ask(loopback, "GET / HTTP/1.1\r\nHost: x\r\n\r\n"))
                            .contains("200 OK");
                    assertThat(context.records())
                            .filteredOn(record -> record.startsWith("WARNING"))
                            .hasSize(2);
                },
                "do_handshake_on_connect=" + early);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aHandshakeHasItsTime(boolean early) throws Exception {
        during(
                (loopback, context) -> {
                    // Given
                    long begun = System.nanoTime();
                    SocketChannel silent = loopback.connect(0);
                    silent.write(ByteBuffer.wrap(new byte[] {22, 3, 1}));

                    // When
                    String answer = ask(loopback, "GET / HTTP/1.1\r\nHost: x\r\n\r\n");

                    // Then
                    assertThat(answer).contains("200 OK");
                    assertThat(silent.read(ByteBuffer.allocate(50))).isLessThan(50);
                    silent.close();
                    assertThat(TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begun))
                            .isBetween(900L, 8000L);
                },
                "timeout=3",
                "do_handshake_on_connect=" + early);
    }

    @Test
    void aRequestThatStopsShortTimesOut() throws Exception {
        during(
                (loopback, context) ->
                        assertThat(ask(loopback, "GET / HTTP/1.1\r\nHost:")).startsWith("HTTP/1.1 408 "),
                "timeout=1");
    }

    @Test
    void saysWhatIsWrongBeforeItRuns() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new SyncWorker().check(Config.of(Map.of("certfile", "/missing.crt"))))
                .withMessage("setting 'certfile': \"/missing.crt\" does not exist");
    }
}
