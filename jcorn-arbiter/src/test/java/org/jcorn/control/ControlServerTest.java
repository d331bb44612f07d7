package org.jcorn.control;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.google.gson.JsonObject;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(30)
class ControlServerTest {

    @TempDir
    Path directory;

    private final List<SocketChannel> clients = new ArrayList<>();
    private final AtomicInteger refusals = new AtomicInteger();
    private final Queue<ControlCall> waiting = new ConcurrentLinkedQueue<>();
    private Path socket;
    private ServerSocketChannel listener;
    private @Nullable ControlServer server;

    @BeforeEach
    void listen() throws IOException {
        socket = directory.resolve("ctl");
        listener = ServerSocketChannel.open(StandardProtocolFamily.UNIX).bind(UnixDomainSocketAddress.of(socket), 200);
    }

    @AfterEach
    void close() throws IOException {
        end();
        listener.close();
        for (SocketChannel client : clients) {
            client.close();
        }
    }

    @Test
    void answersAndRefuses() throws IOException {
        // Given
        SocketChannel client = serve(ControlServerTest::echo);

        // When
        send(client, "{\"id\": 1, \"command\": \"show stats\"}");
        send(client, "{\"id\": \"x\", \"command\": \"fail\", \"args\": [\"now\"]}");

        // Then
        assertThat(receive(client)).isEqualTo("{\"id\":1,\"status\":\"ok\",\"data\":{\"words\":[\"show\",\"stats\"]}}");
        assertThat(receive(client)).isEqualTo("{\"id\":\"x\",\"status\":\"error\",\"error\":\"fail now\"}");
    }

    @Test
    void saysWhatIsWrongAndGoesOn() throws IOException {
        // Given
        SocketChannel client = serve(ControlServerTest::echo);

        // When
        send(client, "nonsense");
        send(client, "{\"id\": 2, \"command\": 3}");
        send(client, "{\"id\": 3, \"command\": \"help\"}");

        // Then
        assertThat(receive(client)).contains("\"id\":null,\"status\":\"error\",\"error\":\"the message is no JSON\"");
        assertThat(receive(client)).contains("\"id\":2,\"status\":\"error\"");
        assertThat(receive(client)).contains("\"id\":3,\"status\":\"ok\"");
    }

    @Test
    void endsAConnectionWithAFrameThatIsTooLong() throws IOException {
        // Given
        SocketChannel client = serve(ControlServerTest::echo);

        // When
        client.write(ByteBuffer.allocate(4)
                .putInt(FrameReader.MOST_REQUEST_BYTES + 1)
                .flip());

        // Then
        assertThat(receive(client)).contains("a message of 65537 bytes is too long: at most 65536 are taken");
        assertThat(client.read(ByteBuffer.allocate(1))).isEqualTo(-1);
    }

    @Test
    void clientsThatSendHalfOrHangDoNotMakeOthersWait() throws IOException {
        // Given
        SocketChannel half = serve(call -> {
            if (call.words().get(0).equals("hang")) {
                waiting.add(call);
            } else {
                echo(call);
            }
        });
        half.write(ByteBuffer.wrap(new byte[] {0, 0, 0, 9, '{'}));
        SocketChannel hanging = connect();
        send(hanging, "{\"id\": 1, \"command\": \"hang\"}");
        SocketChannel gone = connect();
        send(gone, "{\"id\": 1, \"command\": \"hang\"}");
        await().until(() -> waiting.size() == 2);
        gone.close();

        // When
        SocketChannel client = connect();
        send(client, "{\"id\": 4, \"command\": \"show\"}");

        // Then
        assertThat(receive(client)).contains("\"id\":4");
        waiting.forEach(ControlServerTest::echo);
        assertThat(receive(hanging)).contains("\"words\":[\"hang\"]");
    }

    @Test
    void dropsWhoSaysNothingForTooLong() throws IOException {
        // Given
        SocketChannel silent = serve(ControlServerTest::echo, Duration.ofMillis(50));

        // When
        int count = silent.read(ByteBuffer.allocate(1));

        // Then
        assertThat(count).isEqualTo(-1);
    }

    @Test
    void theIdlestMakesRoom() throws IOException {
        // Given
        SocketChannel first = serve(ControlServerTest::echo);
        for (int i = 1; i < ControlServer.MOST_CONNECTIONS; i++) {
            SocketChannel client = connect();
            send(client, "{\"command\": \"show\"}");
            receive(client);
        }

        // When
        SocketChannel more = connect();
        send(more, "{\"command\": \"show\"}");

        // Then
        assertThat(receive(more)).contains("ok");
        assertThat(first.read(ByteBuffer.allocate(1))).isEqualTo(-1);
    }

    @Test
    void sendsWhatWasAnsweredBeforeItEnds() throws IOException {
        // Given
        SocketChannel client = serve(waiting::add);
        send(client, "{\"id\": 1, \"command\": \"shutdown\"}");
        await().until(() -> !waiting.isEmpty());

        // When
        waiting.forEach(ControlServerTest::echo);
        end();

        // Then
        assertThat(receive(client)).contains("\"words\":[\"shutdown\"]");
        assertThat(client.read(ByteBuffer.allocate(1))).isEqualTo(-1);
    }

    @Test
    void clientAndServerUnderstandEachOther() throws IOException, ControlException {
        // Given
        serve(call -> {
            if (call.words().size() > 2) {
                call.refuse("too much: \"" + call.words() + "\"");
            } else {
                call.answer(Map.of("long", "ä".repeat(1_000_000)));
            }
        });

        // When
        try (ControlClient client = ControlClient.open(socket)) {
            JsonObject data = client.call("show all").getAsJsonObject();

            // Then
            assertThat(data.get("long").getAsString()).hasSize(1_000_000);
            assertThatThrownBy(() -> client.call("show all there is"))
                    .isInstanceOf(ControlException.class)
                    .hasMessage("too much: \"[show, all, there, is]\"");
            end();
            assertThatThrownBy(() -> client.call("show all")).isInstanceOf(IOException.class);
        }
    }

    private void end() {
        if (server != null) {
            server.close();
        }
    }

    @Test
    void servesAgainWhenThereAreDescriptorsAgain() throws IOException {
        // Given
        SocketChannel first = serve(ControlServerTest::echo);
        refusals.set(2); // the first costs that client its place, with the second there is none

        // When
        SocketChannel client = connect();
        send(client, "{\"id\": 5, \"command\": \"show\"}");

        // Then
        assertThat(receive(client)).contains("\"id\":5");
        assertThat(first.read(ByteBuffer.allocate(1))).isEqualTo(-1);
        assertThat(refusals.get()).isNegative();
    }

    private static void echo(ControlCall call) {
        if (call.words().get(0).equals("fail")) {
            call.refuse(String.join(" ", call.words()));
        } else {
            call.answer(Map.of("words", call.words()));
        }
    }

    private SocketChannel serve(Consumer<ControlCall> calls) throws IOException {
        return serve(calls, Duration.ofMinutes(1));
    }

    private SocketChannel serve(Consumer<ControlCall> calls, Duration idle) throws IOException {
        ControlServer started = new ControlServer(listener, this::accept, calls, idle);
        server = started;
        SocketChannel first = connect();
        started.start(listener.accept());
        return first;
    }

    private @Nullable SocketChannel accept() throws IOException {
        if (refusals.getAndDecrement() > 0) {
            throw new IOException("Too many open files");
        }
        return listener.accept();
    }

    private SocketChannel connect() throws IOException {
        SocketChannel client = SocketChannel.open(UnixDomainSocketAddress.of(socket));
        clients.add(client);
        return client;
    }

    private static void send(SocketChannel client, String message) throws IOException {
        client.write(FrameReader.frame(message.getBytes(UTF_8)));
    }

    private static String receive(SocketChannel client) throws IOException {
        ByteBuffer length = ByteBuffer.allocate(4);
        read(client, length);
        ByteBuffer body = ByteBuffer.allocate(length.getInt(0));
        read(client, body);
        return new String(body.array(), UTF_8);
    }

    private static void read(SocketChannel client, ByteBuffer buffer) throws IOException {
        while (buffer.hasRemaining()) {
            assertThat(client.read(buffer)).as("bytes read").isPositive();
        }
    }
}
