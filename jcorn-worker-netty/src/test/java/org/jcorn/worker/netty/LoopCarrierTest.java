package org.jcorn.worker.netty;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jcorn.Application;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Here the thread of the test is the loop. */
@Timeout(60)
class LoopCarrierTest {

    @BeforeEach
    void needsVirtualThreads() {
        assumeThat(Runtime.version().feature()).isGreaterThanOrEqualTo(24);
    }

    private static LoopCarrier carrier() {
        return LoopCarrier.here(new ListLogger()).orElseThrow();
    }

    @Test
    void runsWhatDoesNotBlockThereAndThenAndKeepsItsThread() {
        LoopCarrier carrier = carrier();
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < 1000; i++) {
            carrier.run(1, () -> threads.add(Thread.currentThread()));
            assertThat(threads).hasSize(i + 1);
        }
        assertThat(threads).containsOnly(threads.get(0));
        assertThat(threads.get(0)).isNotSameAs(Thread.currentThread());
    }

    @Test
    void lettingGoOfTheLoopIsBlocking() throws InterruptedException {
        // Given
        LoopCarrier carrier = carrier();
        CountDownLatch go = new CountDownLatch(1);
        CountDownLatch gone = new CountDownLatch(100);
        for (int i = 0; i < 100; i++) {
            carrier.run(1, () -> {
                hold(go);
                gone.countDown();
            });
        }
        assertThat(gone.getCount()).isEqualTo(100);

        // When
        go.countDown();

        // Then
        assertThat(gone.await(10, TimeUnit.SECONDS)).isTrue();
        List<String> done = new ArrayList<>();
        carrier.run(1, () -> done.add("still there"));
        assertThat(done).containsExactly("still there");
    }

    private static void hold(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void whoIsAboutToWaitLeaves() {
        LoopCarrier carrier = carrier();
        AtomicReference<@Nullable Boolean> left = new AtomicReference<>();
        carrier.run(1, () -> left.set(carrier.leave()));
        await().until(() -> left.get() != null);
        assertThat(left.get()).isTrue();
    }

    @Test
    void whoCannotLeaveIsToldSo() {
        LoopCarrier carrier = carrier();
        AtomicReference<@Nullable Boolean> left = new AtomicReference<>();
        Initializing.carrier = carrier;
        carrier.run(1, () -> left.set(Initializing.Now.LEFT));
        assertThat(left.get()).isFalse();
    }

    /** What a class needs that is being initialized. */
    private static final class Initializing {
        static @Nullable LoopCarrier carrier;

        static final class Now {
            static final boolean LEFT = carrier == null || carrier.leave();
        }
    }

    @Test
    void quickHandlersEndUpOnTheLoopAndMayBlockThere() throws Exception {
        CountDownLatch go = new CountDownLatch(1);
        Application application = (request, response) -> {
            if (request.query().equals("wait")) {
                go.await();
            }
            response.send(Thread.currentThread().getName());
        };
        try (TestWorker worker = new TestWorker(Transport.EPOLL, application);
                Client client = worker.connect();
                Client other = worker.connect()) {
            // Given
            await().pollDelay(Duration.ZERO)
                    .pollInterval(Duration.ofNanos(1000))
                    .until(() -> client.get("/here").body().equals("jcorn-netty-quick"));

            // When
            client.send("GET /here?wait HTTP/1.1\r\nHost: x\r\n\r\n");

            // Then
            for (int i = 0; i < 100; i++) {
                assertThat(other.get("/here").body()).startsWith("jcorn-netty-");
            }
            go.countDown();
            assertThat(client.answer().body()).startsWith("jcorn-netty-");
        }
    }

    @Test
    void handlersMayWaitForTheirClientWhereTheyBeganOnTheLoop() throws Exception {
        Application echo = (request, response) -> response.send(
                request.body().readAllBytes().length + Thread.currentThread().getName());
        try (TestWorker worker = new TestWorker(Transport.EPOLL, echo);
                Client client = worker.connect()) {
            // Given
            await().pollDelay(Duration.ZERO)
                    .pollInterval(Duration.ofNanos(1000))
                    .until(() -> {
                        client.send("POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 3\r\n\r\nabc");
                        return client.answer().body().equals("3jcorn-netty-quick");
                    });

            // When
            client.send("POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\n\r\n12");
            try (Client other = worker.connect()) {
                assertThat(other.get("/").body()).startsWith("0");
            }
            client.send("345");

            // Then
            assertThat(client.answer().body()).startsWith("5");
        }
    }
}
