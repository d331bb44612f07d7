package org.jcorn.http;

import org.jcorn.Headers;

/**
 * The decoder of the chunked transfer coding (RFC 9112 §7.1): pure and incremental. Chunk extensions are checked and
 * forgotten; the trailer section is kept.
 */
public final class ChunkedDecoder {
    private static final int MAX_SIZE_LINE = 4096;
    private static final long MAX_SIZE = Long.MAX_VALUE >> 8;

    private enum State {
        SIZE,
        BLANK,
        EXTENSION,
        SIZE_END,
        DATA,
        DATA_CR,
        DATA_LF,
        TRAILER,
        COMPLETE
    }

    private final InputBuffer trailerBytes;
    private final FieldTable trailers;
    private final FieldSection section;
    private State state = State.SIZE;
    private long remaining;
    private boolean anyDigit;
    private int lineLength;

    /**
     * Make a decoder whose trailers obey the rules of a parser.
     *
     * @param options the limits
     * @param parser the parser of the connection
     */
    public ChunkedDecoder(HttpOptions options, RequestParser parser) {
        trailerBytes = new InputBuffer(options.sectionBytes(), 0);
        trailers = new FieldTable(trailerBytes);
        section = parser.trailerSection(trailers);
    }

    /** Start another body. */
    public void reset() {
        trailerBytes.clear();
        section.reset(0);
        startSize();
    }

    /** {@return whether the last chunk and the trailer section were read} */
    public boolean complete() {
        return state == State.COMPLETE;
    }

    /** {@return the trailer section, empty until {@link #complete}} */
    public Headers trailers() {
        return trailers;
    }

    /** {@return how many bytes of the current chunk are still to come; 0 when its size is not known yet} */
    long chunkRemaining() {
        return state == State.DATA ? remaining : 0;
    }

    /** Account for chunk bytes that were read past this decoder, straight from the wire. */
    void skipChunkBytes(int count) {
        remaining -= count;
        if (remaining == 0) {
            state = State.DATA_CR;
        }
    }

    /**
     * Decode what is there.
     *
     * @param input the input, taken up as far as it is used
     * @param target where the decoded bytes go
     * @param offset where to put the first
     * @param length the most to put there
     * @return how many were put there; 0 when more input is needed or the body is complete
     * @throws HttpViolation if the framing is broken
     */
    public int decode(InputBuffer input, byte[] target, int offset, int length) {
        int done = 0;
        while (input.available() > 0 && state != State.COMPLETE) {
            if (state == State.DATA) {
                int count = (int) Math.min(Math.min(length - done, input.available()), remaining);
                if (count == 0) {
                    break;
                }
                System.arraycopy(input.bytes(), input.position(), target, offset + done, count);
                input.skip(count);
                done += count;
                skipChunkBytes(count);
            } else if (state == State.TRAILER) {
                if (done > 0) {
                    break;
                }
                trailer(input);
            } else {
                try {
                    frame(input.bytes()[input.position()]);
                } catch (HttpViolation e) {
                    if (done > 0) {
                        break; // what was decoded comes first; the next call meets the same byte
                    }
                    throw e;
                }
                input.skip(1);
            }
        }
        return done;
    }

    private void startSize() {
        state = State.SIZE;
        remaining = 0;
        anyDigit = false;
        lineLength = 0;
    }

    private void frame(byte b) {
        switch (state) {
            case SIZE -> size(b);
            case BLANK -> {
                // Blanks are allowed before a semicolon only; "5 \r\n" is a known way to disagree on framing.
                if (b == ';') {
                    state = State.EXTENSION;
                } else if (!Octets.isBlank(b)) {
                    throw new HttpViolation(Violation.CHUNK_SIZE, null);
                }
                count();
            }
            case EXTENSION -> {
                if (b == '\r') {
                    state = State.SIZE_END;
                } else if (!Octets.isValue(b)) {
                    throw new HttpViolation(Violation.CHUNK_EXTENSION, null);
                }
                count();
            }
            case SIZE_END -> {
                if (b != '\n') {
                    throw new HttpViolation(Violation.CHUNK_EXTENSION, "bare CR");
                }
                state = remaining > 0 ? State.DATA : State.TRAILER;
            }
            case DATA_CR -> {
                expect(b, '\r');
                state = State.DATA_LF;
            }
            case DATA_LF -> {
                expect(b, '\n');
                startSize();
            }
            default -> throw new IllegalStateException("no framing in state " + state);
        }
    }

    private void size(byte b) {
        int digit = Octets.hex(b);
        if (digit >= 0) {
            if (remaining > MAX_SIZE >> 4) {
                throw new HttpViolation(Violation.CHUNK_SIZE, "too large");
            }
            remaining = remaining << 4 | digit;
            anyDigit = true;
        } else if (!anyDigit) {
            throw new HttpViolation(Violation.CHUNK_SIZE, null);
        } else if (b == '\r') {
            state = State.SIZE_END;
        } else if (b == ';') {
            state = State.EXTENSION;
        } else if (Octets.isBlank(b)) {
            state = State.BLANK;
        } else {
            throw new HttpViolation(Violation.CHUNK_SIZE, null);
        }
        count();
    }

    private void count() {
        if (++lineLength > MAX_SIZE_LINE) {
            throw new HttpViolation(Violation.CHUNK_LINE_TOO_LONG, null);
        }
    }

    private static void expect(byte b, char wanted) {
        if (b != wanted) {
            throw new HttpViolation(Violation.CHUNK_END, null);
        }
    }

    /** Move trailer lines over, one by one, so that nothing behind the section is taken. */
    private void trailer(InputBuffer input) {
        int from = input.position();
        int feed = Octets.lineFeed(input.bytes(), from, input.end());
        int to = feed < 0 ? input.end() : feed + 1;
        trailerBytes.append(input.bytes(), from, to);
        input.skip(to - from);
        if (section.parse(trailerBytes)) {
            state = State.COMPLETE;
        }
    }
}
