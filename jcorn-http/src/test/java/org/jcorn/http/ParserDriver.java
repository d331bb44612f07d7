package org.jcorn.http;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jcorn.Headers;
import org.jcorn.http.corpus.RequestCase.ExpectedRequest;
import org.jcorn.http.corpus.RequestCase.Line;
import org.jspecify.annotations.Nullable;

/** Runs the pure parser over the pieces of a connection, reading every body, and notes what it understood. */
final class ParserDriver {
    private final RequestParser parser;
    private final ChunkedDecoder decoder;
    private int largest;

    /**
     * What came of a connection.
     *
     * @param requests the whole requests, in order
     * @param violation what ended it, or null for a clean end
     * @param inBody whether that was found while reading a body
     */
    record Result(List<ExpectedRequest> requests, @Nullable HttpViolation violation, boolean inBody) {
        String summary() {
            StringBuilder text = new StringBuilder();
            for (ExpectedRequest request : requests) {
                text.append(request.method())
                        .append(' ')
                        .append(request.target())
                        .append(' ');
                text.append(request.fields()).append(request.trailers()).append(request.close());
                text.append(new String(request.body(), StandardCharsets.ISO_8859_1))
                        .append('\n');
            }
            HttpViolation wrong = violation;
            return text.append(wrong == null ? "end" : wrong.violation().name())
                    .append(inBody)
                    .toString();
        }
    }

    ParserDriver(HttpOptions options) {
        parser = new RequestParser(options);
        decoder = new ChunkedDecoder(options, parser);
    }

    /** {@return the largest capacity the input buffer had} */
    int largest() {
        return largest;
    }

    Result run(String peer, List<byte[]> pieces) {
        parser.open(peer, false);
        Wire wire = ScriptedWire.of(pieces);
        List<ExpectedRequest> requests = new ArrayList<>();
        boolean inBody = false;
        try {
            while (true) {
                inBody = false;
                while (!parser.parse()) {
                    if (!fill(wire)) {
                        if (parser.idle()) {
                            return new Result(requests, null, false);
                        }
                        throw parser.cutShort();
                    }
                }
                inBody = true;
                byte[] body = body(wire);
                ExpectedRequest request = note(parser.head(), body);
                requests.add(request);
                if (request.close()) {
                    return new Result(requests, null, false);
                }
                parser.next();
            }
        } catch (HttpViolation e) {
            return new Result(requests, e, inBody);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private boolean fill(Wire wire) throws IOException {
        int count = parser.input().fill(wire);
        largest = Math.max(largest, parser.input().capacity());
        return count >= 0;
    }

    private byte[] body(Wire wire) throws IOException {
        RequestHead head = parser.head();
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        InputBuffer input = parser.input();
        byte[] piece = new byte[300];
        decoder.reset();
        long left = head.contentLength();
        while (left > 0 || (left < 0 && !decoder.complete())) {
            int count;
            if (left > 0) {
                count = (int) Math.min(left, input.available());
                body.write(input.bytes(), input.position(), count);
                input.skip(count);
                left -= count;
            } else {
                count = decoder.decode(input, piece, 0, piece.length);
                body.write(piece, 0, count);
            }
            boolean more = left > 0 || (left < 0 && !decoder.complete());
            if (count == 0 && more && !fill(wire)) {
                throw new HttpViolation(Violation.BODY_CUT_SHORT, null);
            }
        }
        return body.toByteArray();
    }

    private ExpectedRequest note(RequestHead head, byte[] body) {
        ProxyAddress proxy = head.proxy();
        return new ExpectedRequest(
                head.method(),
                head.target(),
                head.rawPath(),
                head.query(),
                head.fragment(),
                head.major() + "." + head.minor(),
                lines(head.fields()),
                body,
                lines(head.contentLength() < 0 ? decoder.trailers() : NoFields.INSTANCE),
                head.scheme(),
                head.scriptName(),
                !head.persistent(),
                head.continueExpected(),
                proxy == null
                        ? List.of()
                        : List.of(
                                proxy.protocol(),
                                proxy.clientHost(),
                                Integer.toString(proxy.clientPort()),
                                proxy.proxyHost(),
                                Integer.toString(proxy.proxyPort())));
    }

    static List<Line> lines(Headers fields) {
        List<Line> lines = new ArrayList<>();
        for (Headers.Field field : fields) {
            lines.add(new Line(field.name().toUpperCase(Locale.ROOT), field.value()));
        }
        return lines;
    }
}
