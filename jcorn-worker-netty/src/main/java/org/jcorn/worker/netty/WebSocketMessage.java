package org.jcorn.worker.netty;

import io.netty.buffer.ByteBuf;
import io.netty.handler.codec.http.websocketx.CorruptedWebSocketFrameException;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import io.netty.handler.codec.http.websocketx.extensions.WebSocketExtension;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Puts the frames of a message together (RFC 6455 §5.4), decompressed. */
final class WebSocketMessage {

    private static final byte[] NOTHING = {};

    private final WebSocketText text = new WebSocketText();
    private final @Nullable WebSocketInflater inflater;
    private final int limit;
    private byte[] bytes = NOTHING;
    private boolean begun;
    private boolean isText;
    private boolean compressed;
    private int length;

    /**
     * @param limit the most bytes of a message
     * @param inflater decompresses, null if no compression was agreed upon
     */
    WebSocketMessage(int limit, @Nullable WebSocketInflater inflater) {
        this.limit = limit;
        this.inflater = inflater;
    }

    /**
     * Add a data frame. The decoder has seen to it that it is one that may come next.
     *
     * @return whether it was the last of the message
     * @throws CorruptedWebSocketFrameException if the message is too long, or not what it should be
     */
    boolean add(WebSocketFrame frame) {
        if (!begun) {
            begun = true;
            isText = frame instanceof TextWebSocketFrame;
            compressed = (frame.rsv() & WebSocketExtension.RSV1) != 0;
            length = 0;
        }
        boolean last = frame.isFinalFragment();
        ByteBuffer payload = payload(frame.content(), last);
        if (payload.remaining() > limit - length) {
            throw WebSocketFault.tooBig().exception(null);
        }
        int more = payload.remaining();
        if (isText) {
            try {
                text.add(payload, last);
            } catch (CharacterCodingException e) {
                throw WebSocketFault.notUtf8("the text").exception(e);
            }
        } else {
            append(payload, last);
        }
        length += more;
        begun = !last;
        return last;
    }

    private ByteBuffer payload(ByteBuf content, boolean last) {
        return compressed && inflater != null ? inflater.inflate(content, last, limit - length) : content.nioBuffer();
    }

    private void append(ByteBuffer payload, boolean last) {
        int more = payload.remaining();
        int needed = length + more;
        if (needed > bytes.length) {
            // A message of one frame gets an array of its size; one of many must not copy at each.
            long room = last ? needed : Math.max(needed, Math.min(limit, 2L * bytes.length));
            bytes = Arrays.copyOf(bytes, (int) room);
        }
        payload.get(bytes, length, more);
    }

    /** {@return whether it is a text} */
    boolean isText() {
        return isText;
    }

    /** {@return how many bytes it has} */
    int length() {
        return length;
    }

    /** {@return the text of a whole message} */
    String takeText() {
        return text.take();
    }

    /** {@return the bytes of a whole message, for the caller to keep} */
    ByteBuffer takeBytes() {
        ByteBuffer whole = ByteBuffer.wrap(bytes, 0, length).slice();
        bytes = NOTHING;
        return whole;
    }
}
