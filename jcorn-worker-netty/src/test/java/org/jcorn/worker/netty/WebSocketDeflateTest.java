package org.jcorn.worker.netty;

import static org.assertj.core.api.Assertions.assertThat;
import static org.jcorn.worker.netty.WebSocketFrameBytes.BINARY;
import static org.jcorn.worker.netty.WebSocketFrameBytes.FIN;
import static org.jcorn.worker.netty.WebSocketFrameBytes.RSV1;
import static org.jcorn.worker.netty.WebSocketFrameBytes.deflated;
import static org.jcorn.worker.netty.WebSocketFrameBytes.frame;

import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is agreed upon about compression, and what becomes of it. */
class WebSocketDeflateTest {

    private static final String AGREED = "permessage-deflate; server_no_context_takeover";

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "permessage-deflate | " + AGREED,
                "permessage-deflate; client_max_window_bits | " + AGREED,
                "permessage-deflate; client_max_window_bits=15 | " + AGREED,
                "permessage-deflate;client_max_window_bits=\"10\"|permessage-deflate; client_max_window_bits=10;"
                        + " server_no_context_takeover",
                "permessage-deflate; server_no_context_takeover; client_no_context_takeover |"
                        + " permessage-deflate; client_no_context_takeover; server_no_context_takeover",
                "permessage-deflate; server_max_window_bits=10, permessage-deflate | " + AGREED,
                "x-webkit-deflate-frame, permessage-deflate ; client_max_window_bits | " + AGREED,
                ", permessage-deflate,, | " + AGREED,
            })
    void agrees(String offer, String response) {
        assertThat(agreed(offer)).isEqualTo(response.strip());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "x-webkit-deflate-frame",
                "permessage-deflate; server_max_window_bits=10",
                "permessage-deflate; server_max_window_bits",
                "permessage-deflate; client_max_window_bits=16",
                "permessage-deflate; client_max_window_bits=7",
                "permessage-deflate; client_max_window_bits=010",
                "permessage-deflate; client_max_window_bits=x",
                "permessage-deflate; client_no_context_takeover=1",
                "permessage-deflate; unheard_of",
                "permessage-deflate; client_max_window_bits; client_max_window_bits=9",
                "permessage-deflate; client_max_window_bits=",
                "permessage-deflate; client_max_window_bits=\"9",
                "permessage-deflate; client_max_window_bits=\"9,10\"",
                "permessage-deflate;",
                "permessage deflate",
                "permessage-deflate, (",
            })
    void declines(String offer) {
        assertThat(agreed(offer)).isEmpty();
    }

    private static String agreed(String offer) {
        WebSocketDeflate deflate = WebSocketDeflate.agree(offer);
        return deflate == null ? "" : deflate.field();
    }

    @Test
    void compressesWhatIsWorthIt() throws Exception {
        // Given
        RecordingListener listener = new RecordingListener();
        TestSocket socket = new TestSocket.Builder(listener)
                .extensions("permessage-deflate")
                .open();
        assertThat(socket.fields).containsEntry("Sec-WebSocket-Extensions", AGREED);
        // When
        listener.socket().sendText("short");
        listener.socket().sendText("long".repeat(1000));
        listener.socket().sendText("long".repeat(1000));
        listener.socket().sendBinary(ByteBuffer.allocate(1024));
        listener.socket().sendText("");
        // Then: each can be read without the one before
        assertThat(socket.frames())
                .containsExactly(
                        "text:short",
                        "deflated text:" + "long".repeat(1000),
                        "deflated text:" + "long".repeat(1000),
                        "deflated binary:" + "00".repeat(1024),
                        "text:");
        socket.channel.finishAndReleaseAll();
    }

    @ParameterizedTest
    @ValueSource(ints = {1024, 66_000})
    void takesMessagesUpToTheLimitEvenIfTheyDoNotCompress(int limit) {
        // Given
        RecordingListener listener = new RecordingListener();
        TestSocket socket = new TestSocket.Builder(listener)
                .settings(
                        Map.of("websocket_max_frame_size", "0", "websocket_max_message_size", Integer.toString(limit)))
                .extensions("permessage-deflate")
                .open();
        byte[] noise = new byte[limit];
        new Random(1).nextBytes(noise);
        byte[] compressed = deflated(noise);
        assertThat(compressed.length).isGreaterThan(limit);
        // When
        socket.send(frame(FIN | RSV1 | BINARY, compressed));
        // Then
        assertThat(listener.heard)
                .containsExactly("open", "binary:" + HexFormat.of().formatHex(noise));
        socket.channel.finishAndReleaseAll();
    }
}
