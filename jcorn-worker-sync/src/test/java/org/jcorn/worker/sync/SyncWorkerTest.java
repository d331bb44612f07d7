package org.jcorn.worker.sync;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.jcorn.Application;
import org.jcorn.spi.Providers;
import org.jcorn.spi.Worker;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(30)
class SyncWorkerTest {

    private static final Application ECHO = (request, response) -> response.send("you asked for " + request.path());

    @ParameterizedTest(name = "{0} listeners")
    @ValueSource(ints = {1, 2})
    void servesOneConnectionForEachRequest(int listeners) throws Exception {
        try (Loopback loopback = new Loopback(listeners)) {
            // Given
            FakeContext context = new FakeContext(loopback, ECHO);
            CompletableFuture<Void> end = start(context);

            // When
            String first = ask(loopback.connect(0), "GET /a HTTP/1.1\r\nHost: x\r\n\r\n");
            String second = ask(loopback.connect(listeners - 1), "GET /b HTTP/1.1\r\nHost: x\r\n\r\n");

            // Then
            assertThat(first)
                    .startsWith("HTTP/1.1 200 OK\r\n")
                    .contains("\r\nConnection: close\r\n")
                    .endsWith("for /a");
            assertThat(second).endsWith("you asked for /b");
            Awaitility.await().until(() -> context.ends().size() == 2);
            assertThat(context.lines()).containsExactly("GET /a HTTP/1.1", "GET /b HTTP/1.1");
            assertThat(context.ends()).containsExactly(16L, 16L);
            assertThat(context.records()).isEmpty();
            context.stop();
            end.get(10, TimeUnit.SECONDS);
        }
    }

    @Test
    void failureOfTheApplicationIsLoggedAndTheWorkerGoesOn() throws Exception {
        try (Loopback loopback = new Loopback(1)) {
            // Given
            FakeContext context = new FakeContext(loopback, (request, response) -> {
                if (request.path().equals("/bad")) {
                    throw new IllegalStateException("no database");
                }
                response.send("fine");
            });
            CompletableFuture<Void> end = start(context);

            // When
            String bad = ask(loopback.connect(0), "GET /bad HTTP/1.1\r\nHost: x\r\n\r\n");
            String good = ask(loopback.connect(0), "GET /good HTTP/1.1\r\nHost: x\r\n\r\n");

            // Then
            assertThat(bad).startsWith("HTTP/1.1 500 ").doesNotContain("database");
            assertThat(good).endsWith("fine");
            assertThat(context.records())
                    .hasSize(1)
                    .first()
                    .asString()
                    .startsWith(
                            "ERROR Error handling request GET /bad\njava.lang.IllegalStateException: no database\n");
            context.stop();
            end.get(10, TimeUnit.SECONDS);
        }
    }

    @Test
    void malformedRequestIsRefusedAndLogged() throws Exception {
        try (Loopback loopback = new Loopback(1)) {
            // Given
            FakeContext context = new FakeContext(loopback, ECHO);
            CompletableFuture<Void> end = start(context);

            // When
            String answer = ask(loopback.connect(0), "GET / HTTP/1.1\r\nno colon\r\n\r\n");

            // Then
            assertThat(answer).startsWith("HTTP/1.1 400 ");
            Awaitility.await().until(() -> !context.records().isEmpty());
            assertThat(context.records())
                    .hasSize(1)
                    .first()
                    .asString()
                    .startsWith("WARNING Invalid request from ip=127.0.0.1: ");
            context.stop();
            end.get(10, TimeUnit.SECONDS);
        }
    }

    @Test
    void clientsThatGoAwayDoNoHarm() throws Exception {
        try (Loopback loopback = new Loopback(1)) {
            // Given
            FakeContext context = new FakeContext(loopback, ECHO);
            CompletableFuture<Void> end = start(context);

            // When
            loopback.connect(0).close();
            SocketChannel cut = loopback.connect(0);
            cut.write(ByteBuffer.wrap("GET / HT".getBytes(StandardCharsets.US_ASCII)));
            cut.setOption(StandardSocketOptions.SO_LINGER, 0);
            cut.close();
            SocketChannel reset = loopback.connect(0);
            reset.setOption(StandardSocketOptions.SO_LINGER, 0);
            reset.close();

            // Then
            assertThat(ask(loopback.connect(0), "GET /a HTTP/1.1\r\nHost: x\r\n\r\n"))
                    .endsWith("for /a");
            context.stop();
            end.get(10, TimeUnit.SECONDS);
        }
    }

    @Test
    void gracefulStopAnswersTheRequestAndTheQueue() throws Exception {
        try (Loopback loopback = new Loopback(2)) {
            // Given
            CountDownLatch asked = new CountDownLatch(1);
            CountDownLatch answer = new CountDownLatch(1);
            FakeContext context = new FakeContext(loopback, (request, response) -> {
                asked.countDown();
                answer.await();
                response.send(request.path());
            });
            CompletableFuture<Void> end = start(context);
            SocketChannel served = loopback.connect(0);
            served.write(
                    ByteBuffer.wrap("GET /served HTTP/1.1\r\nHost: x\r\n\r\n".getBytes(StandardCharsets.US_ASCII)));
            asked.await();
            SocketChannel waiting = loopback.connect(0);
            waiting.write(
                    ByteBuffer.wrap("GET /waiting HTTP/1.1\r\nHost: x\r\n\r\n".getBytes(StandardCharsets.US_ASCII)));

            // When
            context.stop();
            answer.countDown();

            // Then
            assertThat(rest(served)).endsWith("/served");
            assertThat(rest(waiting)).endsWith("/waiting");
            end.get(10, TimeUnit.SECONDS);
        }
    }

    @Test
    void stopWhileIdleEndsIt() throws Exception {
        try (Loopback loopback = new Loopback(1)) {
            FakeContext context = new FakeContext(loopback, ECHO);
            CompletableFuture<Void> end = start(context);

            context.stop();

            end.get(10, TimeUnit.SECONDS);
            assertThat(context.isReady()).isTrue();
        }
    }

    @Test
    void isTheProviderNamedSync() {
        assertThat(Providers.named(Worker.class, "worker_class", "sync", Worker::name))
                .isInstanceOf(SyncWorker.class);
    }

    private static CompletableFuture<Void> start(FakeContext context) throws InterruptedException {
        CompletableFuture<Void> end = new CompletableFuture<>();
        Thread thread = new Thread(
                () -> {
                    try {
                        new SyncWorker().run(context);
                        end.complete(null);
                    } catch (IOException | RuntimeException e) {
                        end.completeExceptionally(e);
                    }
                },
                "worker");
        thread.setDaemon(true);
        thread.start();
        context.awaitReady();
        return end;
    }

    private static String ask(SocketChannel client, String request) throws IOException {
        client.write(ByteBuffer.wrap(request.getBytes(StandardCharsets.ISO_8859_1)));
        return rest(client);
    }

    private static String rest(SocketChannel client) throws IOException {
        return new String(Channels.newInputStream(client).readAllBytes(), StandardCharsets.ISO_8859_1);
    }
}
