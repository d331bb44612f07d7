package org.jcorn.worker.netty;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.zip.Deflater;

/** Writes what clients send, byte by byte after RFC 6455 §5.2, right or wrong. */
final class WebSocketFrameBytes {

    static final int FIN = 0x80;
    static final int RSV1 = 0x40;
    static final int CONTINUATION = 0;
    static final int TEXT = 1;
    static final int BINARY = 2;
    static final int CLOSE = 8;
    static final int PING = 9;
    static final int PONG = 10;

    private static final byte[] MASK = {0x37, (byte) 0xfa, 0x21, 0x3d};

    private WebSocketFrameBytes() {}

    /** {@return a masked frame with the shortest length there is} */
    static byte[] frame(int first, byte[] payload) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.write(first);
        if (payload.length < 126) {
            bytes.write(0x80 | payload.length);
        } else if (payload.length < 65_536) {
            bytes.write(0x80 | 126);
            number(bytes, payload.length, 2);
        } else {
            bytes.write(0x80 | 127);
            number(bytes, payload.length, 8);
        }
        bytes.writeBytes(MASK);
        for (int i = 0; i < payload.length; i++) {
            bytes.write(payload[i] ^ MASK[i % 4]);
        }
        return bytes.toByteArray();
    }

    private static void number(ByteArrayOutputStream bytes, long number, int size) {
        for (int shift = 8 * (size - 1); shift >= 0; shift -= 8) {
            bytes.write((int) (number >>> shift));
        }
    }

    static byte[] frame(int first, String payload) {
        return frame(first, payload.getBytes(StandardCharsets.UTF_8));
    }

    static byte[] text(String text) {
        return frame(FIN | TEXT, text);
    }

    static byte[] ping(String payload) {
        return frame(FIN | PING, payload);
    }

    static byte[] close(int code, String reason) {
        ByteArrayOutputStream payload = new ByteArrayOutputStream();
        number(payload, code, 2);
        payload.writeBytes(reason.getBytes(StandardCharsets.UTF_8));
        return frame(FIN | CLOSE, payload.toByteArray());
    }

    static byte[] hex(String hex) {
        return HexFormat.of().parseHex(hex.replace(" ", ""));
    }

    static byte[] join(byte[]... parts) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            bytes.writeBytes(part);
        }
        return bytes.toByteArray();
    }

    /** {@return a message compressed as RFC 7692 §7.2.1 says, without a window from those before} */
    static byte[] deflated(byte[] message) {
        Deflater deflater = new Deflater(9, true);
        try {
            deflater.setInput(message);
            byte[] room = new byte[message.length + message.length / 1000 + 64];
            int length = deflater.deflate(room, 0, room.length, Deflater.SYNC_FLUSH);
            return Arrays.copyOf(room, length - 4); // 00 00 ff ff is left out
        } finally {
            deflater.end();
        }
    }
}
