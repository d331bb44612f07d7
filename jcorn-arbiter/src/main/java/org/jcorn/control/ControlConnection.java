package org.jcorn.control;

import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A client's connection. It has one request at a time: the next is read when the reply to the one before has gone.
 *
 * <pre>
 *   reading ── a request ──→ waiting for the arbiter ── its outcome ──→ writing ──→ reading
 * </pre>
 */
final class ControlConnection {

    private static final int BUFFER = 4096;

    private final SocketChannel channel;
    private final SelectionKey key;
    private final Consumer<ControlCall> calls;
    private final FrameReader reader = new FrameReader(FrameReader.MOST_REQUEST_BYTES);
    private final ByteBuffer incoming = ByteBuffer.allocate(BUFFER).limit(0);

    private JsonElement id = JsonNull.INSTANCE;
    private @Nullable ControlCall call;
    private @Nullable ByteBuffer outgoing;
    private boolean last;
    private long since;

    /** @param calls takes requests to the arbiter */
    ControlConnection(SocketChannel channel, Selector selector, Consumer<ControlCall> calls, long now)
            throws IOException {
        this.channel = channel;
        channel.configureBlocking(false);
        this.key = channel.register(selector, SelectionKey.OP_READ);
        this.calls = calls;
        this.since = now;
    }

    /** {@return since when it waits for its client, in {@link System#nanoTime}} */
    long since() {
        return since;
    }

    /** {@return whether the client waits for a reply} */
    boolean busy() {
        return call != null || outgoing != null;
    }

    /**
     * Do what can be done without waiting.
     *
     * @return whether it goes on
     */
    boolean turn(long now) {
        try {
            boolean more = true;
            while (more) {
                more = advance(now);
            }
            return channel.isOpen();
        } catch (IOException e) { // the client is gone
            close();
            return false;
        }
    }

    /** {@return whether there may be more to do at once} */
    private boolean advance(long now) throws IOException {
        if (outgoing != null) {
            return write(outgoing, now);
        }
        if (call != null) {
            return takeOutcome(call);
        }
        return read(now);
    }

    private boolean write(ByteBuffer message, long now) throws IOException {
        if (channel.write(message) > 0) {
            since = now;
        }
        if (message.hasRemaining()) {
            key.interestOps(SelectionKey.OP_WRITE);
            return false;
        }
        outgoing = null;
        if (last) {
            close();
        }
        return !last;
    }

    private boolean takeOutcome(ControlCall pending) {
        ControlCall.Outcome outcome = pending.outcome();
        if (outcome == null) {
            key.interestOps(0);
            return false;
        }
        call = null;
        reply(outcome);
        return true;
    }

    private void reply(ControlCall.Outcome outcome) {
        JsonObject message = new JsonObject();
        message.add("id", id);
        message.addProperty("status", outcome.error() == null ? "ok" : "error");
        if (outcome.error() == null) {
            message.add("data", Json.of(outcome.data()));
        } else {
            message.addProperty("error", outcome.error());
        }
        outgoing = FrameReader.frame(Json.bytes(message));
    }

    private void refuse(ControlException refusal) {
        reply(new ControlCall.Outcome(null, refusal.getMessage()));
    }

    private boolean read(long now) throws IOException {
        byte[] message;
        try {
            message = reader.take(incoming);
        } catch (ControlException e) {
            id = JsonNull.INSTANCE;
            last = true;
            refuse(e);
            return true;
        }
        if (message == null) {
            int count = channel.read(incoming.clear());
            incoming.flip();
            if (count < 0) {
                close();
            } else if (count == 0) {
                key.interestOps(SelectionKey.OP_READ);
            }
            return count > 0;
        }
        since = now;
        take(message);
        return true;
    }

    private void take(byte[] message) {
        id = JsonNull.INSTANCE;
        try {
            JsonObject object = Json.parse(message);
            id = ControlRequest.id(object);
            ControlCall next = new ControlCall(ControlRequest.of(object).words(), key.selector()::wakeup);
            call = next;
            calls.accept(next);
        } catch (ControlException e) {
            refuse(e);
        }
    }

    void close() {
        try {
            channel.close();
        } catch (IOException e) {
            return; // it is closed all the same
        }
    }
}
