package org.jcorn.worker.netty;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.OutputStream;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jcorn.Application;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What happens when a client goes away. */
@Timeout(60)
class DisconnectTest {

    @AfterAll
    static void nothingLeaked() {
        assertThat(Leaks.found()).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("org.jcorn.worker.netty.Way#all")
    void closesConnectionsOfClientsThatLeave(Way way) throws Exception {
        try (TestWorker worker = way.worker((request, response) -> response.send("hello"));
                Client idle = worker.connect();
                Client reset = worker.connect();
                Client half = worker.connect()) {
            idle.get("/");
            reset.get("/");
            half.send("GET / HT");
            await().until(() -> worker.open() == 3);
            idle.hangUp();
            await().until(() -> worker.open() == 2);
            reset.reset();
            await().until(() -> worker.open() == 1);
            half.hangUp();
            await().until(() -> worker.open() == 0);
        }
    }

    @ParameterizedTest
    @EnumSource(Transport.class)
    void writingTellsTheHandler(Transport transport) throws Exception {
        CountDownLatch started = new CountDownLatch(1);
        AtomicReference<@Nullable IOException> failure = new AtomicReference<>();
        Application endless = (request, response) -> {
            OutputStream out = response.body();
            started.countDown();
            try {
                while (true) {
                    out.write(new byte[1000]);
                    out.flush();
                }
            } catch (IOException e) {
                failure.set(e);
                throw e;
            }
        };
        try (TestWorker worker = new TestWorker(transport, endless);
                Client client = worker.connect()) {
            client.send("GET / HTTP/1.1\r\nHost: x\r\n\r\n");
            assertThat(started.await(10, TimeUnit.SECONDS)).isTrue();
            client.hangUp();
            await().until(() -> failure.get() != null);
            await().until(() -> worker.open() == 0);
            assertThat(worker.logged()).isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource(Transport.class)
    void readingTellsTheHandler(Transport transport) throws Exception {
        CountDownLatch started = new CountDownLatch(1);
        AtomicReference<@Nullable IOException> failure = new AtomicReference<>();
        Application reader = (request, response) -> {
            started.countDown();
            try {
                request.body().readAllBytes();
            } catch (IOException e) {
                failure.set(e);
                throw e;
            }
        };
        try (TestWorker worker = new TestWorker(transport, reader);
                Client client = worker.connect()) {
            client.send("POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 10\r\n\r\n12345");
            assertThat(started.await(10, TimeUnit.SECONDS)).isTrue();
            client.reset();
            await().until(() -> failure.get() != null);
            await().until(() -> worker.open() == 0);
        }
    }

    @ParameterizedTest
    @EnumSource(Transport.class)
    void aHandlerThatComputesIsFinishedAllTheSame(Transport transport) throws Exception {
        CountDownLatch started = new CountDownLatch(1);
        CountDownLatch go = new CountDownLatch(1);
        Application slow = (request, response) -> {
            started.countDown();
            go.await();
            response.send("nobody hears it");
        };
        try (TestWorker worker = new TestWorker(transport, slow);
                Client client = worker.connect();
                Client other = worker.connect()) {
            // Given
            client.send("GET / HTTP/1.1\r\nHost: x\r\n\r\n");
            assertThat(started.await(10, TimeUnit.SECONDS)).isTrue();
            client.reset();

            // When
            go.countDown();

            // Then
            await().until(() -> worker.ended() == 1);
            assertThat(other.get("/").body()).isEqualTo("nobody hears it");
            await().until(() -> worker.open() == 1);
        }
    }

    @ParameterizedTest
    @EnumSource(Transport.class)
    void requestsOverTheirTimeAreInterruptedThenCut(Transport transport) throws Exception {
        CountDownLatch go = new CountDownLatch(1);
        Application deaf = (request, response) -> {
            boolean over = false;
            while (!over) {
                try {
                    over = go.await(30, TimeUnit.SECONDS);
                } catch (InterruptedException e) {
                    if (request.path().equals("/polite")) {
                        throw e;
                    }
                }
            }
        };
        try (TestWorker worker = new TestWorker(transport, deaf, "request_timeout=1");
                Client polite = worker.connect();
                Client client = worker.connect()) {
            polite.send("GET /polite HTTP/1.1\r\nHost: x\r\n\r\n");
            client.send("GET / HTTP/1.1\r\nHost: x\r\n\r\n");
            assertThat(polite.head()).startsWith("HTTP/1.1 503 ");
            await().until(() -> worker.open() <= 1 && worker.logged().size() == 3);
            go.countDown();
            await().until(() -> worker.open() == 0);
        }
    }
}
