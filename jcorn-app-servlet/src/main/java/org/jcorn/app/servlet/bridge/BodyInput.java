package org.jcorn.app.servlet.bridge;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import org.apache.coyote.InputBuffer;
import org.apache.tomcat.util.buf.ByteChunk;
import org.apache.tomcat.util.http.MimeHeaders;
import org.apache.tomcat.util.net.ApplicationBufferHandler;
import org.jcorn.Headers;
import org.jcorn.Request;
import org.jspecify.annotations.Nullable;

/** The body of a request as coyote reads it, through a buffer that is kept for the next request. */
final class BodyInput implements InputBuffer {
    private static final int SIZE = 8192;

    private final org.apache.coyote.Request head;
    private final byte[] bytes = new byte[SIZE];
    private final ByteBuffer window = ByteBuffer.wrap(bytes);

    private @Nullable Request request;
    private volatile InputStream body = InputStream.nullInputStream();
    private long taken;
    private int fetched;
    private boolean ended;
    private boolean replayed;
    private @Nullable IOException failure;

    BodyInput(org.apache.coyote.Request head) {
        this.head = head;
    }

    /** Start with a request. */
    void open(Request from) {
        request = from;
        body = from.body();
        taken = 0;
        fetched = 0;
        ended = false;
        replayed = false;
        failure = null;
    }

    /** End it: nothing of a later request is read. */
    void end() {
        request = null;
        body = InputStream.nullInputStream();
    }

    /** Put a body that was saved before, by form authentication, in the place of this one. */
    void replay(ByteChunk saved) {
        body = new ByteArrayInputStream(saved.getBytes(), saved.getStart(), saved.getLength());
        replayed = true;
        taken = 0;
        ended = false;
    }

    /** {@return why reading failed, or null} */
    @Nullable
    IOException failure() {
        return failure;
    }

    /** Read what is there without giving it out yet, waiting where nothing is. Does not throw: the next read does. */
    void fetch() {
        if (fetched == 0 && !ended && failure == null) {
            try {
                fetched = receive();
            } catch (IOException e) {
                failure = e;
            }
        }
    }

    /** {@return whether a read gets something, or fails, without waiting} */
    boolean ready() {
        if (fetched == 0 && failure == null && available() > 0) {
            fetch();
        }
        return fetched > 0 || failure != null;
    }

    @Override
    public int doRead(ApplicationBufferHandler handler) throws IOException {
        if (failure != null) {
            throw failure;
        }
        int count = fetched;
        fetched = 0;
        if (count == 0) {
            try {
                count = receive();
            } catch (IOException e) {
                failure = e;
                throw e;
            }
        }
        window.clear().limit(count);
        handler.setByteBuffer(window);
        return count == 0 ? -1 : count;
    }

    /** {@return how much was read; 0 at the end} */
    private int receive() throws IOException {
        if (ended) {
            return 0;
        }
        int count = body.read(bytes, 0, SIZE);
        if (count < 0) {
            ended = true;
            copyTrailers();
            return 0;
        }
        taken += count;
        return count;
    }

    private void copyTrailers() {
        Request from = request;
        if (from != null && !replayed) {
            MimeHeaders to = head.getMimeTrailerFields();
            for (Headers.Field field : from.trailers()) {
                to.addValue(field.name()).setString(field.value());
            }
        }
    }

    @Override
    public int available() {
        try {
            return fetched > 0 ? fetched : ended ? 0 : body.available();
        } catch (IOException e) {
            return 0; // whoever reads is told
        }
    }

    /** {@return whether the end of the body is known to be reached} */
    boolean finished() {
        return fetched == 0
                && (ended || (!chunked() && !replayed && taken >= Math.max(head.getContentLengthLong(), 0)));
    }

    /** {@return whether fields may follow the body} */
    boolean chunked() {
        return head.getMimeHeaders().getValue("transfer-encoding") != null;
    }
}
