package org.jcorn.http;

import org.jspecify.annotations.Nullable;

/**
 * The parser of request heads (RFC 9112): pure, incremental, in place.
 *
 * <p>Append bytes to its {@link InputBuffer} and call {@link #parse} as often as you like: it goes on where it stopped,
 * and the outcome does not depend on how the input was split. One parser serves one connection at a time and is reused.
 * It allocates nothing per field; a {@link HttpViolation} ends the connection.
 */
public final class RequestParser {
    private enum Stage {
        PREFIX,
        LINE,
        FIELDS,
        COMPLETE
    }

    private static final int INPUT = 8192;

    private final HttpOptions options;
    private final InputBuffer input;
    private final PeerTrust trust;
    private final ProxyPrefix prefix;
    private final RequestLine line;
    private final FieldTable fields;
    private final FieldSection section;
    private final Framing framing = new Framing();
    private final HeaderPolicy policy;
    private final RequestHead head;
    private final int lineBytes;

    private Stage stage = Stage.PREFIX;
    private boolean tls;
    private int scan;

    /**
     * Make a parser.
     *
     * @param options limits and switches
     */
    public RequestParser(HttpOptions options) {
        this.options = options;
        input = new InputBuffer(options.headBytes(), INPUT);
        trust = new PeerTrust(options);
        prefix = new ProxyPrefix(options.proxyProtocol(), trust);
        line = new RequestLine(options);
        fields = new FieldTable(input);
        policy = new HeaderPolicy(options, trust);
        section = new FieldSection(options, policy, fields, false);
        head = new RequestHead(input, line, fields, framing);
        lineBytes = options.lineBytes();
    }

    /**
     * Start a connection.
     *
     * @param peerAddress the peer's IP address, or empty on a Unix socket
     * @param secure whether it speaks TLS
     */
    public void open(String peerAddress, boolean secure) {
        input.clear();
        trust.reset(peerAddress);
        prefix.reset();
        tls = secure;
        stage = Stage.PREFIX;
        scan = 0;
    }

    /** Go on with a connection that has had its first request; what a PROXY prefix said of it holds for all. */
    void resume(@Nullable ProxyAddress proxy) {
        prefix.restore(proxy);
        stage = Stage.LINE;
    }

    /** {@return what the PROXY prefix of this connection said, or null} */
    @Nullable
    ProxyAddress proxy() {
        return prefix.address();
    }

    /** {@return the buffer to append input to} */
    public InputBuffer input() {
        return input;
    }

    /** {@return the head, once {@link #parse} returned true} */
    public RequestHead head() {
        return head;
    }

    /** {@return a parser of trailer sections under the same limits, reading from that buffer into that table} */
    FieldSection trailerSection(FieldTable table) {
        return new FieldSection(options, policy, table, true);
    }

    /** {@return whether nothing of a request has arrived, so that the input may end here} */
    public boolean idle() {
        return stage != Stage.FIELDS && stage != Stage.COMPLETE && input.available() == 0;
    }

    /**
     * Go on parsing.
     *
     * @return whether the head is complete; then the input behind it is the body
     * @throws HttpViolation if the request breaks a rule
     */
    public boolean parse() {
        if (stage == Stage.PREFIX) {
            if (!prefix.parse(input)) {
                return false;
            }
            stage = Stage.LINE;
        }
        if (stage == Stage.LINE) {
            if (!parseLine()) {
                return false;
            }
            stage = Stage.FIELDS;
        }
        if (stage == Stage.FIELDS) {
            if (!section.parse(input)) {
                return false;
            }
            complete();
            stage = Stage.COMPLETE;
        }
        return true;
    }

    /**
     * Say that the input ends inside a head.
     *
     * @return the violation, to be thrown
     */
    public HttpViolation cutShort() {
        return new HttpViolation(Violation.HEAD_CUT_SHORT, null);
    }

    /** Go on to the next request of the connection: what was not read of the input is its start. */
    public void next() {
        input.release();
        stage = Stage.LINE;
        scan = 0;
    }

    private boolean parseLine() {
        byte[] bytes = input.bytes();
        int from = input.base();
        int available = input.end() - from;
        int to = Math.min(available, lineBytes + 2);
        int feed = Octets.lineFeed(bytes, from + scan, from + to);
        boolean tooLong = to > lineBytes && (feed < 0 || feed > from + lineBytes) && bytes[from + lineBytes] != '\r';
        if (tooLong || (feed < 0 && to == lineBytes + 2)) {
            throw HttpViolation.of(Violation.REQUEST_LINE_TOO_LONG, bytes, from, from + to);
        }
        if (feed < 0) {
            scan = to;
            return false;
        }
        if (feed == from || bytes[feed - 1] != '\r') {
            throw HttpViolation.of(Violation.BARE_LF, bytes, from, feed + 1);
        }
        line.parse(bytes, from, from, feed - 1);
        section.reset(feed + 1 - from);
        return true;
    }

    private void complete() {
        framing.evaluate(fields, line.major(), line.minor());
        if (options.limitRequestBody() > 0 && framing.length() > options.limitRequestBody()) {
            throw new HttpViolation(Violation.BODY_TOO_LONG, framing.length() + " bytes");
        }
        boolean secure = policy.secure(fields, tls);
        String scriptName = policy.scriptName(fields);
        RequestTarget target = line.target();
        if (target.hierarchical()) {
            int base = input.base();
            HeaderPolicy.checkBelow(scriptName, input.bytes(), base + target.path(), base + target.pathEnd());
        }
        head.complete(section.end(), secure, scriptName, prefix.address());
        input.pin(section.end());
    }
}
