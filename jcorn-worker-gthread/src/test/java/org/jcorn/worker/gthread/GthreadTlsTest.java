package org.jcorn.worker.gthread;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.InputStream;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import org.jcorn.Application;
import org.jcorn.tls.TlsFixture;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The worker with TLS: what clients see, and what those that do not behave are to the others. */
@Timeout(60)
class GthreadTlsTest {

    private static final SSLContext CLIENT = TlsFixture.client();

    private static final Application APPLICATION = (request, response) -> {
        if (request.path().equals("/big")) {
            response.send(new byte[Integer.parseInt(request.query())]);
        } else if (request.path().equals("/file")) {
            response.sendFile(Path.of(request.query()));
        } else {
            int length = request.body().readAllBytes().length;
            response.send(request.scheme() + " " + request.path() + " " + length);
        }
    };

    private static TestWorker worker(int threads, String... settings) throws Exception {
        assumeThat(threads > 0 || Runtime.version().feature() >= 21).isTrue();
        Map<String, String> all = new HashMap<>();
        all.put("threads", Integer.toString(threads));
        all.put("certfile", TlsFixture.file("both.pem").toString());
        for (String setting : settings) {
            int equals = setting.indexOf('=');
            all.put(setting.substring(0, equals), setting.substring(equals + 1));
        }
        return new TestWorker(all, APPLICATION);
    }

    private static void assertServes(TestWorker worker) throws IOException {
        try (Client client = new Client(worker.address(), CLIENT)) {
            assertThat(client.get("/alive").body()).isEqualTo("https /alive 0");
        }
    }

    /** {@return the socket of a client that does not speak TLS by itself} */
    private static Socket tcp(TestWorker worker) throws IOException {
        Socket socket =
                new Socket(worker.address().getAddress(), worker.address().getPort());
        socket.setSoTimeout(20_000);
        return socket;
    }

    /** {@return the first bytes of a handshake, some 400} */
    private static byte[] hello() throws IOException {
        try (ServerSocket listener = new ServerSocket(0);
                Socket tcp = new Socket("localhost", listener.getLocalPort());
                Socket other = listener.accept();
                SSLSocket socket =
                        (SSLSocket) CLIENT.getSocketFactory().createSocket(tcp, "localhost", tcp.getPort(), true)) {
            Thread thread = new Thread(() -> {
                try {
                    socket.startHandshake();
                } catch (IOException e) {
                    return; // as it must
                }
            });
            thread.start();
            byte[] bytes = new byte[2000];
            int count = other.getInputStream().read(bytes);
            return Arrays.copyOf(bytes, count);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 0})
    void keepsTheConnectionForTheNextRequest(int threads) throws Exception {
        try (TestWorker worker = worker(threads);
                Client client = new Client(worker.address(), CLIENT)) {
            assertThat(client.get("/a").head()).contains("Connection: keep-alive");
            assertThat(client.get("/b").body()).isEqualTo("https /b 0");
            TimeUnit.MILLISECONDS.sleep(900); // it gives its buffers back after half a second
            assertThat(client.get("/c").body()).isEqualTo("https /c 0");
            assertThat(worker.records()).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {3, 0})
    void answersPipelinedRequestsHoweverTheyAreCutIntoRecords(int threads) throws Exception {
        for (int size : List.of(1, 7, 100, 100_000)) {
            try (TestWorker worker = worker(threads);
                    Client client = new Client(worker.address(), CLIENT)) {
                // When
                StringBuilder requests = new StringBuilder();
                for (int i = 0; i < 20; i++) {
                    requests.append("POST /").append(i).append(" HTTP/1.1\r\nHost: x\r\nContent-Length: ");
                    requests.append(i).append("\r\n\r\n").append("x".repeat(i));
                }
                for (int from = 0; from < requests.length(); from += size) {
                    client.send(requests.substring(from, Math.min(requests.length(), from + size)));
                }

                // Then
                for (int i = 0; i < 20; i++) {
                    assertThat(client.answer().body()).isEqualTo("https /" + i + " " + i);
                }
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 0})
    void carriesLargeBodies(int threads, @TempDir Path directory) throws Exception {
        Path file = Files.write(directory.resolve("file"), new byte[1_000_000]);
        try (TestWorker worker = worker(threads);
                Client client = new Client(worker.address(), CLIENT)) {
            assertThat(client.get("/big?3000000").body()).hasSize(3_000_000);
            client.send("POST /up HTTP/1.1\r\nHost: x\r\nContent-Length: 2000000\r\n\r\n" + "x".repeat(2_000_000));
            assertThat(client.answer().body()).isEqualTo("https /up 2000000");
            assertThat(client.get("/file?" + file).body()).hasSize(1_000_000);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 0})
    void closesAnIdleConnectionInOrder(int threads) throws Exception {
        try (TestWorker worker = worker(threads, "keepalive=1", "timeout=3");
                Client used = new Client(worker.address(), CLIENT);
                Client unused = new Client(worker.address(), CLIENT)) {
            assertThat(used.get("/").head()).contains("200 OK");
            // Reading does the handshake, and an end without the closing alert would throw.
            assertThat(unused.closed()).isTrue();
            assertThat(used.closed()).isTrue();
            assertThat(worker.records()).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 0})
    void aHandshakeHasItsTime(int threads) throws Exception {
        // Given
        byte[] hello = hello();
        try (TestWorker worker = worker(threads, "timeout=2", "keepalive=1")) {
            List<Socket> slow = new ArrayList<>();
            for (int i = 0; i < 20; i++) {
                Socket socket = tcp(worker);
                socket.getOutputStream().write(hello, 0, i % 2 == 0 ? 1 : hello.length - 1);
                slow.add(socket);
            }
            long begun = System.nanoTime();

            // Then
            assertServes(worker);
            for (Socket socket : slow) {
                InputStream in = socket.getInputStream();
                assertThat(in.readAllBytes().length).isLessThan(50); // an alert, at most
                socket.close();
            }
            assertThat(TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begun)).isBetween(1000L, 8000L);
            assertThat(worker.records()).isEmpty();
            await().until(() -> worker.open() == 0);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 0})
    void aByteNowAndThenIsNoHandshake(int threads) throws Exception {
        // Given
        byte[] hello = hello();
        try (TestWorker worker = worker(threads, "timeout=3", "keepalive=1");
                Socket socket = tcp(worker)) {
            // When
            int sent = 0;
            long begun = System.nanoTime();
            try {
                while (sent < hello.length) {
                    socket.getOutputStream().write(hello[sent]);
                    sent++;
                    assertServes(worker);
                    TimeUnit.MILLISECONDS.sleep(100);
                }
            } catch (IOException e) {
                assertThat(e).hasMessageNotContaining("https"); // the server hung up
            }

            // Then
            assertThat(sent).isLessThan(hello.length / 2);
            assertThat(TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - begun))
                    .isLessThan(10);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 0})
    void plainHttpAndGarbageHurtNobodyElse(int threads) throws Exception {
        try (TestWorker worker = worker(threads)) {
            for (int i = 0; i < 10; i++) {
                try (Socket plain = tcp(worker);
                        Socket garbage = tcp(worker)) {
                    plain.getOutputStream()
                            .write("GET / HTTP/1.1\r\nHost: x\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
                    assertThat(new String(plain.getInputStream().readAllBytes(), StandardCharsets.US_ASCII))
                            .startsWith("HTTP/1.1 400 ");
                    garbage.getOutputStream().write(new byte[100]);
                    assertThat(garbage.getInputStream().readAllBytes().length).isLessThan(50);
                }
                assertServes(worker);
            }
            await().until(() -> worker.open() == 0);
            assertThat(worker.records())
                    .hasSize(20)
                    .allMatch(line -> line.startsWith("WARNING Invalid request from ip=127.0.0.1: TLS: "));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {4, 0})
    void aClientThatDoesNotReadIsCut(int threads) throws Exception {
        try (TestWorker worker = worker(threads, "timeout=3")) {
            List<Client> clients = new ArrayList<>();
            for (int i = 0; i < 2; i++) {
                Client client = new Client(worker.address(), CLIENT);
                client.send("GET /big?30000000 HTTP/1.1\r\nHost: x\r\n\r\n");
                clients.add(client);
            }
            assertServes(worker);
            await().atMost(20, TimeUnit.SECONDS).until(() -> worker.open() == 0);
            assertThat(worker.records()).hasSizeLessThanOrEqualTo(2);
            assertServes(worker);
            for (Client client : clients) {
                client.hangUp();
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 0})
    void aRequestThatStopsShortTimesOut(int threads) throws Exception {
        try (TestWorker worker = worker(threads, "timeout=2");
                Client head = new Client(worker.address(), CLIENT);
                Client body = new Client(worker.address(), CLIENT)) {
            head.send("GET / HTTP/1.1\r\nHost:");
            body.send("POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\nx");
            assertThat(head.answer().head()).startsWith("HTTP/1.1 408 ");
            assertThat(head.closed()).isTrue();
            assertThat(body.answer().head()).startsWith("HTTP/1.1 408 ");
            assertThat(body.closed()).isTrue();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 0})
    void stopsGracefully(int threads) throws Exception {
        try (TestWorker worker = worker(threads, "keepalive=1");
                Client idle = new Client(worker.address(), CLIENT)) {
            assertThat(idle.get("/").head()).contains("200 OK");
            worker.stop(true);
            assertThat(idle.closed()).isTrue();
            assertThat(worker.ended()).isTrue();
        }
    }
}
