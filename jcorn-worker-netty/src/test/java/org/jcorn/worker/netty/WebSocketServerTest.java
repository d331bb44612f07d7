package org.jcorn.worker.netty;

import static org.assertj.core.api.Assertions.assertThat;
import static org.jcorn.worker.netty.WebSocketFrameBytes.close;
import static org.jcorn.worker.netty.WebSocketFrameBytes.join;
import static org.jcorn.worker.netty.WebSocketFrameBytes.text;

import java.nio.charset.StandardCharsets;
import java.util.concurrent.CountDownLatch;
import org.awaitility.Awaitility;
import org.jcorn.Application;
import org.jcorn.NonBlocking;
import org.jcorn.WebSocket;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** WebSockets of a whole worker, over loopback. */
class WebSocketServerTest {

    private static final String REQUEST = """
        GET /chat HTTP/1.1
        Host: localhost
        Connection: Upgrade
        Upgrade: websocket
        Sec-WebSocket-Version: 13
        Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==

        """.replace("\n", "\r\n");

    /** Sends back what it gets. */
    private static class Echo extends RecordingListener {
        @Override
        public void onText(WebSocket from, String message) throws Exception {
            super.onText(from, message);
            from.sendText(message);
        }
    }

    @NonBlocking
    private static final class InlineEcho extends Echo {}

    private static byte[] handshakeAnd(byte[]... frames) {
        return join(REQUEST.getBytes(StandardCharsets.ISO_8859_1), join(frames));
    }

    /** {@return the next frame, which has less than 126 bytes, by opcode and payload} */
    private static String frame(Client client) throws Exception {
        int first = client.next();
        int length = client.next();
        StringBuilder payload = new StringBuilder();
        for (int i = 0; i < length; i++) {
            payload.append((char) client.next());
        }
        return (first & 15) + ":" + payload;
    }

    @ParameterizedTest
    @EnumSource
    void framesMayComeWithTheRequest(Transport transport) throws Exception {
        for (RecordingListener listener : new RecordingListener[] {new Echo(), new InlineEcho()}) {
            Application application = (request, response) -> request.upgrade(listener);
            try (TestWorker worker = new TestWorker(transport, application);
                    Client client = worker.connect()) {
                // When
                client.send(handshakeAnd(text("early"), close(1000, "")));
                // Then
                assertThat(client.head()).contains("101", "Sec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=");
                assertThat(frame(client)).isEqualTo("1:early");
                assertThat(frame(client)).isEqualTo("8:\u0003\u00e8");
                assertThat(client.closed()).isTrue();
                Awaitility.await().until(() -> worker.open() == 0);
                assertThat(listener.heard).containsExactly("open", "text:early", "close:1000:");
                assertThat(worker.logged()).isEmpty();
            }
        }
        assertThat(Leaks.found()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void aFaultIsAnsweredThoughTheClientIsSendingStill(Transport transport) throws Exception {
        Application application = (request, response) -> request.upgrade(new Echo());
        try (TestWorker worker = new TestWorker(transport, application);
                Client client = worker.connect()) {
            client.send(handshakeAnd());
            assertThat(client.head()).contains("101");
            // When
            client.send(join(new byte[] {(byte) 0x82, (byte) 0xff, 0, 0, 0, 0, 1, 0, 0, 0}, new byte[4_000_000]));
            // Then
            assertThat(frame(client)).startsWith("8:\u0003\u00f1");
            assertThat(client.closed()).isTrue();
            client.hangUp();
            Awaitility.await().until(() -> worker.open() == 0);
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aClientThatIsGoneBeforeTheHandlerReturnsIsHeardOf(boolean reset) throws Exception {
        // Given
        RecordingListener listener = new RecordingListener();
        CountDownLatch upgraded = new CountDownLatch(1);
        CountDownLatch gone = new CountDownLatch(1);
        Application application = (request, response) -> {
            request.upgrade(listener);
            upgraded.countDown();
            gone.await();
        };
        try (TestWorker worker = new TestWorker(Transport.best(), application)) {
            Client client = worker.connect();
            client.send(handshakeAnd());
            upgraded.await();
            // When
            if (reset) {
                client.reset();
            } else {
                client.hangUp();
            }
            gone.countDown();
            // Then
            Awaitility.await().untilAsserted(() -> assertThat(listener.heard).containsExactly("open", "close:1006:"));
            Awaitility.await().until(() -> worker.open() == 0);
            assertThat(worker.logged()).isEmpty();
        }
    }
}
