package org.jcorn.worker.netty;

import io.netty.buffer.ByteBuf;
import io.netty.handler.codec.http.websocketx.CorruptedWebSocketFrameException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import org.jspecify.annotations.Nullable;

/**
 * Decompresses the messages of one socket (RFC 7692 §7.2.2). In place of netty's, which takes a first fragment too short
 * to yield anything for a fault, and everything after a block that says it is the last for nothing.
 */
final class WebSocketInflater {

    /** What the sender of a message leaves out at its end. */
    private static final byte[] TAIL = {0, 0, (byte) 0xff, (byte) 0xff};

    private static final int LEAST_ROOM = 512;
    private static final int USUAL_RATIO = 4;

    private final boolean forgets;
    private @Nullable Inflater inflater;
    private byte[] room = TAIL;
    private int length;

    /** @param forgets whether each message is compressed without regard to those before */
    WebSocketInflater(boolean forgets) {
        this.forgets = forgets;
    }

    /**
     * Decompress a part of a message.
     *
     * @param payload of a frame
     * @param last whether it is the message's last
     * @param most how many bytes may come out
     * @return the bytes, for the caller to keep
     * @throws CorruptedWebSocketFrameException if there are more, or none can be made of the payload
     */
    ByteBuffer inflate(ByteBuf payload, boolean last, int most) {
        Inflater own = inflater;
        if (own == null) {
            own = new Inflater(true);
            inflater = own;
        }
        byte[] bytes = new byte[payload.readableBytes()];
        payload.getBytes(payload.readerIndex(), bytes);
        long guess = Math.max(LEAST_ROOM, (long) USUAL_RATIO * bytes.length);
        room = new byte[(int) Math.min(most + 1L, guess)];
        length = 0;
        try {
            feed(own, bytes, most);
            if (last) {
                feed(own, TAIL, most);
            }
        } catch (DataFormatException e) {
            throw WebSocketFault.corrupt().exception(e);
        }
        if (last && forgets) {
            end();
        }
        ByteBuffer inflated = ByteBuffer.wrap(room, 0, length);
        room = TAIL;
        return inflated;
    }

    private void feed(Inflater own, byte[] bytes, int most) throws DataFormatException {
        own.setInput(bytes);
        while (true) {
            if (length == room.length) {
                if (length > most) {
                    throw WebSocketFault.tooBig().exception(null);
                }
                room = Arrays.copyOf(room, (int) Math.min(most + 1L, 2L * length + LEAST_ROOM));
            }
            int count = own.inflate(room, length, room.length - length);
            length += count;
            if (own.finished()) {
                // RFC 7692 §7.2.3.4: a sender may say so of a block, and go on with another.
                int left = own.getRemaining();
                own.reset();
                own.setInput(bytes, bytes.length - left, left);
            } else if (own.needsDictionary()) {
                throw new DataFormatException("a dictionary is asked for");
            }
            if (count == 0 && own.needsInput()) {
                break;
            }
        }
        if (length > most) {
            throw WebSocketFault.tooBig().exception(null);
        }
    }

    /** Give the memory back. */
    void end() {
        Inflater own = inflater;
        if (own != null) {
            inflater = null;
            own.end();
        }
    }
}
