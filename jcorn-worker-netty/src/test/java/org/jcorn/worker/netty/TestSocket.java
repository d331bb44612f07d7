package org.jcorn.worker.netty;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.embedded.EmbeddedChannel;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import org.jcorn.WebSocketListener;
import org.jcorn.config.Config;
import org.jspecify.annotations.Nullable;

/** A WebSocket on a channel without a network: what a client would send goes in, what it would get comes out. */
@SuppressWarnings("FutureReturnValueIgnored") // there is no network that could fail
final class TestSocket {

    static final class Http extends ChannelInboundHandlerAdapter {}

    private final ListLogger log = new ListLogger();
    final WebSocketContext shared;
    final EmbeddedChannel channel = new EmbeddedChannel();
    final Map<String, String> fields;
    private final ByteArrayOutputStream received = new ByteArrayOutputStream();

    private TestSocket(Builder builder) {
        shared = new WebSocketContext(Config.of(builder.settings), log, builder.executor);
        Http http = new Http();
        channel.pipeline().addLast(http);
        WebSocketUpgrader upgrader = new WebSocketUpgrader(shared);
        fields = upgrader.agree(builder.listener, "", "192.0.2.1", "/chat", builder.extensions);
        upgrader.takeOver(channel.pipeline().context(http), ByteBuffer.wrap(builder.early));
        channel.runPendingTasks();
    }

    static final class Builder {
        private final WebSocketListener listener;
        private Map<String, String> settings = Map.of();
        private Executor executor = Runnable::run;
        private @Nullable String extensions;
        private byte[] early = {};

        Builder(WebSocketListener listener) {
            this.listener = listener;
        }

        Builder settings(Map<String, String> values) {
            settings = values;
            return this;
        }

        Builder executor(Executor value) {
            executor = value;
            return this;
        }

        Builder extensions(String value) {
            extensions = value;
            return this;
        }

        /** What had arrived with the request. */
        Builder early(byte[] bytes) {
            early = bytes;
            return this;
        }

        TestSocket open() {
            return new TestSocket(this);
        }
    }

    /** {@return the first lines of what was logged, from warnings up} */
    List<String> logged() {
        return log.lines().stream()
                .map(record -> record.lines().findFirst().orElse(""))
                .toList();
    }

    /** The client sends that, as one read; to no avail if the connection is closed. */
    void send(byte[]... parts) {
        if (!channel.isOpen()) {
            return;
        }
        channel.writeInbound(Unpooled.wrappedBuffer(WebSocketFrameBytes.join(parts)));
        channel.runPendingTasks();
    }

    /** The client is gone. */
    void vanish() {
        channel.close();
        channel.runPendingTasks();
    }

    void advance(long seconds) {
        channel.advanceTimeBy(seconds, TimeUnit.SECONDS);
        channel.runScheduledPendingTasks();
        channel.runPendingTasks();
    }

    /** The frames that were sent to the client since the last call, such as {@code text:abc} or {@code close:1000:}. */
    List<String> frames() {
        channel.runPendingTasks();
        for (ByteBuf sent = channel.readOutbound(); sent != null; sent = channel.readOutbound()) {
            byte[] bytes = new byte[sent.readableBytes()];
            sent.readBytes(bytes);
            sent.release();
            received.writeBytes(bytes);
        }
        ByteBuffer bytes = ByteBuffer.wrap(received.toByteArray());
        received.reset();
        List<String> frames = new ArrayList<>();
        while (bytes.hasRemaining()) {
            frames.add(frame(bytes));
        }
        return frames;
    }

    private static String frame(ByteBuffer bytes) {
        int first = bytes.get() & 0xff;
        int second = bytes.get() & 0xff;
        int length = switch (second) {
            case 126 -> bytes.getShort() & 0xffff;
            case 127 -> (int) bytes.getLong();
            default -> second; // a mask would make it 128 and more, and the rest of no sense
        };
        byte[] payload = new byte[length];
        bytes.get(payload);
        String text = new String(payload, StandardCharsets.UTF_8);
        return switch (first) {
            case 0x81 -> "text:" + text;
            case 0xc1 -> "deflated text:" + new String(inflated(payload), StandardCharsets.UTF_8);
            case 0xc2 -> "deflated binary:" + HexFormat.of().formatHex(inflated(payload));
            case 0x82 -> "binary:" + HexFormat.of().formatHex(payload);
            case 0x89 -> "ping:" + text;
            case 0x8a -> "pong:" + text;
            case 0x88 ->
                length == 0
                        ? "close::"
                        : "close:" + (ByteBuffer.wrap(payload).getShort() & 0xffff) + ":" + text.substring(2);
            default -> "unexpected:" + Integer.toHexString(first);
        };
    }

    private static byte[] inflated(byte[] payload) {
        Inflater inflater = new Inflater(true);
        try {
            inflater.setInput(WebSocketFrameBytes.join(payload, WebSocketFrameBytes.hex("0000ffff")));
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            byte[] room = new byte[65_536];
            for (int count = inflater.inflate(room); count > 0; count = inflater.inflate(room)) {
                bytes.write(room, 0, count);
            }
            return bytes.toByteArray();
        } catch (DataFormatException e) {
            throw new AssertionError(e);
        } finally {
            inflater.end();
        }
    }
}
