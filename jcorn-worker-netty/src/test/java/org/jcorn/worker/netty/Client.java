package org.jcorn.worker.netty;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketAddress;
import java.net.StandardProtocolFamily;
import java.net.StandardSocketOptions;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/** A client that sends bytes and reads responses with a Content-Length. */
final class Client implements AutoCloseable {

    /**
     * A response.
     *
     * @param head status line and fields
     * @param body the body as text
     */
    record Answer(String head, String body) {}

    private final SocketChannel socket;
    private final InputStream in;
    private final OutputStream out;

    Client(SocketAddress address) throws IOException {
        this(address, null);
    }

    /** @param tls what it speaks, or null */
    Client(SocketAddress address, @Nullable SSLContext tls) throws IOException {
        if (address instanceof InetSocketAddress) {
            socket = SocketChannel.open();
            socket.setOption(StandardSocketOptions.SO_RCVBUF, 16_384); // so that a response of some size waits
        } else {
            socket = SocketChannel.open(StandardProtocolFamily.UNIX);
        }
        socket.connect(address);
        if (tls == null) {
            in = new BufferedInputStream(Channels.newInputStream(socket));
            out = Channels.newOutputStream(socket);
        } else {
            Socket secure = tls.getSocketFactory()
                    .createSocket(socket.socket(), "localhost", socket.socket().getPort(), true);
            in = new BufferedInputStream(secure.getInputStream());
            out = secure.getOutputStream();
        }
    }

    void send(String text) throws IOException {
        send(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    void send(byte[] bytes) throws IOException {
        out.write(bytes);
    }

    Answer get(String target) throws IOException {
        send("GET " + target + " HTTP/1.1\r\nHost: localhost\r\n\r\n");
        return answer();
    }

    Answer answer() throws IOException {
        String head = head();
        return new Answer(head, new String(in.readNBytes((int) length(head)), StandardCharsets.UTF_8));
    }

    /** {@return a response's head} */
    String head() throws IOException {
        StringBuilder head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            int c = in.read();
            if (c < 0) {
                throw new EOFException("after: " + head);
            }
            head.append((char) c);
        }
        return head.toString();
    }

    /** {@return the length of the body that follows a head} */
    static long length(String head) {
        int field = head.indexOf("Content-Length: ") + "Content-Length: ".length();
        return Long.parseLong(head.substring(field, head.indexOf("\r\n", field)));
    }

    /** {@return how many of that many bytes came before the end} */
    long skip(long count) throws IOException {
        byte[] piece = new byte[65_536];
        long left = count;
        while (left > 0) {
            int read = in.read(piece, 0, (int) Math.min(piece.length, left));
            if (read < 0) {
                break;
            }
            left -= read;
        }
        return count - left;
    }

    /** {@return the next byte, −1 at the end} */
    int next() throws IOException {
        return in.read();
    }

    /** {@return whether the server closed the connection, with nothing more to read} */
    boolean closed() throws IOException {
        return in.read() < 0;
    }

    /** Send no more. */
    void halfClose() throws IOException {
        socket.shutdownOutput();
    }

    /** Close the connection before its time. */
    void hangUp() throws IOException {
        socket.close();
    }

    /** Close it with a reset. */
    void reset() throws IOException {
        socket.setOption(StandardSocketOptions.SO_LINGER, 0);
        socket.close();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
