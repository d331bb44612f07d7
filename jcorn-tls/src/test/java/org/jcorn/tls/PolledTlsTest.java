package org.jcorn.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import javax.net.ssl.SSLSocket;
import org.jcorn.config.Config;
import org.jcorn.http.ChannelWire;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A wire over a channel that does not wait, on a thread that has no time for what takes long. */
@Timeout(60)
class PolledTlsTest {

    private boolean leisure;

    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
    void leavesTheWorkToAThreadWithLeisure(String protocol) throws Exception {
        List<Exception> complaints = new ArrayList<>();
        TlsContext context = TlsContext.of(
                Config.of(Map.of("certfile", TlsFixture.file("both.pem").toString())));
        try (ServerSocketChannel listener = ServerSocketChannel.open()) {
            listener.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
            CompletableFuture<String> client = CompletableFuture.supplyAsync(
                    () -> talk(protocol, listener.socket().getLocalPort()));
            try (SocketChannel channel = listener.accept()) {
                channel.configureBlocking(false);
                TlsWire wire = new TlsWire(context, new ChannelWire(channel), () -> leisure, complaints::add);
                byte[] buffer = new byte[100];

                // When
                int helped = 0;
                int count = 0;
                while (count == 0) {
                    leisure = false;
                    count = wire.read(buffer, 0, 100);
                    if (wire.pending() && count == 0) {
                        assertThat(wire.read(buffer, 0, 100)).isZero(); // still
                        assertThat(wire.pending()).isTrue();
                        leisure = true;
                        helped++;
                        count = wire.read(buffer, 0, 100);
                        assertThat(count > 0 || !wire.pending()).isTrue();
                    }
                    Thread.onSpinWait();
                }

                // Then
                assertThat(helped).isBetween(1, 4);
                assertThat(new String(buffer, 0, count, StandardCharsets.US_ASCII))
                        .isEqualTo("hello");
                leisure = false;
                assertThat(wire.read(buffer, 0, 100)).isZero();
                assertThat(wire.pending()).isFalse();
                assertThat(wire.quiet()).isTrue();
                leisure = true;
                wire.write(ByteBuffer.wrap("bye".getBytes(StandardCharsets.US_ASCII)));
                leisure = false;
                wire.close();
                assertThat(client.get()).isEqualTo("bye");
            }
        }
        assertThat(complaints).isEmpty();
    }

    private static String talk(String protocol, int port) {
        try (SSLSocket socket = (SSLSocket)
                TlsFixture.client().getSocketFactory().createSocket(InetAddress.getLoopbackAddress(), port)) {
            socket.setEnabledProtocols(new String[] {protocol});
            socket.setSoTimeout(10_000);
            socket.getOutputStream().write("hello".getBytes(StandardCharsets.US_ASCII));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void plainHttpIsAnsweredWithoutLeisure() throws Exception {
        List<Exception> complaints = new ArrayList<>();
        TlsContext context = TlsContext.of(
                Config.of(Map.of("certfile", TlsFixture.file("both.pem").toString())));
        try (ServerSocketChannel listener = ServerSocketChannel.open()) {
            listener.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
            try (SocketChannel client = SocketChannel.open(listener.getLocalAddress());
                    SocketChannel channel = listener.accept()) {
                channel.configureBlocking(false);
                TlsWire wire = new TlsWire(context, new ChannelWire(channel), () -> leisure, complaints::add);
                client.write(ByteBuffer.wrap(new byte[] {'G'}));

                // When
                await().until(() -> {
                    try {
                        return wire.read(new byte[100], 0, 100) < 0;
                    } catch (PlainTextException e) {
                        return true;
                    }
                });
                wire.close();

                // Then
                ByteBuffer answer = ByteBuffer.allocate(1000);
                while (client.read(answer) >= 0) {}
                assertThat(answer.position()).isGreaterThan(100);
                assertThat(complaints).hasSize(1);
            }
        }
    }
}
