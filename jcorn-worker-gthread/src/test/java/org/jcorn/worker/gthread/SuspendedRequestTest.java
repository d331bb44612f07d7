package org.jcorn.worker.gthread;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jcorn.Response;
import org.jcorn.spi.Exchange;
import org.jcorn.spi.VirtualThreads;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Requests that go on when their handler has returned, with a thread that waits for them. */
@Timeout(60)
class SuspendedRequestTest {

    private final SuspendingApplication application = new SuspendingApplication();

    @ParameterizedTest
    @ValueSource(ints = {2, 0})
    void isAnsweredLaterAndTheConnectionIsKept(int threads) throws Exception {
        try (TestWorker worker = worker(threads);
                Client client = worker.connect()) {
            for (int i = 0; i < 100; i++) {
                assertThat(client.get("/later?" + i).body()).isEqualTo("later " + i);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 0})
    void readsABodyAsItComesAndWritesAsTheClientReads(int threads) throws Exception {
        try (TestWorker worker = worker(threads);
                Client client = worker.connect()) {
            client.send("POST /echo HTTP/1.1\r\nHost: x\r\nContent-Length: 2\r\n\r\na");
            client.head();
            assertThat(next(client, 6)).isEqualTo("1\r\na\r\n");
            client.send("b");
            assertThat(next(client, 11)).isEqualTo("1\r\nb\r\n0\r\n\r\n");
            client.send("GET /flood HTTP/1.0\r\n\r\n");
            client.head();
            for (int i = 0; i < SuspendingApplication.FLOOD; i++) {
                client.next();
            }
            assertThat(client.closed()).isTrue();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 0})
    void changesTheProtocol(int threads) throws Exception {
        try (TestWorker worker = worker(threads, "timeout", "1");
                Client client = worker.connect()) {
            client.send("GET /tunnel HTTP/1.1\r\nHost: x\r\nUpgrade: capitals\r\nConnection: Upgrade\r\n\r\nab");
            assertThat(client.head()).startsWith("HTTP/1.1 101 ").contains("Upgrade: capitals");
            assertThat(next(client, 2)).isEqualTo("AB");
            await().until(() -> !application.waiting.isEmpty());
            Exchange exchange = Objects.requireNonNull(application.waiting.poll());
            AtomicBoolean ran = new AtomicBoolean();
            exchange.execute(() -> ran.set(true)); // while it waits for the client
            await().untilTrue(ran);
            client.send("c");
            assertThat(client.next()).isEqualTo('C');
            client.halfClose();
            assertThat(client.next()).isEqualTo('.');
            assertThat(client.closed()).isTrue();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 0})
    void isEndedFromOutsideWhileItWaitsForTheClient(int threads) throws Exception {
        try (TestWorker worker = worker(threads);
                Client client = worker.connect()) {
            client.send("GET /tunnel HTTP/1.1\r\nHost: x\r\nUpgrade: capitals\r\nConnection: Upgrade\r\n\r\n");
            client.head();
            await().until(() -> !application.waiting.isEmpty());
            Objects.requireNonNull(application.waiting.poll()).end();
            assertThat(client.closed()).isTrue();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 0})
    void takesNoLongerThanTheRequestTimeout(int threads) throws Exception {
        try (TestWorker worker = worker(threads, "request_timeout", "1");
                Client client = worker.connect()) {
            assertThat(client.get("/wait").head()).startsWith("HTTP/1.1 503 ");
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 0})
    void whoWritesAfterTheEndReachesNobody(int threads) throws Exception {
        try (TestWorker worker = worker(threads, "request_timeout", "1");
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
    @ValueSource(ints = {2, 0})
    void aBodyThatDoesNotComeIsWaitedForAsLongAsAnyOther(int threads) throws Exception {
        try (TestWorker worker = worker(threads, "timeout", "1");
                Client client = worker.connect()) {
            client.send("POST /echo HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\n\r\n");
            assertThat(client.head()).startsWith("HTTP/1.1 408 ");
        }
    }

    private TestWorker worker(int threads, String... setting) throws Exception {
        assumeTrue(threads > 0 || VirtualThreads.factory("x").isPresent());
        Map<String, String> settings = new HashMap<>(Map.of("threads", Integer.toString(threads)));
        if (setting.length > 0) {
            settings.put(setting[0], setting[1]);
        }
        return new TestWorker(settings, application);
    }

    private static String next(Client client, int count) throws Exception {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < count; i++) {
            text.append((char) client.next());
        }
        return text.toString();
    }
}
