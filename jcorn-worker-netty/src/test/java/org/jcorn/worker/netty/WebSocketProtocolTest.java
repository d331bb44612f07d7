package org.jcorn.worker.netty;

import static org.assertj.core.api.Assertions.assertThat;
import static org.jcorn.worker.netty.WebSocketFrameBytes.BINARY;
import static org.jcorn.worker.netty.WebSocketFrameBytes.CLOSE;
import static org.jcorn.worker.netty.WebSocketFrameBytes.CONTINUATION;
import static org.jcorn.worker.netty.WebSocketFrameBytes.FIN;
import static org.jcorn.worker.netty.WebSocketFrameBytes.PING;
import static org.jcorn.worker.netty.WebSocketFrameBytes.PONG;
import static org.jcorn.worker.netty.WebSocketFrameBytes.RSV1;
import static org.jcorn.worker.netty.WebSocketFrameBytes.TEXT;
import static org.jcorn.worker.netty.WebSocketFrameBytes.close;
import static org.jcorn.worker.netty.WebSocketFrameBytes.deflated;
import static org.jcorn.worker.netty.WebSocketFrameBytes.frame;
import static org.jcorn.worker.netty.WebSocketFrameBytes.hex;
import static org.jcorn.worker.netty.WebSocketFrameBytes.join;
import static org.jcorn.worker.netty.WebSocketFrameBytes.ping;
import static org.jcorn.worker.netty.WebSocketFrameBytes.text;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What clients send, what the listener hears of it, and what goes back; however the bytes are split. */
class WebSocketProtocolTest {

    private static final String MASK = "37fa213d";

    /**
     * A client.
     *
     * @param name what it does
     * @param sent its bytes
     * @param heard by the listener, after {@code open}
     * @param answered the frames it gets
     */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Client(String name, byte[] sent, List<String> heard, List<String> answered) {

        /** One that breaks a rule after a good message. */
        static Client fault(String name, int code, String text, byte[]... frames) {
            return new Client(
                    name,
                    join(text("before"), join(frames), text("after")),
                    List.of("text:before", "close:" + code + ":" + text),
                    List.of("close:" + code + ":" + text));
        }

        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Client> plain() {
        return Stream.concat(
                Stream.of(
                        new Client("a text", text("Hello"), List.of("text:Hello"), List.of()),
                        new Client("an empty text", text(""), List.of("text:"), List.of()),
                        new Client("RFC 6455 §5.7", hex("818537fa213d7f9f4d5158"), List.of("text:Hello"), List.of()),
                        new Client(
                                "a binary",
                                frame(FIN | BINARY, hex("00ff80c1")),
                                List.of("binary:00ff80c1"),
                                List.of()),
                        new Client(
                                "lengths of two bytes",
                                join(text("x".repeat(126)), text("y".repeat(300))),
                                List.of("text:" + "x".repeat(126), "text:" + "y".repeat(300)),
                                List.of()),
                        new Client(
                                "fragments, of any size",
                                join(
                                        frame(TEXT, "a"),
                                        frame(CONTINUATION, ""),
                                        frame(CONTINUATION, "bc"),
                                        frame(FIN | CONTINUATION, "")),
                                List.of("text:abc"),
                                List.of()),
                        new Client(
                                "fragments of a binary",
                                join(
                                        frame(BINARY, hex("00")),
                                        frame(CONTINUATION, hex("0102")),
                                        frame(FIN | CONTINUATION, hex("030405"))),
                                List.of("binary:000102030405"),
                                List.of()),
                        new Client(
                                "a ping between fragments",
                                join(frame(TEXT, "a"), ping("!"), frame(FIN | CONTINUATION, "b"), ping("")),
                                List.of("text:ab"),
                                List.of("pong:!", "pong:")),
                        new Client(
                                "a pong nobody asked for", frame(FIN | PONG, "tick"), List.of("pong:tick"), List.of()),
                        new Client(
                                "a character parted by frames",
                                join(
                                        frame(TEXT, hex("f0")),
                                        frame(CONTINUATION, hex("9f98")),
                                        frame(FIN | CONTINUATION, hex("8021"))),
                                List.of("text:😀!"),
                                List.of()),
                        new Client("a close", close(1000, "bye"), List.of("close:1000:bye"), List.of("close:1000:bye")),
                        new Client(
                                "a close without a code",
                                frame(FIN | CLOSE, ""),
                                List.of("close:1005:"),
                                List.of("close::")),
                        new Client(
                                "a close of its own code",
                                close(4999, ""),
                                List.of("close:4999:"),
                                List.of("close:4999:")),
                        new Client(
                                "a close between fragments",
                                join(frame(TEXT, "a"), close(1001, "")),
                                List.of("close:1001:"),
                                List.of("close:1001:")),
                        new Client(
                                "talk after its close",
                                join(close(1000, ""), text("more"), ping("more")),
                                List.of("close:1000:"),
                                List.of("close:1000:"))),
                faults());
    }

    /** What is wrong as long as no extension was agreed upon. */
    static Stream<Client> reservedBits() {
        return Stream.of(
                Client.fault(
                        "RSV1", 1002, "RSV != 0 and no extension negotiated, RSV:4", frame(FIN | RSV1 | TEXT, "x")),
                Client.fault(
                        "RSV3", 1002, "RSV != 0 and no extension negotiated, RSV:1", frame(FIN | 0x10 | TEXT, "x")));
    }

    private static Stream<Client> faults() {
        return Stream.of(
                Client.fault("opcode 3", 1002, "data frame using reserved opcode 3", frame(FIN | 3, "x")),
                Client.fault("opcode 11", 1002, "control frame using reserved opcode 11", frame(FIN | 11, "x")),
                Client.fault("no mask", 1002, "received a frame that is not masked as expected", hex("810141")),
                Client.fault("a fragmented ping", 1002, "fragmented control frame", frame(PING, "x")),
                Client.fault(
                        "a long ping", 1002, "control frame with payload length > 125 octets", ping("x".repeat(126))),
                Client.fault(
                        "a continuation of nothing",
                        1002,
                        "received continuation data frame outside fragmented message",
                        frame(FIN | CONTINUATION, "x")),
                Client.fault(
                        "a message within another",
                        1002,
                        "received non-continuation data frame while inside fragmented message",
                        frame(TEXT, "x"),
                        text("y")),
                Client.fault(
                        "two bytes of length for one",
                        1002,
                        "invalid data frame length (not using minimal length encoding)",
                        hex("81fe0001" + MASK + "00")),
                Client.fault(
                        "eight bytes of length for two",
                        1002,
                        "invalid data frame length (not using minimal length encoding)",
                        hex("81ff000000000000ffff" + MASK)),
                Client.fault(
                        "a length below 0",
                        1002,
                        "invalid data frame length (negative length)",
                        hex("81ffffffffffffffffff" + MASK)),
                Client.fault(
                        "half a close code",
                        1002,
                        "received close control frame with payload len 1",
                        frame(FIN | CLOSE, "x")),
                badCode(0),
                badCode(999),
                badCode(1004),
                badCode(1005),
                badCode(1006),
                badCode(1015),
                badCode(1016),
                badCode(2999),
                badCode(5000),
                badCode(65535),
                Client.fault(
                        "a close reason that is not UTF-8",
                        1007,
                        "the reason in a close frame is not UTF-8",
                        frame(FIN | CLOSE, hex("03e8ff"))),
                Client.fault(
                        "a close reason that ends within a character",
                        1007,
                        "the reason in a close frame is not UTF-8",
                        frame(FIN | CLOSE, hex("03e8c3"))),
                notUtf8("a byte that never is", frame(FIN | TEXT, hex("48ff"))),
                notUtf8("a surrogate", frame(FIN | TEXT, hex("eda080"))),
                notUtf8("a long form", frame(FIN | TEXT, hex("c080"))),
                notUtf8("beyond the last character", frame(FIN | TEXT, hex("f4908080"))),
                notUtf8("an end within a character", frame(FIN | TEXT, hex("41c3"))),
                notUtf8("a character that breaks off", frame(TEXT, hex("c3")), frame(FIN | CONTINUATION, "A")),
                notUtf8("found before the last fragment", frame(TEXT, "A"), frame(CONTINUATION, hex("ff"))),
                Client.fault(
                        "a frame above the limit",
                        1009,
                        "Max frame length of 1000 has been exceeded.",
                        text("x".repeat(1001))),
                Client.fault(
                        "a frame of gigabytes",
                        1009,
                        "Max frame length of 1000 has been exceeded.",
                        hex("82ff0000000100000000" + MASK)),
                Client.fault(
                        "fragments above the limit",
                        1009,
                        "the message is too long",
                        frame(BINARY, "x".repeat(1000)),
                        frame(CONTINUATION, "x".repeat(1000)),
                        frame(FIN | CONTINUATION, "x")));
    }

    private static Client badCode(int code) {
        return Client.fault("close code " + code, 1002, "invalid code in a close frame: " + code, close(code, ""));
    }

    private static Client notUtf8(String name, byte[]... frames) {
        return Client.fault("UTF-8: " + name, 1007, "the text is not UTF-8", frames);
    }

    static Stream<Client> compressed() {
        byte[] hello = hex("f248cdc9c90700"); // RFC 7692 §7.2.3.1
        byte[] zeros = new byte[2000];
        return Stream.of(
                new Client("RFC 7692 §7.2.3.1", frame(FIN | RSV1 | TEXT, hello), List.of("text:Hello"), List.of()),
                new Client(
                        "RFC 7692 §7.2.3.2, the window of the message before",
                        join(frame(FIN | RSV1 | TEXT, hello), frame(FIN | RSV1 | TEXT, hex("f200110000"))),
                        List.of("text:Hello", "text:Hello"),
                        List.of()),
                new Client(
                        "fragments",
                        join(
                                frame(RSV1 | TEXT, Arrays.copyOf(hello, 3)),
                                ping("x"),
                                frame(FIN | CONTINUATION, Arrays.copyOfRange(hello, 3, 7))),
                        List.of("text:Hello"),
                        List.of("pong:x")),
                new Client(
                        "fragments too short to yield anything",
                        join(
                                frame(RSV1 | TEXT, ""),
                                frame(CONTINUATION, Arrays.copyOf(hello, 1)),
                                frame(CONTINUATION, Arrays.copyOfRange(hello, 1, 7)),
                                frame(FIN | CONTINUATION, "")),
                        List.of("text:Hello"),
                        List.of()),
                new Client(
                        "RFC 7692 §7.2.3.4, blocks that say they are the last",
                        join(
                                frame(FIN | RSV1 | TEXT, hex("f348cdc9c9070000")),
                                frame(FIN | RSV1 | TEXT, hex("f348cdc9c9070000"))),
                        List.of("text:Hello", "text:Hello"),
                        List.of()),
                new Client(
                        "RFC 7692 §7.2.3.5, two blocks",
                        frame(FIN | RSV1 | TEXT, hex("f248050000 00ffffcac9c90700")),
                        List.of("text:Hello"),
                        List.of()),
                new Client("an empty message", frame(FIN | RSV1 | TEXT, hex("00")), List.of("text:"), List.of()),
                new Client(
                        "uncompressed in between",
                        join(frame(FIN | RSV1 | TEXT, hello), text("plain"), frame(FIN | RSV1 | TEXT, hello)),
                        List.of("text:Hello", "text:plain", "text:Hello"),
                        List.of()),
                new Client(
                        "a message of just the limit",
                        frame(FIN | RSV1 | BINARY, deflated(zeros)),
                        List.of("binary:" + "00".repeat(2000)),
                        List.of()),
                Client.fault(
                        "one byte more",
                        1009,
                        "the message is too long",
                        frame(FIN | RSV1 | BINARY, deflated(new byte[2001]))),
                Client.fault(
                        "a bomb",
                        1009,
                        "the message is too long",
                        frame(FIN | RSV1 | BINARY, deflated(new byte[400_000]))),
                Client.fault(
                        "a bomb in fragments",
                        1009,
                        "the message is too long",
                        frame(RSV1 | BINARY, deflated(zeros)),
                        frame(CONTINUATION, hex("0000ffff")),
                        frame(CONTINUATION, deflated(zeros))),
                Client.fault(
                        "garbage", 1007, "the compressed data is corrupt", frame(FIN | RSV1 | TEXT, hex("ffffffff"))),
                Client.fault(
                        "bad UTF-8, compressed",
                        1007,
                        "the text is not UTF-8",
                        frame(FIN | RSV1 | TEXT, deflated(hex("48ff")))),
                Client.fault("RSV2", 1002, "RSV != 0 where no extension uses it, RSV:2", frame(FIN | 0x20 | TEXT, "x")),
                Client.fault(
                        "RSV1 on a continuation",
                        1002,
                        "RSV != 0 where no extension uses it, RSV:4",
                        frame(TEXT, "x"),
                        frame(FIN | RSV1 | CONTINUATION, "y")),
                Client.fault(
                        "RSV1 on a ping",
                        1002,
                        "RSV != 0 where no extension uses it, RSV:4",
                        frame(FIN | RSV1 | PING, "x")));
    }

    @ParameterizedTest
    @MethodSource({"plain", "reservedBits"})
    void uncompressed(Client client) {
        for (List<byte[]> reads : splits(client.sent())) {
            check(client, reads, "");
        }
    }

    @ParameterizedTest
    @MethodSource({"plain", "compressed"})
    void withDeflate(Client client) {
        for (List<byte[]> reads : splits(client.sent())) {
            check(client, reads, "permessage-deflate");
        }
    }

    private static void check(Client client, List<byte[]> reads, String extensions) {
        // Given
        RecordingListener listener = new RecordingListener();
        TestSocket socket = new TestSocket.Builder(listener)
                .settings(Map.of("websocket_max_frame_size", "1000", "websocket_max_message_size", "2000"))
                .extensions(extensions)
                .early(reads.get(0))
                .open();
        // When
        for (byte[] read : reads.subList(1, reads.size())) {
            socket.send(read);
        }
        // Then
        List<String> expected = new ArrayList<>(List.of("open"));
        expected.addAll(client.heard());
        assertThat(listener.heard).isEqualTo(expected);
        assertThat(socket.frames()).isEqualTo(client.answered());
        boolean fault = client.heard().stream().anyMatch(each -> each.matches("close:100[279].*"));
        assertThat(socket.logged()).hasSize(fault ? 1 : 0);
        if (fault) {
            assertThat(socket.logged().get(0)).startsWith("WARNING Invalid WebSocket frame from ip=192.0.2.1: ");
        }
        // and in the end nothing is left
        socket.advance(6);
        assertThat(socket.channel.isOpen())
                .isEqualTo(client.heard().stream().noneMatch(each -> each.startsWith("close:")));
        socket.vanish();
        assertThat(socket.shared.open()).isZero();
        assertThat(listener.heard.stream().filter(each -> each.startsWith("close:")))
                .hasSize(1);
        socket.channel.finishAndReleaseAll();
    }

    /** {@return the bytes at once, the first with the request, one by one, and split at random} */
    private static List<List<byte[]>> splits(byte[] bytes) {
        List<List<byte[]>> splits = new ArrayList<>();
        splits.add(List.of(bytes));
        splits.add(List.of(new byte[0], bytes));
        Random random = new Random(6455);
        for (int most : new int[] {1, 7, 100}) {
            List<byte[]> reads = new ArrayList<>();
            for (int at = 0; at < bytes.length; ) {
                int end = Math.min(bytes.length, at + 1 + random.nextInt(most));
                reads.add(Arrays.copyOfRange(bytes, at, end));
                at = end;
            }
            splits.add(reads);
        }
        return splits;
    }
}
