package org.jcorn.worker.netty;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;

/** A text message being received: its frames may part the bytes of a character (RFC 6455 §5.6). */
final class WebSocketText {
    private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

    private final CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder(); // reports what is malformed
    private final StringBuilder text = new StringBuilder();
    private ByteBuffer begun = NOTHING;

    /**
     * Add the payload of a frame.
     *
     * @throws CharacterCodingException if this is not UTF-8
     */
    void add(ByteBuffer payload, boolean last) throws CharacterCodingException {
        ByteBuffer bytes = payload;
        if (begun.hasRemaining()) {
            bytes = ByteBuffer.allocate(begun.remaining() + payload.remaining());
            bytes.put(begun).put(payload).flip();
        }
        CharBuffer chars = CharBuffer.allocate(bytes.remaining()); // no byte makes more than one
        CoderResult result = decoder.decode(bytes, chars, last);
        if (result.isError()) {
            result.throwException();
        }
        text.append(chars.flip());
        begun = bytes.hasRemaining()
                ? ByteBuffer.allocate(bytes.remaining()).put(bytes).flip()
                : NOTHING;
    }

    /** {@return the text, after the last frame, and begin another} */
    String take() {
        String whole = text.toString();
        text.setLength(0);
        text.trimToSize();
        begun = NOTHING;
        decoder.reset();
        return whole;
    }
}
