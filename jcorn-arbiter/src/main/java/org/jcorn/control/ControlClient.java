package org.jcorn.control;

import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;

/** The client's end: sends commands, one after the other, and waits for what becomes of them. */
public final class ControlClient implements AutoCloseable {

    private final SocketChannel channel;
    private final FrameReader reader = new FrameReader(FrameReader.MOST_REPLY_BYTES);
    private final ByteBuffer incoming = ByteBuffer.allocate(8192).limit(0);
    private int requests;

    private ControlClient(SocketChannel channel) {
        this.channel = channel;
    }

    /**
     * Connect.
     *
     * @param socket the control socket of a server
     * @return the connection
     * @throws IOException if nobody answers there, or not to us
     */
    public static ControlClient open(Path socket) throws IOException {
        return new ControlClient(SocketChannel.open(UnixDomainSocketAddress.of(socket)));
    }

    /**
     * Have the server do something.
     *
     * @param command the command with its arguments
     * @return what it says to that
     * @throws ControlException if it does not do it; the message says why
     * @throws IOException if the connection is lost
     */
    public JsonElement call(String command) throws IOException, ControlException {
        JsonObject request = new JsonObject();
        requests++;
        request.addProperty("id", requests);
        request.addProperty("command", command);
        ByteBuffer frame = FrameReader.frame(Json.bytes(request));
        while (frame.hasRemaining()) {
            channel.write(frame);
        }
        JsonObject reply = Json.parse(read());
        if (reply.get("status") != null && reply.get("status").getAsString().equals("ok")) {
            return reply.has("data") ? reply.get("data") : JsonNull.INSTANCE;
        }
        throw new ControlException(
                reply.has("error") ? reply.get("error").getAsString() : "the server's reply has no status");
    }

    private byte[] read() throws IOException, ControlException {
        for (byte[] message = reader.take(incoming); ; message = reader.take(incoming)) {
            if (message != null) {
                return message;
            }
            int count = channel.read(incoming.clear());
            incoming.flip();
            if (count < 0) {
                throw new IOException("the server closed the connection");
            }
        }
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
