package org.jcorn.worker.netty;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jcorn.Response;
import org.jcorn.spi.Exchange;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Requests that go on when their handler has returned. */
@Timeout(60)
class SuspendedRequestTest {

    private final SuspendingApplication application = new SuspendingApplication();

    @AfterAll
    static void nothingLeaked() {
        assertThat(Leaks.found()).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("org.jcorn.worker.netty.Way#all")
    void isAnsweredLaterAndTheConnectionIsKept(Way way) throws Exception {
        try (TestWorker worker = way.worker(application);
                Client client = worker.connect()) {
            for (int i = 0; i < 100; i++) {
                assertThat(client.get("/later?" + i).body()).isEqualTo("later " + i);
            }
            await().until(() -> worker.ended() == 100);
            assertThat(worker.open()).isEqualTo(1);
        }
    }

    @ParameterizedTest
    @MethodSource("org.jcorn.worker.netty.Way#all")
    void pipelinedRequestsAreAnsweredInOrder(Way way) throws Exception {
        try (TestWorker worker = way.worker(application);
                Client client = worker.connect()) {
            StringBuilder requests = new StringBuilder();
            for (int i = 0; i < 100; i++) {
                requests.append("GET /later?").append(i).append(" HTTP/1.1\r\nHost: x\r\n\r\n");
            }
            client.send(requests.toString());
            for (int i = 0; i < 100; i++) {
                assertThat(client.answer().body()).isEqualTo("later " + i);
            }
        }
    }

    @ParameterizedTest
    @EnumSource(Transport.class)
    void holdsNoThread(Transport transport) throws Exception {
        try (TestWorker worker = new TestWorker(transport, application, "threads=2")) {
            // Given
            List<Client> clients = new ArrayList<>();
            for (int i = 0; i < 50; i++) {
                clients.add(worker.connect());
                clients.get(i).send("GET /wait HTTP/1.1\r\nHost: x\r\n\r\n");
            }
            await().until(() -> application.waiting.size() == 50);
            // When
            try (Client client = worker.connect()) {
                assertThat(client.get("/later?x").body()).isEqualTo("later x");
            }
            // Then
            application.waiting.forEach(Exchange::end);
            for (Client client : clients) {
                assertThat(client.answer().head()).startsWith("HTTP/1.1 200 OK");
                client.close();
            }
        }
    }

    @ParameterizedTest
    @MethodSource("org.jcorn.worker.netty.Way#all")
    void readsABodyAsItComes(Way way) throws Exception {
        try (TestWorker worker = way.worker(application);
                Client client = worker.connect()) {
            client.send("POST /echo HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n");
            for (String piece : List.of("a", "bc", "d".repeat(3000))) {
                client.send(Integer.toHexString(piece.length()) + "\r\n" + piece + "\r\n");
                if (piece.equals("a")) {
                    assertThat(client.head()).contains("Transfer-Encoding: chunked");
                }
                StringBuilder echoed = new StringBuilder();
                while (echoed.length() < piece.length()) {
                    echoed.append(chunk(client));
                }
                assertThat(echoed).hasToString(piece);
            }
            client.send("0\r\n\r\n");
            assertThat(chunk(client)).isEmpty();
            assertThat(client.get("/later?y").body()).isEqualTo("later y");
        }
    }

    @ParameterizedTest
    @MethodSource("org.jcorn.worker.netty.Way#all")
    void writesAsTheClientReads(Way way) throws Exception {
        try (TestWorker worker = way.worker(application, "threads=1");
                Client client = worker.connect();
                Client other = worker.connect()) {
            client.send("GET /flood HTTP/1.0\r\n\r\n");
            client.head();
            assertThat(other.get("/later?z").body()).isEqualTo("later z");
            assertThat(client.skip(SuspendingApplication.FLOOD)).isEqualTo(SuspendingApplication.FLOOD);
            assertThat(client.closed()).isTrue();
        }
    }

    @ParameterizedTest
    @MethodSource("org.jcorn.worker.netty.Way#all")
    void changesTheProtocol(Way way) throws Exception {
        try (TestWorker worker = way.worker(application);
                Client client = worker.connect()) {
            client.send("GET /tunnel HTTP/1.1\r\nHost: x\r\nUpgrade: capitals\r\nConnection: Upgrade\r\n\r\nab");
            assertThat(client.head()).startsWith("HTTP/1.1 101 ").contains("Upgrade: capitals");
            assertThat(client.next()).isEqualTo('A');
            assertThat(client.next()).isEqualTo('B');
            client.send("c");
            assertThat(client.next()).isEqualTo('C');
            client.halfClose();
            assertThat(client.next()).isEqualTo('.');
            assertThat(client.closed()).isTrue();
        }
    }

    @ParameterizedTest
    @MethodSource("org.jcorn.worker.netty.Way#all")
    void isEndedFromOutsideWhileItWaitsForTheClient(Way way) throws Exception {
        try (TestWorker worker = way.worker(application);
                Client client = worker.connect()) {
            client.send("GET /tunnel HTTP/1.1\r\nHost: x\r\nUpgrade: capitals\r\nConnection: Upgrade\r\n\r\n");
            client.head();
            await().until(() -> !application.waiting.isEmpty());
            Exchange exchange = Objects.requireNonNull(application.waiting.poll());
            exchange.execute(exchange::end);
            assertThat(client.closed()).isTrue();
            exchange.end(); // has no effect any more
        }
    }

    @ParameterizedTest
    @MethodSource("org.jcorn.worker.netty.Way#all")
    void sendsTrailers(Way way) throws Exception {
        try (TestWorker worker = way.worker(application);
                Client client = worker.connect()) {
            client.send("GET /trailers HTTP/1.1\r\nHost: x\r\n\r\n");
            client.head();
            assertThat(chunk(client)).isEqualTo("x");
            assertThat(client.head()).isEqualTo("0\r\nX-Sum: 1\r\n\r\n");
        }
    }

    @ParameterizedTest
    @MethodSource("org.jcorn.worker.netty.Way#all")
    void anExceptionOfATaskIsAnsweredLikeOneOfTheHandler(Way way) throws Exception {
        try (TestWorker worker = way.worker(application);
                Client client = worker.connect()) {
            assertThat(client.get("/throw").head()).startsWith("HTTP/1.1 500 ");
            assertThat(worker.logged()).anyMatch(line -> line.contains("Error handling request GET /throw"));
        }
    }

    @ParameterizedTest
    @MethodSource("org.jcorn.worker.netty.Way#all")
    void takesNoLongerThanTheRequestTimeout(Way way) throws Exception {
        try (TestWorker worker = way.worker(application, "request_timeout=1");
                Client client = worker.connect()) {
            assertThat(client.get("/wait").head()).startsWith("HTTP/1.1 503 ");
            assertThat(worker.logged()).anyMatch(line -> line.contains("REQUEST TIMEOUT GET /wait"));
        }
    }

    @ParameterizedTest
    @MethodSource("org.jcorn.worker.netty.Way#all")
    void whoWritesAfterTheEndReachesNobody(Way way) throws Exception {
        try (TestWorker worker = way.worker(application, "request_timeout=1");
                Client first = worker.connect()) {
            // Given
            assertThat(first.get("/wait").head()).startsWith("HTTP/1.1 503 ");
            await().until(() -> application.over.get() == 1);
            Response old = Objects.requireNonNull(application.responses.poll());
            try (Client second = worker.connect()) {
                second.send("GET /wait HTTP/1.1\r\nHost: x\r\n\r\n");
                await().until(() -> application.waiting.size() == 2);
                // When
                assertThatThrownBy(() -> {
                            old.body().write("secret".getBytes(StandardCharsets.UTF_8));
                            old.body().flush();
                        })
                        .isInstanceOf(IOException.class);
                application.waiting.forEach(Exchange::end);
                // Then
                assertThat(second.answer().body()).isEmpty();
            }
        }
    }

    @ParameterizedTest
    @MethodSource("org.jcorn.worker.netty.Way#all")
    void aBodyThatDoesNotComeIsWaitedForAsLongAsAnyOther(Way way) throws Exception {
        try (TestWorker worker = way.worker(application, "timeout=1");
                Client client = worker.connect()) {
            client.send("POST /echo HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\n\r\n");
            assertThat(client.head()).startsWith("HTTP/1.1 408 ");
        }
    }

    private static String chunk(Client client) throws Exception {
        StringBuilder size = new StringBuilder();
        int c = client.next();
        while (c != '\n') {
            size.append((char) c);
            c = client.next();
        }
        int length = Integer.parseInt(size.toString().trim(), 16);
        StringBuilder data = new StringBuilder();
        for (int i = 0; i < length; i++) {
            data.append((char) client.next());
        }
        client.next();
        client.next();
        return data.toString();
    }
}
