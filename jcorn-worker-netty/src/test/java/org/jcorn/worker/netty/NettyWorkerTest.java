package org.jcorn.worker.netty;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jcorn.Application;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What a client sees, with epoll and without, of applications on the loop and on threads. */
@Timeout(60)
class NettyWorkerTest {

    private static final Application ECHO = (request, response) -> {
        byte[] body = request.body().readAllBytes();
        response.send(request.remoteHost() + " " + request.path() + " " + body.length);
    };

    @AfterAll
    static void nothingLeaked() {
        assertThat(Leaks.found()).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("org.jcorn.worker.netty.Way#all")
    void keepsTheConnectionForTheNextRequest(Way way) throws Exception {
        try (TestWorker worker = way.worker(ECHO);
                Client client = worker.connect()) {
            assertThat(client.get("/a").head()).contains("Connection: keep-alive");
            assertThat(client.get("/b").body()).isEqualTo("127.0.0.1 /b 0");
            assertThat(worker.open()).isEqualTo(1);
        }
    }

    @ParameterizedTest
    @MethodSource("org.jcorn.worker.netty.Way#all")
    void closesAfterEachResponseWithoutKeepalive(Way way) throws Exception {
        try (TestWorker worker = way.worker(ECHO, "keepalive=0");
                Client client = worker.connect()) {
            assertThat(client.get("/a").head()).contains("Connection: close");
            assertThat(client.closed()).isTrue();
        }
    }

    @ParameterizedTest
    @MethodSource("org.jcorn.worker.netty.Way#all")
    void answersPipelinedRequestsInOrder(Way way) throws Exception {
        try (TestWorker worker = way.worker(ECHO);
                Client client = worker.connect()) {
            // When
            StringBuilder requests = new StringBuilder();
            for (int i = 0; i < 500; i++) {
                requests.append("POST /")
                        .append(i)
                        .append(" HTTP/1.1\r\nHost: x\r\nContent-Length: ")
                        .append(i);
                requests.append("\r\n\r\n").append("x".repeat(i));
            }
            client.send(requests.toString());

            // Then
            for (int i = 0; i < 500; i++) {
                assertThat(client.answer().body()).isEqualTo("127.0.0.1 /" + i + " " + i);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("org.jcorn.worker.netty.Way#all")
    void takesRequestsByteByByte(Way way) throws Exception {
        try (TestWorker worker = way.worker(ECHO);
                Client client = worker.connect()) {
            for (char c : "POST /bytes HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\n\r\n12345".toCharArray()) {
                client.send(String.valueOf(c));
            }
            assertThat(client.answer().body()).isEqualTo("127.0.0.1 /bytes 5");
        }
    }

    @ParameterizedTest
    @EnumSource(Transport.class)
    void halfSentHeadsTakeNoThread(Transport transport) throws Exception {
        Set<Thread> threads = ConcurrentHashMap.newKeySet();
        Application application = (request, response) -> {
            threads.add(Thread.currentThread());
            ECHO.handle(request, response);
        };
        try (TestWorker worker = new TestWorker(transport, application, "keepalive=30", "threads=2")) {
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
            assertThat(threads).hasSize(1);
            for (Client client : slow) {
                client.send("TP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
                assertThat(client.answer().body()).isEqualTo("127.0.0.1 /slow 0");
                client.close();
            }
        }
    }

    @ParameterizedTest
    @MethodSource("org.jcorn.worker.netty.Way#all")
    void runsTheApplicationWhereItSays(Way way) throws Exception {
        Application named =
                (request, response) -> response.send(Thread.currentThread().getName());
        try (TestWorker worker = way.worker(named);
                Client client = worker.connect()) {
            String name = client.get("/").body();
            assertThat(name.equals("jcorn-netty-loop")).isEqualTo(way.inline());
            assertThat(name).startsWith("jcorn-netty-");
        }
    }

    @ParameterizedTest
    @EnumSource(Transport.class)
    void blockedHandlersHoldNobodyUp(Transport transport) throws Exception {
        CountDownLatch go = new CountDownLatch(1);
        Application application = (request, response) -> {
            if (request.path().equals("/wait")) {
                go.await();
            }
            ECHO.handle(request, response);
        };
        try (TestWorker worker = new TestWorker(transport, application)) {
            // Given
            List<Client> waiting = new ArrayList<>();
            for (int i = 0; i < 40; i++) {
                waiting.add(worker.connect());
                waiting.get(i).send("GET /wait HTTP/1.1\r\nHost: x\r\n\r\n");
            }

            // When
            try (Client client = worker.connect()) {
                assertThat(client.get("/quick").body()).isEqualTo("127.0.0.1 /quick 0");
            }

            // Then
            go.countDown();
            for (Client client : waiting) {
                assertThat(client.answer().body()).isEqualTo("127.0.0.1 /wait 0");
                client.close();
            }
        }
    }

    @ParameterizedTest
    @MethodSource("org.jcorn.worker.netty.Way#all")
    void closesIdleConnections(Way way) throws Exception {
        try (TestWorker worker = way.worker(ECHO, "keepalive=1", "timeout=2");
                Client silent = worker.connect();
                Client client = worker.connect()) {
            client.get("/a");
            assertThat(client.closed()).isTrue();
            assertThat(silent.closed()).isTrue();
            await().until(() -> worker.open() == 0);
        }
    }

    @ParameterizedTest
    @MethodSource("org.jcorn.worker.netty.Way#all")
    void answersAHeadThatDoesNotComeWith408(Way way) throws Exception {
        try (TestWorker worker = way.worker(ECHO, "timeout=1");
                Client client = worker.connect()) {
            client.send("GET /late HTTP/1.1\r\n");
            assertThat(client.answer().head()).startsWith("HTTP/1.1 408 ");
            assertThat(client.closed()).isTrue();
        }
    }

    @ParameterizedTest
    @MethodSource("org.jcorn.worker.netty.Way#all")
    void answersABodyThatDoesNotComeWith408(Way way) throws Exception {
        try (TestWorker worker = way.worker(ECHO, "timeout=1");
                Client client = worker.connect()) {
            client.send("POST /late HTTP/1.1\r\nHost: x\r\nContent-Length: 10\r\n\r\n12345");
            assertThat(client.answer().head()).startsWith("HTTP/1.1 408 ");
            assertThat(client.closed()).isTrue();
        }
    }

    @ParameterizedTest
    @MethodSource("org.jcorn.worker.netty.Way#all")
    void answersMalformedHeads(Way way) throws Exception {
        try (TestWorker worker = way.worker(ECHO);
                Client client = worker.connect()) {
            client.send("GET /bad HTTP/1.1\r\nHo st: x\r\n\r\n" + "x".repeat(10_000));
            assertThat(client.answer().head()).startsWith("HTTP/1.1 400 ");
            assertThat(client.closed()).isTrue();
            client.halfClose();
            await().until(() -> worker.open() == 0);
        }
    }

    @ParameterizedTest
    @MethodSource("org.jcorn.worker.netty.Way#all")
    void answersClientsThatSendNoMore(Way way) throws Exception {
        try (TestWorker worker = way.worker(ECHO);
                Client client = worker.connect()) {
            client.send("GET /1 HTTP/1.1\r\nHost: x\r\n\r\nGET /2 HTTP/1.1\r\nHost: x\r\n\r\n");
            client.halfClose();
            assertThat(client.answer().body()).isEqualTo("127.0.0.1 /1 0");
            assertThat(client.answer().body()).isEqualTo("127.0.0.1 /2 0");
            assertThat(client.closed()).isTrue();
        }
    }

    @ParameterizedTest
    @MethodSource("org.jcorn.worker.netty.Way#all")
    void answersABodyCutShort(Way way) throws Exception {
        try (TestWorker worker = way.worker(ECHO);
                Client client = worker.connect()) {
            client.send("POST /1 HTTP/1.1\r\nHost: x\r\nContent-Length: 10\r\n\r\n12345");
            client.halfClose();
            assertThat(client.answer().head()).startsWith("HTTP/1.1 400 ");
            assertThat(client.closed()).isTrue();
        }
    }

    @ParameterizedTest
    @MethodSource("org.jcorn.worker.netty.Way#all")
    void takesBodiesThatComeInPieces(Way way) throws Exception {
        try (TestWorker worker = way.worker(ECHO);
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
    @MethodSource("org.jcorn.worker.netty.Way#all")
    void letsClientsContinue(Way way) throws Exception {
        try (TestWorker worker = way.worker(ECHO);
                Client client = worker.connect()) {
            client.send("POST /up HTTP/1.1\r\nHost: x\r\nExpect: 100-continue\r\nContent-Length: 5\r\n\r\n");
            assertThat(client.head()).isEqualTo("HTTP/1.1 100 Continue\r\n\r\n");
            client.send("12345");
            assertThat(client.answer().body()).isEqualTo("127.0.0.1 /up 5");
        }
    }

    @ParameterizedTest
    @EnumSource(Transport.class)
    void gathersShortBodiesOnTheLoop(Transport transport) throws Exception {
        Application named = (request, response) -> {
            int length = request.body().readAllBytes().length;
            response.send(Thread.currentThread().getName().equals("jcorn-netty-loop") + " " + length);
        };
        try (TestWorker worker = new TestWorker(transport, new Inline(named));
                Client client = worker.connect()) {
            client.send("POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 65536\r\n\r\n");
            client.send("x".repeat(30_000));
            client.send("x".repeat(35_536));
            assertThat(client.answer().body()).isEqualTo("true 65536");
            client.send("POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 80000\r\n\r\n" + "x".repeat(9));
            client.send("x".repeat(79_991));
            assertThat(client.answer().body()).isEqualTo("false 80000");
        }
    }

    @ParameterizedTest
    @MethodSource("org.jcorn.worker.netty.Way#all")
    void finishesRequestsWhenItStops(Way way) throws Exception {
        try (TestWorker worker = way.worker(ECHO, "keepalive=1");
                Client idle = worker.connect();
                Client client = worker.connect()) {
            // Given
            idle.get("/");
            client.send("POST /last HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\n\r\n12");

            // When
            worker.stop(false);
            client.send("345");

            // Then
            Client.Answer answer = client.answer();
            assertThat(answer.head()).contains("Connection: close");
            assertThat(answer.body()).isEqualTo("127.0.0.1 /last 5");
            assertThat(client.closed()).isTrue();
            assertThat(idle.closed()).isTrue();
            assertThat(worker.gone()).isTrue();
        }
    }

    @ParameterizedTest
    @MethodSource("org.jcorn.worker.netty.Way#all")
    void answersIdleClientsOnceMoreWhenItStops(Way way) throws Exception {
        try (TestWorker worker = way.worker(ECHO, "keepalive=10");
                Client client = worker.connect()) {
            client.get("/");
            worker.stop(false);
            Client.Answer answer = client.get("/once-more");
            assertThat(answer.head()).contains("Connection: close");
            assertThat(worker.gone()).isTrue();
        }
    }

    @ParameterizedTest
    @EnumSource(Transport.class)
    void finishesRunningHandlersWhenItStops(Transport transport) throws Exception {
        CountDownLatch started = new CountDownLatch(1);
        CountDownLatch go = new CountDownLatch(1);
        Application slow = (request, response) -> {
            started.countDown();
            go.await();
            response.send("done");
        };
        try (TestWorker worker = new TestWorker(transport, slow);
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
            assertThat(worker.gone()).isTrue();
        }
    }

    @ParameterizedTest
    @MethodSource("org.jcorn.worker.netty.Way#all")
    void servesWhatWaitsToBeAcceptedWhenTheServerStops(Way way) throws Exception {
        try (TestWorker worker = way.worker(ECHO, "worker_connections=1", "keepalive=30");
                Client first = worker.connect()) {
            // Given
            first.get("/");
            try (Client second = worker.connect();
                    Client third = worker.connect()) {
                second.send("GET /2 HTTP/1.1\r\nHost: x\r\n\r\n");
                third.send("GET /3 HTTP/1.1\r\nHost: x\r\n\r\n");

                // When
                worker.stop(true);

                // Then
                assertThat(second.answer().body()).isEqualTo("127.0.0.1 /2 0");
                assertThat(third.answer().body()).isEqualTo("127.0.0.1 /3 0");
                first.hangUp();
                assertThat(worker.gone()).isTrue();
            }
        }
    }

    @ParameterizedTest
    @MethodSource("org.jcorn.worker.netty.Way#all")
    void leavesConnectionsBeyondTheLimitInTheQueue(Way way) throws Exception {
        try (TestWorker worker = way.worker(ECHO, "worker_connections=2", "keepalive=30")) {
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
    @MethodSource("org.jcorn.worker.netty.Way#all")
    void remembersWhatAProxyPrefixSaid(Way way) throws Exception {
        try (TestWorker worker = way.worker(ECHO, "proxy_protocol=v1", "keepalive=30");
                Client client = worker.connect();
                Client other = worker.connect()) {
            client.send("PROXY TCP4 192.0.2.7 192.0.2.1 4711 80\r\n");
            assertThat(client.get("/a").body()).isEqualTo("192.0.2.7 /a 0");
            assertThat(other.get("/b").body()).isEqualTo("127.0.0.1 /b 0");
            assertThat(client.get("/c").body()).isEqualTo("192.0.2.7 /c 0");
        }
    }

    @ParameterizedTest
    @EnumSource(Transport.class)
    void servesUnixSocketsAndLeavesTheirFiles(Transport transport, @TempDir Path directory) throws Exception {
        Path socket = directory.resolve("netty.sock");
        try (TestWorker worker = new TestWorker(transport, socket, ECHO);
                Client client = worker.connect()) {
            assertThat(client.get("/unix").body()).isEqualTo(" /unix 0");
            assertThat(client.get("/unix").body()).isEqualTo(" /unix 0");
        }
        assertThat(Files.exists(socket)).isTrue();
    }

    @Test
    void servesAWebSocketRequestAsAnyOther() throws Exception {
        try (TestWorker worker = new TestWorker(Transport.EPOLL, ECHO);
                Client client = worker.connect()) {
            client.send("GET /ws HTTP/1.1\r\nHost: x\r\nUpgrade: websocket\r\nConnection: upgrade\r\n\r\n");
            assertThat(client.answer().body()).isEqualTo("127.0.0.1 /ws 0");
        }
    }
}
