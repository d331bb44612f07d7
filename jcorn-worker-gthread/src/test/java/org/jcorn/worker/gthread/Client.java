package org.jcorn.worker.gthread;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import javax.net.ssl.SSLContext;

/** A client that sends bytes and reads responses with a Content-Length. */
final class Client implements AutoCloseable {

    /**
     * A response.
     *
     * @param head status line and fields
     * @param body the body as text
     */
    record Answer(String head, String body) {}

    private final Socket socket;
    private final InputStream in;

    Client(InetSocketAddress address) throws IOException {
        this(tcp(address));
    }

    /** A client that speaks TLS. */
    Client(InetSocketAddress address, SSLContext tls) throws IOException {
        this(tls.getSocketFactory().createSocket(tcp(address), "localhost", address.getPort(), true));
    }

    private Client(Socket socket) throws IOException {
        this.socket = socket;
        this.in = new BufferedInputStream(socket.getInputStream());
    }

    private static Socket tcp(InetSocketAddress address) throws IOException {
        Socket socket = new Socket();
        socket.setReceiveBufferSize(16_384);
        socket.setSoTimeout(10_000);
        socket.connect(address, 10_000);
        return socket;
    }

    void send(String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    Answer get(String target) throws IOException {
        send("GET " + target + " HTTP/1.1\r\nHost: localhost\r\n\r\n");
        return answer();
    }

    Answer answer() throws IOException {
        String head = head();
        int field = head.indexOf("Content-Length: ") + "Content-Length: ".length();
        int length = Integer.parseInt(head.substring(field, head.indexOf("\r\n", field)));
        return new Answer(head, new String(in.readNBytes(length), StandardCharsets.UTF_8));
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

    /** {@return the next byte, −1 at the end} */
    int next() throws IOException {
        return in.read();
    }

    /** Send no more. */
    void halfClose() throws IOException {
        socket.shutdownOutput();
    }

    /** {@return whether the server closed the connection, with nothing more to read} */
    boolean closed() throws IOException {
        return in.read() < 0;
    }

    /** Close the connection before its time. */
    void hangUp() throws IOException {
        socket.close();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
