package org.jcorn.worker.netty;

import static org.assertj.core.api.Assertions.assertThat;
import static org.jcorn.worker.netty.WebSocketFrameBytes.BINARY;
import static org.jcorn.worker.netty.WebSocketFrameBytes.CONTINUATION;
import static org.jcorn.worker.netty.WebSocketFrameBytes.FIN;
import static org.jcorn.worker.netty.WebSocketFrameBytes.PONG;
import static org.jcorn.worker.netty.WebSocketFrameBytes.RSV1;
import static org.jcorn.worker.netty.WebSocketFrameBytes.TEXT;
import static org.jcorn.worker.netty.WebSocketFrameBytes.close;
import static org.jcorn.worker.netty.WebSocketFrameBytes.deflated;
import static org.jcorn.worker.netty.WebSocketFrameBytes.frame;
import static org.jcorn.worker.netty.WebSocketFrameBytes.ping;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Queue;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Sequences of good frames, made up by chance: however they arrive, the listener hears the messages they carry. */
class WebSocketFuzzTest {

    private static final int ROUNDS = 60;

    private final List<String> heard = new ArrayList<>();
    private final List<String> pongs = new ArrayList<>();
    private final ByteArrayOutputStream sent = new ByteArrayOutputStream();

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void theListenerHearsWhatWasSent(long seed) {
        Random random = new Random(seed);
        for (int round = 0; round < ROUNDS; round++) {
            heard.clear();
            pongs.clear();
            sent.reset();
            script(random);
            check(random);
        }
    }

    private void script(Random random) {
        heard.add("open");
        int messages = random.nextInt(12);
        for (int i = 0; i < messages; i++) {
            message(random);
        }
        if (random.nextBoolean()) {
            sent.writeBytes(close(1000, "end"));
            heard.add("close:1000:end");
        } else {
            heard.add("close:1006:");
        }
    }

    private void message(Random random) {
        byte[] payload;
        int opcode;
        if (random.nextBoolean()) {
            String text = text(random);
            payload = text.getBytes(StandardCharsets.UTF_8);
            opcode = TEXT;
            controls(random);
            fragments(random, opcode, payload);
            heard.add("text:" + text);
        } else {
            payload = new byte[length(random)];
            random.nextBytes(payload);
            opcode = BINARY;
            controls(random);
            fragments(random, opcode, payload);
            heard.add("binary:" + HexFormat.of().formatHex(payload));
        }
    }

    private static String text(Random random) {
        StringBuilder text = new StringBuilder();
        int length = length(random) / 4;
        for (int i = 0; i < length; i++) {
            int c = random.nextInt(random.nextBoolean() ? 0x80 : 0x11_0000);
            text.appendCodePoint(c >= 0xd800 && c < 0xe000 ? '?' : c);
        }
        return text.toString();
    }

    private static int length(Random random) {
        return random.nextInt(
                switch (random.nextInt(8)) {
                    case 0 -> 10_000;
                    case 1, 2 -> 1000;
                    default -> 30;
                });
    }

    private void fragments(Random random, int opcode, byte[] message) {
        boolean compressed = random.nextBoolean();
        byte[] payload = compressed ? deflated(message) : message;
        int first = compressed ? RSV1 | opcode : opcode;
        int pieces = 1 + random.nextInt(4);
        int at = 0;
        for (int i = 1; i <= pieces; i++) {
            int end = i == pieces ? payload.length : at + random.nextInt(payload.length - at + 1);
            sent.writeBytes(frame(
                    (i == 1 ? first : CONTINUATION) | (i == pieces ? FIN : 0), Arrays.copyOfRange(payload, at, end)));
            at = end;
            if (i < pieces) {
                controls(random);
            }
        }
    }

    private void controls(Random random) {
        if (random.nextInt(6) == 0) {
            String payload = "p" + random.nextInt();
            sent.writeBytes(ping(payload));
            pongs.add("pong:" + payload);
        }
        if (random.nextInt(6) == 0) {
            sent.writeBytes(frame(FIN | PONG, "unasked"));
            heard.add("pong:unasked");
        }
    }

    private void check(Random random) {
        // Given
        RecordingListener listener = new RecordingListener();
        Queue<Runnable> tasks = new ArrayDeque<>();
        boolean late = random.nextBoolean();
        TestSocket socket = new TestSocket.Builder(listener)
                .executor(late ? tasks::add : Runnable::run)
                .extensions("permessage-deflate")
                .open();
        byte[] bytes = sent.toByteArray();
        int most = 1 + random.nextInt(1 + random.nextInt(20_000));
        // When
        for (int at = 0; at < bytes.length; ) {
            int end = Math.min(bytes.length, at + 1 + random.nextInt(most));
            socket.send(Arrays.copyOfRange(bytes, at, end));
            at = end;
            if (random.nextInt(5) == 0) {
                run(socket, tasks);
            }
        }
        run(socket, tasks);
        List<String> frames = socket.frames();
        socket.vanish();
        run(socket, tasks);
        // Then
        assertThat(listener.heard).isEqualTo(heard);
        List<String> expected = new ArrayList<>(pongs);
        if (heard.contains("close:1000:end")) {
            expected.add("close:1000:end");
        }
        assertThat(frames).isEqualTo(expected);
        assertThat(socket.logged()).isEmpty();
        socket.channel.finishAndReleaseAll();
    }

    private static void run(TestSocket socket, Queue<Runnable> tasks) {
        while (!tasks.isEmpty()) {
            tasks.remove().run();
            socket.channel.runPendingTasks();
        }
    }
}
