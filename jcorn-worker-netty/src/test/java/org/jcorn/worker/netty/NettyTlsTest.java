package org.jcorn.worker.netty;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import org.jcorn.Application;
import org.jcorn.tls.TlsFixture;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The worker with TLS: what clients see, and what those that do not behave are to the others. */
@Timeout(60)
class NettyTlsTest {

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

    static Stream<Way> ways() {
        return Way.all();
    }

    private static TestWorker worker(Way way, String... settings) throws Exception {
        List<String> all = new ArrayList<>(List.of(settings));
        all.add("certfile=" + TlsFixture.file("both.pem"));
        return way.worker(APPLICATION, all.toArray(new String[0]));
    }

    private static void assertServes(TestWorker worker) throws IOException {
        try (Client client = worker.connect(CLIENT)) {
            assertThat(client.get("/alive").body()).isEqualTo("https /alive 0");
        }
    }

    /** {@return the socket of a client that does not speak TLS by itself} */
    private static Socket tcp(TestWorker worker) throws IOException {
        InetSocketAddress address = (InetSocketAddress) worker.address();
        Socket socket = new Socket(address.getAddress(), address.getPort());
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
    @MethodSource("ways")
    void keepsTheConnectionForTheNextRequest(Way way) throws Exception {
        try (TestWorker worker = worker(way);
                Client client = worker.connect(CLIENT)) {
            assertThat(client.get("/a").head()).contains("Connection: keep-alive");
            assertThat(client.get("/b").body()).isEqualTo("https /b 0");
            TimeUnit.MILLISECONDS.sleep(900); // it gives its buffers back after half a second
            assertThat(client.get("/c").body()).isEqualTo("https /c 0");
            assertThat(worker.logged()).isEmpty();
        }
    }

    @ParameterizedTest
    @MethodSource("ways")
    void answersPipelinedRequestsHoweverTheyAreCutIntoRecords(Way way) throws Exception {
        for (int size : List.of(1, 7, 100, 100_000)) {
            try (TestWorker worker = worker(way);
                    Client client = worker.connect(CLIENT)) {
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
    @MethodSource("ways")
    void carriesLargeBodies(Way way, @TempDir Path directory) throws Exception {
        Path file = Files.write(directory.resolve("file"), new byte[1_000_000]);
        try (TestWorker worker = worker(way);
                Client client = worker.connect(CLIENT)) {
            assertThat(client.get("/big?3000000").body()).hasSize(3_000_000);
            client.send("POST /up HTTP/1.1\r\nHost: x\r\nContent-Length: 2000000\r\n\r\n" + "x".repeat(2_000_000));
            assertThat(client.answer().body()).isEqualTo("https /up 2000000");
            assertThat(client.get("/file?" + file).body()).hasSize(1_000_000);
        }
    }

    @ParameterizedTest
    @MethodSource("ways")
    void closesAnIdleConnectionInOrder(Way way) throws Exception {
        try (TestWorker worker = worker(way, "keepalive=1", "timeout=3");
                Client used = worker.connect(CLIENT);
                Client unused = worker.connect(CLIENT)) {
            assertThat(used.get("/").head()).contains("200 OK");
            // Reading does the handshake, and an end without the closing alert would throw.
            assertThat(unused.closed()).isTrue();
            assertThat(used.closed()).isTrue();
            assertThat(worker.logged()).isEmpty();
        }
    }

    @ParameterizedTest
    @MethodSource("ways")
    void aHandshakeHasItsTime(Way way) throws Exception {
        // Given
        byte[] hello = hello();
        try (TestWorker worker = worker(way, "timeout=2", "keepalive=1")) {
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
            assertThat(worker.logged()).isEmpty();
            await().until(() -> worker.open() == 0);
        }
    }

    @ParameterizedTest
    @MethodSource("ways")
    void aByteNowAndThenIsNoHandshake(Way way) throws Exception {
        // Given
        byte[] hello = hello();
        try (TestWorker worker = worker(way, "timeout=3", "keepalive=1");
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
    @MethodSource("ways")
    void plainHttpAndGarbageHurtNobodyElse(Way way) throws Exception {
        try (TestWorker worker = worker(way)) {
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
            assertThat(worker.logged())
                    .hasSize(20)
                    .allMatch(line -> line.startsWith("WARNING Invalid request from ip=127.0.0.1: TLS: "));
        }
    }

    @ParameterizedTest
    @MethodSource("ways")
    void aClientThatDoesNotReadIsCut(Way way) throws Exception {
        try (TestWorker worker = worker(way, "timeout=3")) {
            List<Client> clients = new ArrayList<>();
            for (int i = 0; i < 2; i++) {
                Client client = worker.connect(CLIENT);
                client.send("GET /big?30000000 HTTP/1.1\r\nHost: x\r\n\r\n");
                clients.add(client);
            }
            assertServes(worker);
            await().atMost(20, TimeUnit.SECONDS).until(() -> worker.open() == 0);
            assertThat(worker.logged()).hasSizeLessThanOrEqualTo(2);
            assertServes(worker);
            for (Client client : clients) {
                client.hangUp();
            }
        }
    }

    @ParameterizedTest
    @MethodSource("ways")
    void aRequestThatStopsShortTimesOut(Way way) throws Exception {
        try (TestWorker worker = worker(way, "timeout=2");
                Client head = worker.connect(CLIENT);
                Client body = worker.connect(CLIENT)) {
            head.send("GET / HTTP/1.1\r\nHost:");
            body.send("POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\nx");
            assertThat(head.answer().head()).startsWith("HTTP/1.1 408 ");
            assertThat(head.closed()).isTrue();
            assertThat(body.answer().head()).startsWith("HTTP/1.1 408 ");
            assertThat(body.closed()).isTrue();
        }
    }

    @ParameterizedTest
    @MethodSource("ways")
    void stopsGracefully(Way way) throws Exception {
        try (TestWorker worker = worker(way, "keepalive=1");
                Client idle = worker.connect(CLIENT)) {
            assertThat(idle.get("/").head()).contains("200 OK");
            worker.stop(true);
            assertThat(idle.closed()).isTrue();
            assertThat(worker.gone()).isTrue();
        }
    }
}
