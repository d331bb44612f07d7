package org.jcorn.it.kit;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ByteChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import tlschannel.ClientTlsChannel;
import tlschannel.WouldBlockException;

/** One connection: bytes in and out, and no patience beyond the deadline of all tests. */
public final class RawClient implements AutoCloseable {

    private final SocketChannel channel;
    /** The channel, or TLS over it. */
    private ByteChannel stream;

    private boolean sent;

    private final Selector selector;
    private final ByteArrayOutputStream received = new ByteArrayOutputStream();

    private RawClient(SocketChannel channel) throws IOException {
        this.channel = channel;
        this.stream = channel;
        channel.configureBlocking(false);
        this.selector = Selector.open();
        channel.register(selector, SelectionKey.OP_READ);
    }

    /** {@return a connection to a port on 127.0.0.1} */
    public static RawClient connect(int port) throws IOException {
        return connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
    }

    /** {@return a connection to a Unix socket} */
    public static RawClient connect(Path socket) throws IOException {
        return connect(UnixDomainSocketAddress.of(socket));
    }

    /** {@return a connection to that address} */
    public static RawClient connect(SocketAddress address) throws IOException {
        return new RawClient(SocketChannel.open(address));
    }

    /** {@return a connection from one address of this machine to another} */
    public static RawClient connect(InetAddress from, InetSocketAddress to) throws IOException {
        SocketChannel channel = SocketChannel.open();
        channel.bind(new InetSocketAddress(from, 0));
        channel.connect(to);
        return new RawClient(channel);
    }

    /** Speak TLS from here on. */
    public RawClient tls(SSLContext context) {
        SSLEngine engine = context.createSSLEngine();
        engine.setUseClientMode(true);
        stream = ClientTlsChannel.newBuilder(new DeafChannel(channel), engine).build();
        return this;
    }

    /** {@return the answer to a GET over a connection of its own} */
    public static RawResponse get(int port, String target) {
        try (RawClient client = connect(port)) {
            return client.get(target).response();
        } catch (IOException e) {
            throw new AssertionError("GET " + target + ": " + e, e);
        }
    }

    /** {@return the answer to a GET over a Unix socket} */
    public static RawResponse get(Path socket, String target) {
        try (RawClient client = connect(socket)) {
            return client.get(target).response();
        } catch (IOException e) {
            throw new AssertionError("GET " + target + ": " + e, e);
        }
    }

    /** Send a GET. */
    public RawClient get(String target) throws IOException {
        return send("GET " + target + " HTTP/1.1\r\nHost: jcorn.test\r\n\r\n");
    }

    /** Send text, a byte for each character. */
    public RawClient send(String text) throws IOException {
        return send(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    /** Send bytes. */
    public RawClient send(byte[] bytes) throws IOException {
        sent |= bytes.length > 0;
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        long deadline = System.nanoTime() + Waiting.DEADLINE.toNanos();
        while (true) {
            write(buffer);
            if (!buffer.hasRemaining()) {
                return this;
            }
            await(stream == channel ? SelectionKey.OP_WRITE : SelectionKey.OP_WRITE | SelectionKey.OP_READ, deadline);
        }
    }

    private void write(ByteBuffer buffer) throws IOException {
        try {
            stream.write(buffer);
        } catch (WouldBlockException e) {
            return; // TLS: the handshake is not done, or the rest has to wait
        }
    }

    private int read(ByteBuffer buffer) throws IOException {
        try {
            return stream.read(buffer);
        } catch (WouldBlockException e) {
            return 0;
        }
    }

    /** Say that nothing more will be sent. */
    public RawClient halfClose() throws IOException {
        if (stream instanceof ClientTlsChannel tls && sent) {
            tls.getSslEngine()
                    .closeOutbound(); // the alert goes out with the next read, which its shutdown() would forbid
        } else {
            stream = channel; // of TLS nothing was said either
            channel.shutdownOutput();
        }
        return this;
    }

    /** {@return all that came, once the server has closed the connection} */
    public byte[] readToEnd() throws IOException {
        while (readSome()) {}
        return received.toByteArray();
    }

    /** {@return how many bytes came until the server closed the connection; none is kept} */
    public long skipToEnd() throws IOException {
        long count = 0;
        while (readSome()) {
            count += received.size();
            received.reset();
        }
        return count;
    }

    /** {@return whether something comes within that time, or the server closes the connection} */
    public boolean hears(Duration time) throws IOException {
        channel.keyFor(selector).interestOps(SelectionKey.OP_READ);
        boolean any = selector.select(time.toMillis()) > 0;
        selector.selectedKeys().clear();
        return any;
    }

    /** {@return the response, once the server has closed the connection} */
    public RawResponse response() throws IOException {
        return RawResponse.parse(readToEnd());
    }

    /** {@return the response once it is complete, the connection may stay open} */
    public RawResponse responseOnly() throws IOException {
        while (true) {
            RawResponse response = RawResponse.parse(received.toByteArray());
            if (response.complete() || !readSome()) {
                return response;
            }
        }
    }

    /** {@return the first head, interim or not, once it is here} */
    public String head() throws IOException {
        while (true) {
            String text = received.toString(StandardCharsets.ISO_8859_1);
            int end = text.indexOf("\r\n\r\n");
            if (end >= 0) {
                return text.substring(0, end + 2);
            }
            if (!readSome()) {
                throw new IOException("the connection ended after \"" + text + "\"");
            }
        }
    }

    /** {@return whether more came; false at the end} */
    private boolean readSome() throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate(16 * 1024);
        long deadline = System.nanoTime() + Waiting.DEADLINE.toNanos();
        while (true) {
            int count = read(buffer);
            if (count < 0) {
                return false;
            }
            if (count > 0) {
                received.write(buffer.array(), 0, count);
                return true;
            }
            await(SelectionKey.OP_READ, deadline);
        }
    }

    private void await(int operation, long deadline) throws IOException {
        long left = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
        channel.keyFor(selector).interestOps(operation);
        if (left <= 0) {
            throw new IOException("the server keeps silent; so far it said \""
                    + received.toString(StandardCharsets.ISO_8859_1) + "\"");
        }
        selector.select(left);
        selector.selectedKeys().clear();
    }

    @Override
    public void close() throws IOException {
        selector.close();
        channel.close();
    }
}
