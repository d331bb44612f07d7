package org.jcorn.it.kit;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A WebSocket of the JDK's own client, to be used as if it were blocking. */
public final class SocketClient implements WebSocket.Listener {

    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private final BlockingQueue<String> messages = new LinkedBlockingQueue<>();
    private final CompletableFuture<String> end = new CompletableFuture<>();
    private final StringBuilder text = new StringBuilder();
    private int bytes;

    private SocketClient() {}

    /**
     * An open socket.
     *
     * @param socket the JDK's
     * @param client what it hears
     */
    public record Open(WebSocket socket, SocketClient client) {

        /** Send a text. */
        public Open text(String message) {
            await(socket.sendText(message, true));
            return this;
        }

        /** {@return what was heard next: a text, {@code N bytes}, or {@code pong}} */
        public String next() {
            try {
                String message = client.messages.poll(Waiting.DEADLINE.toSeconds(), TimeUnit.SECONDS);
                assertThat(message)
                        .as("a message, when the end is %s", client.end)
                        .isNotNull();
                return message;
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
        }

        /** {@return the answer to a text} */
        public String ask(String message) {
            return text(message).next();
        }

        /** {@return how it ended, such as {@code 1000 bye}, once it has} */
        public String end() {
            return await(client.end);
        }

        /** {@return how it ended after this end closed it} */
        public String close() {
            await(socket.sendClose(WebSocket.NORMAL_CLOSURE, "bye"));
            return end();
        }
    }

    /** {@return a socket, opened} */
    public static Open open(int port, String target, String... subprotocols) {
        SocketClient client = new SocketClient();
        WebSocket.Builder builder = HTTP.newWebSocketBuilder();
        if (subprotocols.length > 0) {
            String[] others = new String[subprotocols.length - 1];
            System.arraycopy(subprotocols, 1, others, 0, others.length);
            builder.subprotocols(subprotocols[0], others);
        }
        URI uri = URI.create("ws://127.0.0.1:" + port + target);
        return new Open(await(builder.buildAsync(uri, client)), client);
    }

    /** {@return what comes of that, in time} */
    public static <T> T await(CompletableFuture<T> future) {
        return future.orTimeout(Waiting.DEADLINE.toSeconds(), TimeUnit.SECONDS).join();
    }

    @Override
    public @Nullable CompletionStage<?> onText(WebSocket socket, CharSequence data, boolean last) {
        text.append(data);
        if (last) {
            messages.add(text.toString());
            text.setLength(0);
        }
        socket.request(1);
        return null;
    }

    @Override
    public @Nullable CompletionStage<?> onBinary(WebSocket socket, ByteBuffer data, boolean last) {
        bytes += data.remaining();
        if (last) {
            messages.add(bytes + " bytes");
            bytes = 0;
        }
        socket.request(1);
        return null;
    }

    @Override
    public @Nullable CompletionStage<?> onPong(WebSocket socket, ByteBuffer payload) {
        messages.add("pong " + StandardCharsets.UTF_8.decode(payload));
        socket.request(1);
        return null;
    }

    @Override
    public @Nullable CompletionStage<?> onClose(WebSocket socket, int code, String reason) {
        end.complete(code + " " + reason);
        return null;
    }

    @Override
    public void onError(WebSocket socket, Throwable error) {
        end.complete("error " + error);
    }
}
