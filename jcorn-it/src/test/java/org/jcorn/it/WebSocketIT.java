package org.jcorn.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jcorn.it.kit.IntegrationTest;
import org.jcorn.it.kit.Python;
import org.jcorn.it.kit.RawClient;
import org.jcorn.it.kit.RawResponse;
import org.jcorn.it.kit.RunningServer;
import org.jcorn.it.kit.ServerBuilder;
import org.jcorn.it.kit.Site;
import org.jcorn.it.kit.SocketClient;
import org.jcorn.it.kit.Waiting;
import org.jcorn.tls.TlsFixture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** WebSockets of the netty worker class, as clients that others have written see them. */
@IntegrationTest
class WebSocketIT {

    private static final String KEY = "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n";

    private static ServerBuilder server(Site site, String workerClass) {
        return site.server()
                .args("-k", workerClass, "--classpath", Site.testClasses().toString())
                .application("org.jcorn.it.app.Sockets:app");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/inline"})
    void servesTheClientOfTheJdk(String target, Site site) {
        try (RunningServer server = server(site, "netty").start()) {
            // Given
            SocketClient.Open open = SocketClient.open(server.port(), target, "v0.echo", "v1.echo", "v2.echo");
            WebSocket socket = open.socket();
            assertThat(socket.getSubprotocol()).isEqualTo("v2.echo");
            // Then
            assertThat(open.ask("héllo 😀")).isEqualTo("héllo 😀");
            String large = "0123456789abcdef".repeat(65_000);
            assertThat(open.ask(large)).isEqualTo(large);
            SocketClient.await(socket.sendBinary(ByteBuffer.allocate(1 << 20), true));
            assertThat(open.next()).isEqualTo("1048576 bytes");
            SocketClient.await(socket.sendText("in ", false));
            SocketClient.await(socket.sendPing(ByteBuffer.wrap(new byte[] {'!'})));
            assertThat(open.next()).isEqualTo("pong !");
            SocketClient.await(socket.sendText("pieces", true));
            assertThat(open.next()).isEqualTo("in pieces");
            assertThat(open.ask("ping")).isEqualTo("pong of 1");
            assertThat(open.close()).isEqualTo("1000 bye");
            // and from the server's end
            open = SocketClient.open(server.port(), target);
            assertThat(open.socket().getSubprotocol()).isEmpty();
            assertThat(open.text("close 4321").end()).isEqualTo("4321 as you wish");
            open = SocketClient.open(server.port(), target);
            assertThat(open.text("throw").end()).isEqualTo("1011 ");
            assertThat(server.log()
                            .await("IllegalStateException: thrown by the listener")
                            .lines())
                    .filteredOn(line -> line.contains("[ERROR]"))
                    .hasSize(1);
            assertThat(diary(site)).contains("1000 bye", "4321 as you wish", "1011 ");
            assertThat(server.get("/").body()).isEqualTo("plain");
            assertThat(server.stop()).isZero();
        }
    }

    private static List<String> diary(Site site) {
        Path file = site.path("closed");
        try {
            Waiting.until(
                    "three lines in the diary",
                    () -> Files.exists(file) && Files.readAllLines(file).size() >= 3);
            return Files.readAllLines(file);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"epoll", "nio"})
    void servesAClientInPython(String transport, Site site) {
        try (RunningServer server = server(site, "netty")
                .args("--worker-jvm-option", "-Djcorn.netty.transport=" + transport)
                .args("--websocket-max-message-size", "2m", "--websocket-max-frame-size", "100000")
                .start()) {
            String said = Python.withModule("websockets").run("websocket_client.py", Integer.toString(server.port()));
            assertThat(said.strip()).endsWith("all is well");
            assertThat(server.log().text()).doesNotContain("[ERROR]");
            assertThat(server.stop()).isZero();
        }
    }

    @Test
    void servesAClientInPythonOverTls(Site site) {
        try (RunningServer server = server(site, "netty")
                .bind("localhost:0")
                .args("--certfile", TlsFixture.file("rsa.crt").toString())
                .args("--keyfile", TlsFixture.file("rsa-pkcs8.key").toString())
                .args("--websocket-max-message-size", "2m", "--websocket-max-frame-size", "100000")
                .start()) {
            String said = Python.withModule("websockets")
                    .run(
                            "websocket_client.py",
                            Integer.toString(server.port()),
                            TlsFixture.file("ca.crt").toString());
            assertThat(said.strip()).endsWith("all is well");
            assertThat(server.log().text()).doesNotContain("[ERROR]");
            assertThat(server.stop()).isZero();
        }
    }

    @Test
    void holdsManySocketsAtOnce(Site site) {
        try (RunningServer server = server(site, "netty").start()) {
            List<SocketClient.Open> sockets = new ArrayList<>();
            for (int i = 0; i < 100; i++) {
                sockets.add(SocketClient.open(server.port(), i % 2 == 0 ? "/" : "/inline"));
            }
            for (int round = 0; round < 20; round++) {
                for (SocketClient.Open open : sockets) {
                    open.text("round " + round);
                }
            }
            for (SocketClient.Open open : sockets) {
                for (int round = 0; round < 20; round++) {
                    assertThat(open.next()).isEqualTo("round " + round);
                }
            }
            sockets.forEach(open -> assertThat(open.close()).isEqualTo("1000 bye"));
        }
    }

    @Test
    void messagesOfManyThreadsAreNotMixed(Site site) {
        try (RunningServer server = server(site, "netty").start()) {
            SocketClient.Open open = SocketClient.open(server.port(), "/chorus");
            int[] heard = new int[8];
            for (int i = 0; i < 800; i++) {
                String message = open.next();
                int voice = message.charAt(6) - '0';
                int verse = heard[voice]++;
                String name = "voice " + voice;
                assertThat(message).isEqualTo(name + " " + verse + " " + name.repeat(verse * verse));
            }
            assertThat(open.close()).isEqualTo("1000 bye");
        }
    }

    @Test
    void aListenerThatBlocksHoldsUpNobodyElse(Site site) {
        try (RunningServer server = server(site, "netty").start()) {
            // Given
            SocketClient.Open blocked = SocketClient.open(server.port(), "/").text("gate one");
            site.awaitGate("one");
            // When
            for (int i = 0; i < 1000; i++) {
                blocked.text("behind " + i);
            }
            // Then
            SocketClient.Open other = SocketClient.open(server.port(), "/");
            assertThat(other.ask("free?")).isEqualTo("free?");
            assertThat(server.get("/").body()).isEqualTo("plain");
            site.openGate("one");
            assertThat(blocked.next()).isEqualTo("open");
            for (int i = 0; i < 1000; i++) {
                assertThat(blocked.next()).isEqualTo("behind " + i);
            }
        }
    }

    @Test
    void sendsItsClientsElsewhereOnReloadAndStop(Site site) {
        try (RunningServer server = server(site, "netty").start()) {
            // Given
            SocketClient.Open old = SocketClient.open(server.port(), "/");
            SocketClient.Open inline = SocketClient.open(server.port(), "/inline");
            String pid = old.ask("pid");
            // When
            server.reload(1);
            // Then
            assertThat(old.end()).isEqualTo("1001 going away");
            assertThat(inline.end()).isEqualTo("1001 going away");
            SocketClient.Open fresh = SocketClient.open(server.port(), "/");
            assertThat(fresh.ask("pid")).isNotEqualTo(pid);
            // When
            assertThat(server.stop()).isZero();
            // Then
            assertThat(fresh.end()).isEqualTo("1001 going away");
            assertThat(diary(site)).containsOnly("1001 going away");
        }
    }

    @Test
    void leavesAClientThatDoesNotAnswerAfterFiveSeconds(Site site) throws IOException {
        try (RunningServer server = server(site, "netty").start();
                RawClient client = RawClient.connect(server.port())) {
            // Given
            client.send(handshake("Connection: Upgrade\r\nSec-WebSocket-Version: 13\r\n" + KEY));
            assertThat(client.head()).contains("101", "s3pPLMBiTxaQ9kYGzzhZRbK+xOo=");
            // When
            long asked = System.nanoTime();
            assertThat(server.stop()).isZero();
            // Then
            assertThat(Duration.ofNanos(System.nanoTime() - asked))
                    .isBetween(Duration.ofMillis(4500), Duration.ofSeconds(15));
        }
    }

    @Test
    void cutsAClientThatDoesNotRead(Site site) throws IOException {
        try (RunningServer server = server(site, "netty").args("--timeout", "2").start();
                RawClient client = RawClient.connect(server.port())) {
            client.send(handshake("Connection: Upgrade\r\nSec-WebSocket-Version: 13\r\n" + KEY)
                    .replace("GET /", "GET /flood"));
            server.log().await("[WARNING] Slow client ip=127.0.0.1, WebSocket /flood: no move for 2 s");
            assertThat(SocketClient.open(server.port(), "/").ask("still there?"))
                    .isEqualTo("still there?");
            assertThat(server.log().text()).doesNotContain("[ERROR]");
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "400 | Connection: close\\r\\nSec-WebSocket-Version: 13",
                "400 | Connection: Upgrade\\r\\nSec-WebSocket-Version: 13\\r\\nSec-WebSocket-Key: short",
                "426 | Connection: Upgrade\\r\\nSec-WebSocket-Version: 8",
            })
    void refusesABadHandshake(int status, String fields, Site site) throws IOException {
        try (RunningServer server = server(site, "netty").start();
                RawClient client = RawClient.connect(server.port())) {
            String unescaped = fields.replace("\\r\\n", "\r\n") + "\r\n";
            RawResponse response = client.send(handshake(unescaped)).responseOnly();
            assertThat(response.status()).isEqualTo(status);
            assertThat(response.field("Sec-WebSocket-Version")).isEqualTo("13");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"sync", "gthread"})
    void otherWorkerClassesSayThatTheyHaveNone(String workerClass, Site site) throws IOException {
        try (RunningServer server = server(site, workerClass).start();
                RawClient client = RawClient.connect(server.port())) {
            RawResponse response = client.send(handshake("Connection: Upgrade\r\nSec-WebSocket-Version: 13\r\n" + KEY))
                    .response();
            assertThat(response.status()).isEqualTo(500);
            server.log().await("this worker class has no WebSockets, 'netty' has");
        }
    }

    private static String handshake(String fields) {
        return "GET / HTTP/1.1\r\nHost: x\r\nUpgrade: websocket\r\n" + fields + "\r\n";
    }
}
