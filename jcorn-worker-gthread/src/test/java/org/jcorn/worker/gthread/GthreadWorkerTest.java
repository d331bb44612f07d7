package org.jcorn.worker.gthread;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jcorn.Application;
import org.jcorn.config.Config;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a client sees, with a pool and, where the JDK has them, with virtual threads. */
@Timeout(60)
class GthreadWorkerTest {

    private static final Application ECHO = (request, response) -> {
        byte[] body = request.body().readAllBytes();
        response.send(request.remoteHost() + " " + request.path() + " " + body.length);
    };

    private static TestWorker worker(int threads, Application application, String... settings) throws Exception {
        assumeThat(threads > 0 || Runtime.version().feature() >= 21).isTrue();
        Map<String, String> all = new HashMap<>(Map.of("threads", Integer.toString(threads)));
        for (String setting : settings) {
            int equals = setting.indexOf('=');
            all.put(setting.substring(0, equals), setting.substring(equals + 1));
        }
        return new TestWorker(all, application);
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 0})
    void keepsTheConnectionForTheNextRequest(int threads) throws Exception {
        try (TestWorker worker = worker(threads, ECHO);
                Client client = worker.connect()) {
            assertThat(client.get("/a").head()).contains("Connection: keep-alive");
            assertThat(client.get("/b").body()).isEqualTo("127.0.0.1 /b 0");
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 0})
    void closesAfterEachResponseWithoutKeepalive(int threads) throws Exception {
        try (TestWorker worker = worker(threads, ECHO, "keepalive=0");
                Client client = worker.connect()) {
            assertThat(client.get("/a").head()).contains("Connection: close");
            assertThat(client.closed()).isTrue();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {3, 0})
    void answersPipelinedRequestsInOrder(int threads) throws Exception {
        try (TestWorker worker = worker(threads, ECHO);
                Client client = worker.connect()) {
            // When
            StringBuilder requests = new StringBuilder();
            for (int i = 0; i < 20; i++) {
                requests.append("POST /")
                        .append(i)
                        .append(" HTTP/1.1\r\nHost: x\r\nContent-Length: ")
                        .append(i);
                requests.append("\r\n\r\n").append("x".repeat(i));
            }
            client.send(requests.toString());

            // Then
            for (int i = 0; i < 20; i++) {
                assertThat(client.answer().body()).isEqualTo("127.0.0.1 /" + i + " " + i);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 0})
    void halfSentHeadsTakeNoThread(int threads) throws Exception {
        try (TestWorker worker = worker(threads, ECHO, "keepalive=30")) {
            // Given
            List<Client> slow = new ArrayList<>();
            for (int i = 0; i < 50; i++) {
                slow.add(worker.connect());
                slow.get(i).send("GET /slow HT");
            }

            // When
            try (Client client = worker.connect()) {
                assertThat(client.get("/quick").body()).isEqualTo("127.0.0.1 /quick 0");
            }

            // Then
            for (Client client : slow) {
                client.send("TP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
                assertThat(client.answer().body()).isEqualTo("127.0.0.1 /slow 0");
                client.close();
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 0})
    void closesIdleConnections(int threads) throws Exception {
        try (TestWorker worker = worker(threads, ECHO, "keepalive=1", "timeout=2");
                Client silent = worker.connect();
                Client client = worker.connect()) {
            client.get("/a");
            assertThat(client.closed()).isTrue();
            assertThat(silent.closed()).isTrue();
        }
    }

    @Test
    void answersAHeadThatDoesNotComeWith408() throws Exception {
        try (TestWorker worker = worker(1, ECHO, "timeout=1");
                Client client = worker.connect()) {
            client.send("GET /late HTTP/1.1\r\n");
            assertThat(client.answer().head()).startsWith("HTTP/1.1 408 ");
            assertThat(client.closed()).isTrue();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 0})
    void takesBodiesThatComeInPieces(int threads) throws Exception {
        try (TestWorker worker = worker(threads, ECHO);
                Client client = worker.connect()) {
            client.send("POST /up HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n");
            for (int i = 0; i < 200; i++) {
                client.send("3e8\r\n" + "x".repeat(1000) + "\r\n");
            }
            client.send("0\r\n\r\n");
            assertThat(client.answer().body()).isEqualTo("127.0.0.1 /up 200000");
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 0})
    void sendsLargeBodiesToSlowReaders(int threads) throws Exception {
        byte[] large = new byte[8 << 20];
        try (TestWorker worker = worker(threads, (request, response) -> response.send(large));
                Client client = worker.connect()) {
            assertThat(client.get("/large").body()).hasSize(large.length);
            assertThat(client.get("/again").body()).hasSize(large.length);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 0})
    void finishesRunningRequestsWhenItStops(int threads) throws Exception {
        CountDownLatch started = new CountDownLatch(1);
        CountDownLatch go = new CountDownLatch(1);
        Application slow = (request, response) -> {
            started.countDown();
            go.await();
            response.send("done");
        };
        try (TestWorker worker = worker(threads, slow);
                Client client = worker.connect()) {
            // Given
            client.send("GET / HTTP/1.1\r\nHost: x\r\n\r\n");
            assertThat(started.await(10, TimeUnit.SECONDS)).isTrue();

            // When
            worker.stop(false);
            go.countDown();

            // Then
            Client.Answer answer = client.answer();
            assertThat(answer.head()).contains("Connection: close");
            assertThat(answer.body()).isEqualTo("done");
            assertThat(worker.ended()).isTrue();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 0})
    void servesWhatWaitsToBeAcceptedWhenTheServerStops(int threads) throws Exception {
        CountDownLatch started = new CountDownLatch(1);
        CountDownLatch go = new CountDownLatch(1);
        Application slow = (request, response) -> {
            started.countDown();
            go.await();
            response.send("done");
        };
        try (TestWorker worker = worker(threads, slow, "worker_connections=1");
                Client first = worker.connect()) {
            // Given
            first.send("GET / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
            assertThat(started.await(10, TimeUnit.SECONDS)).isTrue();
            try (Client waiting = worker.connect()) {
                waiting.send("GET / HTTP/1.1\r\nHost: x\r\n\r\n");

                // When
                worker.stop(true);
                go.countDown();

                // Then
                assertThat(first.answer().body()).isEqualTo("done");
                assertThat(waiting.answer().body()).isEqualTo("done");
                assertThat(worker.ended()).isTrue();
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 0})
    void leavesConnectionsBeyondTheLimitInTheQueue(int threads) throws Exception {
        try (TestWorker worker = worker(threads, ECHO, "worker_connections=2", "keepalive=30")) {
            try (Client one = worker.connect();
                    Client two = worker.connect()) {
                one.get("/1");
                two.get("/2");
                try (Client three = worker.connect()) {
                    // When
                    three.send("GET /3 HTTP/1.1\r\nHost: x\r\n\r\n");
                    assertThat(two.get("/still").body()).isEqualTo("127.0.0.1 /still 0");
                    assertThat(worker.open()).isEqualTo(2);
                    one.hangUp();

                    // Then
                    assertThat(three.answer().body()).isEqualTo("127.0.0.1 /3 0");
                }
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 0})
    void rememberWhatAProxyPrefixSaid(int threads) throws Exception {
        try (TestWorker worker = worker(threads, ECHO, "proxy_protocol=v1", "keepalive=30");
                Client client = worker.connect();
                Client other = worker.connect()) {
            // Given
            client.send("PROXY TCP4 192.0.2.7 192.0.2.1 4711 80\r\n");
            assertThat(client.get("/a").body()).isEqualTo("192.0.2.7 /a 0");

            // When: longer idle than a session is kept
            long until = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(1200);
            while (System.nanoTime() < until) {
                assertThat(other.get("/b").body()).isEqualTo("127.0.0.1 /b 0");
            }

            // Then
            assertThat(client.get("/c").body()).isEqualTo("192.0.2.7 /c 0");
        }
    }

    @Test
    void namesTheJdkThatVirtualThreadsNeed() {
        assumeThat(Runtime.version().feature()).isLessThan(21);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new GthreadWorker().check(Config.of(Map.of("threads", "0"))))
                .withMessageStartingWith("setting 'threads': \"0\" needs virtual threads");
    }
}
