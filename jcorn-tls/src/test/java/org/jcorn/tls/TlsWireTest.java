package org.jcorn.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSocket;
import org.jcorn.config.Config;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class TlsWireTest {

    private static TlsContext context(String... settings) {
        Map<String, String> all = new HashMap<>();
        all.put("certfile", TlsFixture.file("both.pem").toString());
        for (String setting : settings) {
            int equals = setting.indexOf('=');
            all.put(setting.substring(0, equals), setting.substring(equals + 1));
        }
        return TlsContext.of(Config.of(all));
    }

    private static byte[] random(int length) {
        byte[] bytes = new byte[length];
        new Random(length).nextBytes(bytes);
        return bytes;
    }

    /** Send everything back until the client says that it is done. */
    private static boolean echo(TlsWire wire) throws IOException {
        byte[] buffer = new byte[3000];
        int count = wire.read(buffer, 0, buffer.length);
        while (count > 0) {
            wire.write(ByteBuffer.wrap(buffer, 0, count));
            count = wire.read(buffer, 0, buffer.length);
        }
        return true;
    }

    @ParameterizedTest
    @CsvSource({"TLSv1.2, 1000000", "TLSv1.3, 1000000", "TLSv1.3, 1", "TLSv1.3, 16384", "TLSv1.3, 16385"})
    void carriesBytesBothWays(String protocol, int length) throws Exception {
        try (WireServer server = new WireServer(context())) {
            server.run(TlsWireTest::echo);
            try (SSLSocket socket = server.connect(TlsFixture.client())) {
                socket.setEnabledProtocols(new String[] {protocol});
                byte[] sent = random(length);
                Thread sender = new Thread(() -> {
                    try {
                        socket.getOutputStream().write(sent);
                    } catch (IOException e) {
                        throw new AssertionError(e);
                    }
                });
                sender.start();
                assertThat(socket.getInputStream().readNBytes(length)).isEqualTo(sent);
                sender.join();
            }
        }
    }

    @Test
    void whatTheClientSendsAByteAtATimeArrives() throws Exception {
        try (WireServer server = new WireServer(context(), plain -> new OtherWire(plain) {
            @Override
            public int read(byte[] target, int offset, int length) throws IOException {
                return super.read(target, offset, 1);
            }
        })) {
            server.run(TlsWireTest::echo);
            try (SSLSocket socket = server.connect(TlsFixture.client())) {
                byte[] sent = random(5000);
                socket.getOutputStream().write(sent);
                assertThat(socket.getInputStream().readNBytes(5000)).isEqualTo(sent);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 70_000, 200_000})
    void sendsFiles(int length, @TempDir Path directory) throws Exception {
        Path file = Files.write(directory.resolve("file"), random(length + 5));
        try (WireServer server = new WireServer(context());
                FileChannel channel = FileChannel.open(file)) {
            CompletableFuture<Boolean> served = server.serve(wire -> {
                wire.handshake();
                wire.transfer(channel, 5, length);
                return true;
            });
            try (SSLSocket socket = server.connect(TlsFixture.client())) {
                assertThat(socket.getInputStream().readAllBytes())
                        .isEqualTo(Arrays.copyOfRange(random(length + 5), 5, length + 5));
            }
            assertThat(WireServer.outcome(served)).isEqualTo(true);
        }
    }

    @Test
    void aFileThatIsTooShortIsAFailure(@TempDir Path directory) throws Exception {
        Path file = Files.write(directory.resolve("file"), random(10));
        try (WireServer server = new WireServer(context());
                FileChannel channel = FileChannel.open(file)) {
            CompletableFuture<Boolean> served = server.serve(wire -> {
                wire.transfer(channel, 5, 6);
                return true;
            });
            try (SSLSocket socket = server.connect(TlsFixture.client())) {
                socket.getInputStream().readAllBytes();
            }
            assertThat(WireServer.outcome(served)).isInstanceOf(EOFException.class);
        }
    }

    @Test
    void theClientMayFinishBeforeItIsAnswered() throws Exception {
        try (WireServer server = new WireServer(context())) {
            server.run(wire -> {
                byte[] buffer = new byte[10];
                assertThat(wire.read(buffer, 0, 10)).isEqualTo(2);
                assertThat(wire.read(buffer, 0, 10)).isEqualTo(-1);
                wire.write(ByteBuffer.wrap(buffer, 0, 2));
                return true;
            });
            try (SSLSocket socket = server.connect(TlsFixture.client())) {
                socket.getOutputStream().write(new byte[] {7, 8});
                socket.shutdownOutput();
                assertThat(socket.getInputStream().readAllBytes()).containsExactly(7, 8);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void anEndWithoutTheClosingAlertIsAnEndIfTheSettingSaysSo(boolean suppressed) throws Exception {
        try (WireServer server = new WireServer(context("suppress_ragged_eofs=" + suppressed))) {
            CompletableFuture<Integer> read = server.serve(wire -> {
                assertThat(wire.read(new byte[10], 0, 10)).isEqualTo(1);
                return wire.read(new byte[10], 0, 10);
            });
            try (Socket tcp = new Socket(
                            server.address().getAddress(), server.address().getPort());
                    SSLSocket socket = (SSLSocket) TlsFixture.client()
                            .getSocketFactory()
                            .createSocket(tcp, "localhost", tcp.getPort(), false)) {
                socket.getOutputStream().write(1);
                tcp.shutdownOutput();
                if (suppressed) {
                    assertThat(WireServer.outcome(read)).isEqualTo(-1);
                    assertThat(server.complaints()).isEmpty();
                } else {
                    assertThat(WireServer.outcome(read)).isInstanceOf(SSLException.class);
                    assertThat(server.complaints()).containsExactly("the connection ended without the closing alert");
                }
            }
        }
    }

    @Test
    void aClientThatLeavesDuringTheHandshakeIsNoFailure() throws Exception {
        try (WireServer server = new WireServer(context("suppress_ragged_eofs=false"))) {
            CompletableFuture<Integer> read = server.serve(wire -> wire.read(new byte[10], 0, 10));
            try (Socket tcp =
                    new Socket(server.address().getAddress(), server.address().getPort())) {
                tcp.getOutputStream().write(new byte[] {22, 3, 1, 0});
            }
            assertThat(WireServer.outcome(read)).isEqualTo(-1);
            assertThat(server.complaints()).isEmpty();
        }
    }

    @Test
    void plainHttpIsToldSo() throws Exception {
        try (WireServer server = new WireServer(context())) {
            CompletableFuture<Integer> read = server.serve(wire -> wire.read(new byte[10], 0, 10));
            try (Socket tcp =
                    new Socket(server.address().getAddress(), server.address().getPort())) {
                tcp.getOutputStream().write("GET / HTTP/1.1\r\nHost: x\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
                assertThat(new String(tcp.getInputStream().readAllBytes(), StandardCharsets.US_ASCII))
                        .startsWith("HTTP/1.1 400 ")
                        .endsWith("\r\n\r\nThis port speaks https, not http.\n");
            }
            assertThat(WireServer.outcome(read)).isInstanceOf(PlainTextException.class);
            assertThat(server.complaints()).containsExactly("the client speaks plain HTTP");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\0\1\2\3\4\5\6\7\10\11\12\13\14\15\16\17",
                "\26\3\1\0\4garb",
                "\26\3\1\377\377garbage",
                "\26\3\3\0\4\1\377\377\377",
                "\200garbage of old",
                "\27\3\3\0\4data",
                "\25\3\3\0\2\2\50",
            })
    void garbageIsAnsweredByAnAlertAndOneComplaint(String garbage) throws Exception {
        try (WireServer server = new WireServer(context())) {
            CompletableFuture<Integer> read = server.serve(wire -> wire.read(new byte[10], 0, 10));
            try (Socket tcp =
                    new Socket(server.address().getAddress(), server.address().getPort())) {
                tcp.setSoTimeout(10_000);
                OutputStream out = tcp.getOutputStream();
                out.write(garbage.getBytes(StandardCharsets.ISO_8859_1));
                tcp.shutdownOutput();
                byte[] answer = tcp.getInputStream().readAllBytes();
                assertThat(answer.length).isLessThan(100);
            }
            assertThat(WireServer.outcome(read))
                    .satisfiesAnyOf(
                            end -> assertThat(end).isEqualTo(-1),
                            end -> assertThat(end).isInstanceOf(SSLException.class));
            assertThat(server.complaints()).hasSizeLessThanOrEqualTo(1).noneMatch(line -> line.contains("unexpected"));
        }
    }

    @Test
    void damagedRecordsEndTheConnection() throws Exception {
        try (WireServer server = new WireServer(context(), plain -> new OtherWire(plain) {
            private int total;

            @Override
            public int read(byte[] target, int offset, int length) throws IOException {
                int count = super.read(target, offset, length);
                total += Math.max(count, 0);
                if (total > 20_000) {
                    target[offset + count - 1] ^= 1;
                }
                return count;
            }
        })) {
            CompletableFuture<Boolean> echoed = server.serve(TlsWireTest::echo);
            try (SSLSocket socket = server.connect(TlsFixture.client())) {
                assertThatExceptionOfType(IOException.class).isThrownBy(() -> {
                    socket.getOutputStream().write(random(30_000));
                    socket.getInputStream().readNBytes(30_000);
                });
            }
            assertThat(WireServer.outcome(echoed)).isInstanceOf(SSLException.class);
            assertThat(server.complaints()).hasSize(1);
        }
    }

    @Test
    void clientsMayNotRenegotiate() throws Exception {
        try (WireServer server = new WireServer(context())) {
            CompletableFuture<Boolean> echoed = server.serve(TlsWireTest::echo);
            try (SSLSocket socket = server.connect(TlsFixture.client())) {
                socket.setEnabledProtocols(new String[] {"TLSv1.2"});
                socket.getOutputStream().write(1);
                assertThat(socket.getInputStream().read()).isEqualTo(1);
                assertThatExceptionOfType(IOException.class).isThrownBy(() -> {
                    socket.startHandshake();
                    socket.getOutputStream().write(2);
                    if (socket.getInputStream().read() < 0) {
                        throw new IOException("closed");
                    }
                });
            }
            assertThat(WireServer.outcome(echoed)).isNotNull();
        }
    }

    @Test
    void anAnswerMayFollowATimeout() throws Exception {
        int[] reads = {0};
        try (WireServer server = new WireServer(context(), plain -> new OtherWire(plain) {
            @Override
            public int read(byte[] target, int offset, int length) throws IOException {
                if (reads[0] > 0) {
                    throw new SocketTimeoutException("nothing came");
                }
                return super.read(target, offset, length);
            }
        })) {
            CompletableFuture<Boolean> served = server.serve(wire -> {
                wire.read(new byte[10], 0, 10);
                reads[0]++;
                assertThatExceptionOfType(SocketTimeoutException.class)
                        .isThrownBy(() -> wire.read(new byte[10], 0, 10));
                wire.write(ByteBuffer.wrap(new byte[] {4, 0, 8}));
                wire.drain(1000, Duration.ofMillis(100));
                return true;
            });
            try (SSLSocket socket = server.connect(TlsFixture.client())) {
                socket.getOutputStream().write(1);
                assertThat(socket.getInputStream().readAllBytes()).containsExactly(4, 0, 8);
            }
            assertThat(WireServer.outcome(served)).isEqualTo(true);
        }
    }

    @Test
    void knowsWhetherAnythingIsLeft() throws Exception {
        try (WireServer server = new WireServer(context())) {
            CompletableFuture<Boolean> served = server.serve(wire -> {
                assertThat(wire.quiet()).isTrue();
                wire.handshake();
                assertThat(wire.pending()).isFalse();
                byte[] buffer = new byte[100];
                int count = wire.read(buffer, 0, 100);
                while (count < 5000) {
                    assertThat(wire.pending()).isTrue();
                    assertThat(wire.quiet()).isFalse();
                    count += wire.read(buffer, 0, 100);
                }
                assertThat(wire.pending()).isFalse();
                assertThat(wire.quiet()).isTrue();
                return true;
            });
            try (SSLSocket socket = server.connect(TlsFixture.client())) {
                socket.getOutputStream().write(random(5000));
                socket.getInputStream().readAllBytes();
            }
            assertThat(WireServer.outcome(served)).isEqualTo(true);
        }
    }

    @Test
    void anAbortIsNoOrderlyEnd() throws Exception {
        try (WireServer server = new WireServer(context())) {
            server.run(wire -> {
                wire.write(ByteBuffer.wrap(new byte[] {1}));
                wire.read(new byte[10], 0, 10);
                wire.abort();
                return true;
            });
            try (SSLSocket socket = server.connect(TlsFixture.client())) {
                assertThat(socket.getInputStream().read()).isEqualTo(1);
                socket.getOutputStream().write(1);
                assertThatExceptionOfType(IOException.class)
                        .isThrownBy(() -> socket.getInputStream().read());
            }
        }
    }
}
