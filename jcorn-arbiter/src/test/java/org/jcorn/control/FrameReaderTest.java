package org.jcorn.control;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FrameReaderTest {

    private final FrameReader reader = new FrameReader(10);

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 5, 100})
    void cutsAStreamWhereverItWasTorn(int piece) throws ControlException {
        // Given
        byte[] stream = ByteBuffer.allocate(4 + 3 + 4 + 4 + 10)
                .putInt(3)
                .put("one".getBytes(US_ASCII))
                .putInt(0)
                .putInt(10)
                .put("0123456789".getBytes(US_ASCII))
                .array();

        // When
        List<String> frames = new ArrayList<>();
        for (int at = 0; at < stream.length; at += piece) {
            ByteBuffer bytes = ByteBuffer.wrap(stream, at, Math.min(piece, stream.length - at));
            for (byte[] frame = reader.take(bytes); frame != null; frame = reader.take(bytes)) {
                frames.add(new String(frame, US_ASCII));
            }
        }

        // Then
        assertThat(frames).containsExactly("one", "", "0123456789");
    }

    @ParameterizedTest
    @ValueSource(ints = {11, Integer.MAX_VALUE, -1})
    void refusesWhatIsTooLong(int length) {
        ByteBuffer bytes = ByteBuffer.allocate(4).putInt(length).flip();

        assertThatThrownBy(() -> reader.take(bytes))
                .isInstanceOf(ControlException.class)
                .hasMessage("a message of " + Integer.toUnsignedString(length)
                        + " bytes is too long: at most 10 are taken");
    }

    @Test
    void writesWhatItReads() throws ControlException {
        assertThat(reader.take(FrameReader.frame("text".getBytes(US_ASCII))))
                .asString(US_ASCII)
                .isEqualTo("text");
    }
}
