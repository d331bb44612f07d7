package org.jcorn.http;

import java.io.IOException;
import java.io.InputStream;
import java.net.SocketTimeoutException;
import java.util.Objects;
import org.jcorn.Headers;
import org.jspecify.annotations.Nullable;

/**
 * The body of the request being served, decoded as it is read. It ends where its framing says, never early: when the
 * client stops short, reading throws.
 */
final class RequestBody extends InputStream {
    /** What was wrong with the body, if anything, so that the exchange can answer for the client's fault. */
    enum Fault {
        NONE,
        MALFORMED,
        TOO_SLOW,
        CLIENT_GONE
    }

    /** Sends the interim response that the client waits for. */
    interface Continue {
        void send() throws IOException;
    }

    private static final int DIRECT = 1024;

    private final InputBuffer input;
    private final ChunkedDecoder decoder;
    private final Continue interim;
    private final long limit;
    private final Pace pace;
    private final byte[] single = new byte[1];

    private @Nullable Wire wire;
    private boolean chunked;
    private boolean tunnel;
    private boolean inputEnded;
    private boolean arriving;
    private long remaining;
    private long decoded;
    private boolean continueOwed;
    private boolean stalled;
    private Fault fault = Fault.NONE;
    private @Nullable HttpViolation violation;
    private @Nullable SocketTimeoutException slow;

    RequestBody(HttpOptions options, InputBuffer input, ChunkedDecoder decoder, Continue interim) {
        this.input = input;
        this.decoder = decoder;
        this.interim = interim;
        this.limit = options.limitRequestBody() > 0 ? options.limitRequestBody() : Long.MAX_VALUE;
        this.pace = new Pace(options.patience());
    }

    /** Start the body of a request. */
    void open(RequestHead head, Wire connection) {
        decoder.reset();
        wire = connection;
        chunked = head.framing().chunked();
        tunnel = false;
        inputEnded = false;
        arriving = false;
        remaining = Math.max(head.framing().length(), 0);
        decoded = 0;
        pace.reset();
        continueOwed = head.continueExpected() && !exhausted();
        stalled = false;
        fault = Fault.NONE;
        violation = null;
        slow = null;
    }

    /** End it: a stream that the application kept reads nothing of the next request. */
    void end() {
        wire = null;
    }

    /** From now on the body is all that comes, until the peer ends it. */
    void tunnel() {
        chunked = false;
        tunnel = true;
        continueOwed = false;
    }

    /** {@return whether every byte was read} */
    boolean exhausted() {
        if (tunnel) {
            return inputEnded;
        }
        return chunked ? decoder.complete() : remaining == 0;
    }

    Fault fault() {
        return fault;
    }

    @Nullable
    HttpViolation violation() {
        return violation;
    }

    /** {@return what was waited for in vain, or null} */
    @Nullable
    SocketTimeoutException slow() {
        return slow;
    }

    Headers trailers() {
        return chunked && decoder.complete() ? decoder.trailers() : NoFields.INSTANCE;
    }

    /**
     * {@return whether reading does not wait: bytes are here, or the end, or a failure}
     *
     * @param ask whether the client is told to send its body if it waits for that
     */
    boolean ready(boolean ask) {
        Wire from = wire;
        if (from == null || fault != Fault.NONE || arriving || stalled || exhausted()) {
            return true;
        }
        try {
            if (ask && continueOwed) {
                sendContinue();
            }
            while (true) {
                if (chunked) {
                    decoder.decode(input, single, 0, 0);
                }
                if (available() > 0 || exhausted()) {
                    return true;
                }
                if (!from.pending()) {
                    return false;
                }
                if (input.fill(from) <= 0) {
                    return true;
                }
            }
        } catch (HttpViolation | IOException e) {
            return true; // reading finds it again
        }
    }

    /** Something can be read, whatever it is. */
    void arriving() {
        arriving = true;
    }

    /** The client was waited for in vain: the next read says so. */
    void giveUp() {
        stalled = true;
    }

    /**
     * {@return whether the rest can be read off before the next request: it is small as far as known, and the client is
     * not waiting for leave to send it}
     */
    boolean drainable(int most) {
        return fault == Fault.NONE && !continueOwed && (chunked || remaining - input.available() <= most);
    }

    /** Read the rest and drop it. {@return whether the body ended within that many bytes} */
    boolean drain(int most) {
        if (exhausted()) {
            return true;
        }
        byte[] dropped = new byte[Math.min(most, 4096)];
        int left = most;
        try {
            while (!exhausted() && left > 0) {
                int count = read(dropped, 0, dropped.length);
                if (count > 0) {
                    left -= count;
                }
            }
            return exhausted();
        } catch (IOException e) {
            return false;
        }
    }

    @Override
    public int read() throws IOException {
        return read(single, 0, 1) < 0 ? -1 : single[0] & 0xff;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        Objects.checkFromIndexSize(offset, length, target.length);
        Wire from = wire;
        if (from == null) {
            throw new IOException("the request is over");
        }
        if (fault != Fault.NONE) {
            throw new IOException("the request body failed before", violation);
        }
        if (exhausted()) {
            return -1;
        }
        if (length == 0) {
            return 0;
        }
        arriving = false;
        try {
            if (stalled) {
                throw new SocketTimeoutException("the request body did not go on");
            }
            if (tunnel) {
                return readTunnel(from, target, offset, length);
            }
            if (continueOwed) {
                sendContinue();
            }
            return chunked ? readChunked(from, target, offset, length) : readFixed(from, target, offset, length);
        } catch (HttpViolation e) {
            fault = Fault.MALFORMED;
            violation = e;
            throw new IOException(e.getMessage(), e);
        } catch (SocketTimeoutException e) {
            fault = Fault.TOO_SLOW;
            slow = e;
            throw e;
        } catch (IOException e) {
            fault = Fault.CLIENT_GONE;
            throw e;
        }
    }

    private void sendContinue() throws IOException {
        continueOwed = false;
        if (input.available() == 0) { // else the client did not wait, RFC 9110 §10.1.1
            interim.send();
        }
    }

    /** Whatever comes, at any pace. */
    private int readTunnel(Wire from, byte[] target, int offset, int length) throws IOException {
        if (input.available() > 0) {
            return takeBuffered(target, offset, Math.min(length, input.available()));
        }
        int count = from.read(target, offset, length);
        inputEnded = count < 0;
        return count;
    }

    private int readFixed(Wire from, byte[] target, int offset, int length) throws IOException {
        int most = (int) Math.min(length, remaining);
        int count = input.available() > 0 ? takeBuffered(target, offset, most) : receive(from, target, offset, most);
        remaining -= count;
        return count;
    }

    private int readChunked(Wire from, byte[] target, int offset, int length) throws IOException {
        while (true) {
            int count = decoder.decode(input, target, offset, length);
            decoded += count;
            if (decoder.chunkRemaining() > limit - decoded) {
                throw new HttpViolation(Violation.BODY_TOO_LONG, null);
            }
            if (count > 0) {
                return count;
            }
            if (decoder.complete()) {
                return -1;
            }
            int most = (int) Math.min(length, decoder.chunkRemaining());
            if (most >= DIRECT) {
                int direct = receive(from, target, offset, most);
                decoder.skipChunkBytes(direct);
                decoded += direct;
                return direct;
            }
            fill(from);
        }
    }

    /** Read from the wire: large pieces straight into the target, small ones through the buffer. */
    private int receive(Wire from, byte[] target, int offset, int most) throws IOException {
        if (most >= DIRECT) {
            long before = System.nanoTime();
            return arrived(before, from.read(target, offset, most));
        }
        fill(from);
        return takeBuffered(target, offset, most);
    }

    private void fill(Wire from) throws IOException {
        long before = System.nanoTime();
        arrived(before, input.fill(from));
    }

    private int arrived(long before, int count) throws IOException {
        pace.waited(before, count);
        if (count < 0) {
            throw new HttpViolation(Violation.BODY_CUT_SHORT, null);
        }
        return count;
    }

    private int takeBuffered(byte[] target, int offset, int most) {
        int count = Math.min(most, input.available());
        System.arraycopy(input.bytes(), input.position(), target, offset, count);
        input.skip(count);
        return count;
    }

    @Override
    public int available() {
        if (wire == null || fault != Fault.NONE) {
            return 0;
        }
        long most = tunnel ? Integer.MAX_VALUE : chunked ? decoder.chunkRemaining() : remaining;
        return (int) Math.min(most, input.available());
    }
}
