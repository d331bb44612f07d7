package org.jcorn.app.servlet.bridge;

import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.http.HttpUpgradeHandler;
import jakarta.servlet.http.WebConnection;
import jakarta.websocket.CloseReason;
import jakarta.websocket.OnMessage;
import jakarta.websocket.OnOpen;
import jakarta.websocket.Session;
import jakarta.websocket.server.ServerEndpoint;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicInteger;

/** What speaks another protocol than HTTP. */
final class UpgradeServlets {
    private UpgradeServlets() {}

    static Map<String, BlockingServlets.Code> all() {
        return Map.of(
                "/upgrade/listening",
                (request, response) -> {
                    response.setHeader("Upgrade", "shout");
                    response.setHeader("Connection", "Upgrade");
                    request.upgrade(Listening.class);
                },
                "/upgrade/waiting",
                (request, response) -> {
                    response.setHeader("Upgrade", "shout");
                    response.setHeader("Connection", "Upgrade");
                    request.upgrade(Waiting.class);
                });
    }

    private static void shout(ServletOutputStream out, byte[] bytes, int count) throws IOException {
        String text = new String(bytes, 0, count, StandardCharsets.US_ASCII);
        out.write(text.toUpperCase(Locale.ROOT).getBytes(StandardCharsets.US_ASCII));
        out.flush();
    }

    /** How many handlers were released. */
    static final AtomicInteger RELEASED = new AtomicInteger();

    /** Reads when it is told to; public for Tomcat to make it. */
    public static final class Listening implements HttpUpgradeHandler {
        @Override
        public void init(WebConnection connection) {
            try {
                ServletInputStream in = connection.getInputStream();
                in.setReadListener(new ReadListener() {
                    @Override
                    public void onDataAvailable() throws IOException {
                        byte[] piece = new byte[100];
                        while (in.isReady()) {
                            int count = in.read(piece);
                            if (count < 0) {
                                return;
                            }
                            shout(connection.getOutputStream(), piece, count);
                        }
                    }

                    @Override
                    public void onAllDataRead() throws IOException {
                        close();
                    }

                    @Override
                    public void onError(Throwable cause) {
                        close();
                    }

                    private void close() {
                        try {
                            connection.close();
                        } catch (Exception e) {
                            throw new IllegalStateException(e);
                        }
                    }
                });
            } catch (IOException e) {
                throw new IllegalStateException(e);
            }
        }

        @Override
        public void destroy() {
            RELEASED.incrementAndGet();
        }
    }

    /** Waits for one piece and closes; public for Tomcat to make it. */
    public static final class Waiting implements HttpUpgradeHandler {
        @Override
        public void init(WebConnection connection) {
            try (connection) {
                byte[] piece = new byte[100];
                int count = connection.getInputStream().read(piece);
                shout(connection.getOutputStream(), piece, count);
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        }

        @Override
        public void destroy() {}
    }

    /** Says everything again; public for Tomcat to make it. */
    @ServerEndpoint("/ws")
    public static final class Echo {
        @OnMessage
        public String text(String message) {
            return message;
        }

        @OnMessage
        public ByteBuffer binary(ByteBuffer message) {
            return message;
        }
    }

    /** Speaks first, from a thread of its own, and hangs up; public for Tomcat to make it. */
    @ServerEndpoint("/push")
    public static final class Push {
        @OnOpen
        public void open(Session session) {
            Thread thread = new Thread(
                    () -> {
                        try {
                            for (int i = 0; i < 3; i++) {
                                session.getBasicRemote().sendText("push " + i);
                            }
                            session.getAsyncRemote().sendText("push late").get();
                            session.close(new CloseReason(CloseReason.CloseCodes.GOING_AWAY, "done"));
                        } catch (IOException | InterruptedException | ExecutionException e) {
                            throw new IllegalStateException(e);
                        }
                    },
                    "test-push");
            thread.setDaemon(true);
            thread.start();
        }
    }
}
