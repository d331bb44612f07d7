package org.jcorn.it.app;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.TimeUnit;
import org.jcorn.NonBlocking;
import org.jcorn.Request;
import org.jcorn.Response;
import org.jcorn.WebSocket;
import org.jcorn.WebSocketListener;

/** An application of WebSockets, of the kind that the path says. */
public final class Sockets {

    private Sockets() {}

    static void app(Request request, Response response) throws Exception {
        WebSocketListener listener = switch (request.path()) {
            case "/inline" -> new InlineEcho();
            case "/flood" -> new Flood();
            case "/chorus" -> new Chorus();
            default -> new Echo();
        };
        if (!request.upgrade(listener, "v2.echo", "v1.echo")) {
            response.send("plain");
        }
    }

    /** Sends back what it gets, but for a few words. Keeps a diary of how its sockets ended. */
    private static class Echo implements WebSocketListener {

        @Override
        public void onText(WebSocket socket, String message) throws Exception {
            String[] words = message.split(" ", 2);
            switch (words[0]) {
                case "gate" -> {
                    gate(words[1]);
                    socket.sendText("open");
                }
                case "close" -> socket.close(Integer.parseInt(words[1]), "as you wish");
                case "throw" -> throw new IllegalStateException("thrown by the listener");
                case "ping" -> socket.ping(ByteBuffer.wrap(new byte[] {42}));
                case "pid" ->
                    socket.sendText(Long.toString(ProcessHandle.current().pid()));
                default -> socket.sendText(message);
            }
        }

        private static void gate(String name) throws IOException, InterruptedException {
            Files.createFile(Path.of(name + ".entered"));
            while (!Files.exists(Path.of(name + ".open"))) {
                TimeUnit.MILLISECONDS.sleep(5);
            }
        }

        @Override
        public void onBinary(WebSocket socket, ByteBuffer message) throws Exception {
            socket.sendBinary(message);
        }

        @Override
        public void onPong(WebSocket socket, ByteBuffer payload) throws Exception {
            socket.sendText("pong of " + payload.remaining());
        }

        @Override
        public void onClose(WebSocket socket, int code, String reason) throws Exception {
            Files.writeString(
                    Path.of("closed"),
                    code + " " + reason + "\n",
                    StandardOpenOption.CREATE,
                    StandardOpenOption.APPEND);
        }
    }

    @NonBlocking
    private static final class InlineEcho extends Echo {}

    /** Sends 64 MiB to whoever connects. */
    private static final class Flood implements WebSocketListener {

        @Override
        public void onOpen(WebSocket socket) throws Exception {
            ByteBuffer piece = ByteBuffer.allocate(1 << 20);
            for (int i = 0; i < 64; i++) {
                socket.sendBinary(piece.clear());
            }
        }
    }

    /** Has eight threads send a hundred messages each, of all lengths. */
    private static final class Chorus implements WebSocketListener {

        @Override
        public void onOpen(WebSocket socket) {
            for (int i = 0; i < 8; i++) {
                String name = "voice " + i;
                new Thread(() -> sing(socket, name), name).start();
            }
        }

        private static void sing(WebSocket socket, String name) {
            try {
                for (int i = 0; i < 100; i++) {
                    socket.sendText(name + " " + i + " " + name.repeat(i * i));
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
