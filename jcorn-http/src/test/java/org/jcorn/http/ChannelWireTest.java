package org.jcorn.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The one test with sockets: a connected pair over the loopback interface. */
class ChannelWireTest {
    private SocketChannel client;
    private SocketChannel server;
    private ChannelWire wire;

    @BeforeEach
    void connect() throws IOException {
        try (ServerSocketChannel listener = ServerSocketChannel.open()) {
            listener.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
            client = SocketChannel.open(listener.getLocalAddress());
            server = listener.accept();
        }
        wire = new ChannelWire(server);
    }

    @AfterEach
    void close() throws IOException {
        client.close();
        server.close();
    }

    @Test
    void aWholeExchange() throws IOException {
        // Given
        HttpConnection connection =
                new HttpConnection(new HttpContext(HttpOptions.defaults()), () -> true, new Recorder());
        Peer peer = Peer.of(server, false);
        connection.open(wire, peer);
        say("POST /a HTTP/1.1\r\nContent-Length: 5\r\n\r\nhelloGET /b HTTP/1.1\r\nConnection: close\r\n\r\n");

        // When
        boolean kept = connection.serve(
                (request, response) -> response.send(request.body().readAllBytes()));
        boolean keptAgain = connection.serve((request, response) -> response.send(request.remoteHost()));
        connection.close();

        // Then
        assertThat(kept).isTrue();
        assertThat(keptAgain).isFalse();
        assertThat(hear()).containsSubsequence("\r\n\r\nhello", "\r\n\r\n" + peer.remoteHost());
        assertThat(peer.remotePort()).isEqualTo(((InetSocketAddress) client.getLocalAddress()).getPort());
        assertThat(peer.serverPort()).isEqualTo(((InetSocketAddress) client.getRemoteAddress()).getPort());
    }

    @Test
    void severalBuffersAreWrittenInOrder() throws IOException {
        wire.write(new ByteBuffer[] {bytes("a"), bytes(""), bytes("bc"), bytes("")});
        wire.write(bytes("d"));
        wire.close();

        assertThat(hear()).isEqualTo("abcd");
    }

    @Test
    void aFileIsTransferred(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "0123456789");
        try (FileChannel channel = FileChannel.open(file)) {
            wire.transfer(channel, 2, 5);
            assertThatThrownBy(() -> wire.transfer(channel, 8, 5)).isInstanceOf(EOFException.class);
        }
        wire.close();

        assertThat(hear()).isEqualTo("2345689");
    }

    @Test
    void drainingEndsWithTheClient() throws IOException {
        say("rest");
        client.shutdownOutput();
        wire.drain(65_536, Duration.ofMinutes(1));
        wire.close();

        assertThat(hear()).isEmpty();
    }

    @Test
    void drainingEndsWithTheTime() throws IOException {
        say("rest");
        wire.drain(65_536, Duration.ofMillis(20));
        wire.close();

        assertThat(hear()).isEmpty();
    }

    @Test
    void drainingEndsWithTheBytes() throws IOException {
        say("x".repeat(2000));
        wire.drain(1000, Duration.ofMinutes(1));

        assertThat(server.isOpen()).isTrue();
    }

    @Test
    void abortingResetsTheConnection() {
        wire.abort();

        assertThatThrownBy(this::hear).isInstanceOf(IOException.class);
    }

    private void say(String text) throws IOException {
        client.write(bytes(text));
    }

    private String hear() throws IOException {
        return new String(Channels.newInputStream(client).readAllBytes(), StandardCharsets.ISO_8859_1);
    }

    private static ByteBuffer bytes(String text) {
        return ByteBuffer.wrap(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    @Test
    void aReadIsGivenUpAndAnAnswerStillGoesOut() throws Exception {
        // Given
        CompletableFuture<Integer> reading = CompletableFuture.supplyAsync(() -> {
            try {
                return wire.read(new byte[10], 0, 10);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
        Awaitility.await().until(() -> wire.waiting() > 0);

        // When
        wire.giveUp();

        // Then
        assertThatThrownBy(() -> reading.get(30, TimeUnit.SECONDS))
                .hasRootCauseInstanceOf(SocketTimeoutException.class);
        assertThat(wire.waiting()).isZero();
        wire.write(ByteBuffer.wrap("408".getBytes(StandardCharsets.US_ASCII)));
        wire.close();
        assertThat(hear()).isEqualTo("408");
    }

    @Test
    void aWriteIsGivenUp() {
        // Given
        CompletableFuture<Void> writing = CompletableFuture.runAsync(() -> {
            try {
                while (true) {
                    wire.write(ByteBuffer.allocate(1 << 20));
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
        Awaitility.await().until(() -> wire.waiting() > Duration.ofMillis(200).toNanos());

        // When
        wire.giveUp();

        // Then
        assertThatThrownBy(() -> writing.get(30, TimeUnit.SECONDS))
                .hasRootCauseInstanceOf(SocketTimeoutException.class);
        assertThat(server.isOpen()).isFalse();
    }
}
