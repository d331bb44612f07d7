package org.jcorn.app.servlet.bridge;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import org.apache.coyote.ActionCode;
import org.apache.coyote.Constants;
import org.apache.coyote.OutputBuffer;
import org.jcorn.Response;
import org.jspecify.annotations.Nullable;

/** The body of a response as coyote writes it. What has no place on the wire, such as the body for HEAD, is dropped here. */
final class BodyOutput implements OutputBuffer {
    private final org.apache.coyote.Response head;

    private @Nullable Response response;

    /** Ended by one thread, perhaps while another still writes. */
    private volatile @Nullable OutputStream body;

    private long room;
    private long written;
    private @Nullable String file;

    BodyOutput(org.apache.coyote.Response head) {
        this.head = head;
    }

    /** Start with a request. */
    void open(Response to) {
        response = to;
        body = to.body();
        room = Long.MAX_VALUE;
        written = 0;
        file = null;
    }

    /** End it: nothing reaches a later response. */
    void end() {
        response = null;
        body = null;
        file = null;
    }

    /** Take note of how much may follow a head that was just given out; all beyond is dropped, as Tomcat does. */
    void begun(boolean bodyless, @Nullable String sendfile) {
        file = bodyless ? null : sendfile;
        long length = head.getContentLengthLong();
        room = bodyless || sendfile != null
                ? 0
                : length >= 0 && head.getTrailerFields() == null ? length : Long.MAX_VALUE;
    }

    /** Drop what is written from now on. */
    void swallow() {
        room = 0;
        file = null;
    }

    @Override
    public int doWrite(ByteBuffer chunk) throws IOException {
        if (!head.isCommitted()) {
            head.action(ActionCode.COMMIT, null);
        }
        int count = chunk.remaining();
        int most = (int) Math.min(count, room);
        if (most > 0) {
            room -= most;
            try {
                write(chunk, most);
            } catch (IOException e) {
                head.action(ActionCode.CLOSE_NOW, e);
                throw e;
            }
            written += most;
        }
        chunk.position(chunk.limit());
        return count;
    }

    private void write(ByteBuffer chunk, int count) throws IOException {
        OutputStream to = body();
        if (chunk.hasArray()) {
            to.write(chunk.array(), chunk.arrayOffset() + chunk.position(), count);
        } else {
            byte[] copy = new byte[count];
            chunk.duplicate().get(copy);
            to.write(copy);
        }
    }

    /** Let everything written reach the client; a file sends itself later. */
    void flush() throws IOException {
        if (file == null) {
            body().flush();
        }
    }

    /** Send the file that a servlet has named instead of writing a body. */
    void sendFile() throws IOException {
        String name = file;
        Response to = response;
        if (name == null || to == null) {
            return;
        }
        file = null;
        long start = offset(Constants.SENDFILE_FILE_START_ATTR);
        long length = offset(Constants.SENDFILE_FILE_END_ATTR) - start;
        try (FileChannel channel = FileChannel.open(Path.of(name))) {
            to.sendFile(channel, start, length);
        }
        written += length;
    }

    private long offset(String attribute) throws IOException {
        if (head.getRequest().getAttribute(attribute) instanceof Long value) {
            return value;
        }
        throw new IOException("the request attribute \"" + attribute + "\" must be a Long");
    }

    private OutputStream body() throws IOException {
        OutputStream to = body;
        if (to == null) {
            throw new IOException("the request is over");
        }
        return to;
    }

    @Override
    public long getBytesWritten() {
        return written;
    }
}
