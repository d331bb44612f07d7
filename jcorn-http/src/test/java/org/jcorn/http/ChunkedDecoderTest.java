package org.jcorn.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ChunkedDecoderTest {
    private final HttpOptions options = HttpOptions.defaults();
    private final ChunkedDecoder decoder = new ChunkedDecoder(options, new RequestParser(options));
    private final InputBuffer input = new InputBuffer(1000, 1000);
    private final byte[] target = new byte[1000];

    @BeforeEach
    void start() {
        decoder.reset();
    }

    @Test
    void whatLiesBehindTheBodyIsNotTaken() {
        feed("5\r\nhello\r\n0\r\nA: 1\r\n\r\nGET /");

        assertThat(decode(1000)).isEqualTo("hello");
        assertThat(decode(1000)).isEmpty();
        assertThat(decoder.complete()).isTrue();
        assertThat(decoder.trailers().first("A")).isEqualTo("1");
        assertThat(input.available()).isEqualTo(5);
    }

    @Test
    void aSmallTargetTakesSeveralCalls() {
        feed("5\r\nhello\r\n3\r\nabc\r\n0\r\n\r\n");

        assertThat(decode(3)).isEqualTo("hel");
        assertThat(decoder.chunkRemaining()).isEqualTo(2);
        assertThat(decode(3)).isEqualTo("loa");
        assertThat(decode(3)).isEqualTo("bc");
        assertThat(decoder.complete()).isFalse();
        assertThat(decode(3)).isEmpty();
        assertThat(decoder.complete()).isTrue();
    }

    @Test
    void whatIsWellBeforeAViolationComesFirst() {
        feed("5\r\nhello\r\nx");

        assertThat(decode(1000)).isEqualTo("hello");
        assertThatThrownBy(() -> decode(1000)).isInstanceOf(HttpViolation.class);
        assertThatThrownBy(() -> decode(1000)).isInstanceOf(HttpViolation.class);
    }

    @Test
    void bytesReadPastTheDecoderAreAccountedFor() {
        feed("5\r\n");
        assertThat(decode(1000)).isEmpty();
        decoder.skipChunkBytes(5);
        feed("\r\n0\r\n\r\n");

        assertThat(decode(1000)).isEmpty();
        assertThat(decoder.complete()).isTrue();
    }

    @Test
    void theLargestChunkIsLargeEnough() {
        feed("7fffffffffffff\r\n");
        decode(1000);

        assertThat(decoder.chunkRemaining()).isEqualTo(0x7fffffffffffffL);
    }

    @Test
    void aDecoderIsReused() {
        feed("1\r\na\r\n0\r\nA: 1\r\n\r\n");
        decode(1000);
        decode(1000);
        decoder.reset();

        assertThat(decoder.complete()).isFalse();
        assertThat(decoder.trailers().size()).isZero();
        feed("0\r\n\r\n");
        decode(1000);
        assertThat(decoder.complete()).isTrue();
    }

    private void feed(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
        input.append(bytes, 0, bytes.length);
    }

    private String decode(int most) {
        return Octets.string(target, 0, decoder.decode(input, target, 0, most));
    }
}
