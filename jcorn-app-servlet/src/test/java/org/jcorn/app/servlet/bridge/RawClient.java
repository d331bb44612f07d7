package org.jcorn.app.servlet.bridge;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import javax.net.ssl.SSLContext;

/** A client that sends bytes as they are and takes answers apart. */
final class RawClient implements AutoCloseable {
    /** An answer: interim ones are those before it. Fields are in lower case, in order of their names. */
    record Answer(
            int status, List<Answer> interim, Map<String, List<String>> fields, String body, List<String> trailers) {
        String field(String name) {
            return String.join(", ", fields.getOrDefault(name, List.of()));
        }
    }

    private final Socket socket;
    private final InputStream in;

    RawClient(InetSocketAddress server) throws IOException {
        this(new Socket(server.getAddress(), server.getPort()));
    }

    /** Speak TLS. */
    RawClient(InetSocketAddress server, SSLContext tls) throws IOException {
        this(tls.getSocketFactory().createSocket(server.getAddress(), server.getPort()));
    }

    private RawClient(Socket connected) throws IOException {
        socket = connected;
        socket.setSoTimeout(20_000);
        socket.setTcpNoDelay(true);
        in = new BufferedInputStream(socket.getInputStream());
    }

    RawClient send(String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
        return this;
    }

    /** Read the answer to a request of that method. */
    Answer answer(String method) throws IOException {
        List<Answer> interim = new ArrayList<>();
        while (true) {
            String line = line();
            int status = Integer.parseInt(line.substring(9, 12));
            Map<String, List<String>> fields = fields();
            if (status >= 200 || status == 101) {
                List<String> trailers = new ArrayList<>();
                String body = status == 101 ? "" : body(method, status, fields, trailers);
                return new Answer(status, interim, fields, body, trailers);
            }
            interim.add(new Answer(status, List.of(), fields, "", List.of()));
        }
    }

    private String body(String method, int status, Map<String, List<String>> fields, List<String> trailers)
            throws IOException {
        if (method.equals("HEAD") || status == 204 || status == 304) {
            return "";
        }
        List<String> length = fields.get("content-length");
        if (length != null) {
            return text(in.readNBytes(Integer.parseInt(length.get(0))));
        }
        if (!fields.containsKey("transfer-encoding")) {
            return text(in.readAllBytes());
        }
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        for (int size = size(); size > 0; size = size()) {
            body.write(in.readNBytes(size));
            line();
        }
        fields().forEach((name, values) -> trailers.add(name + ": " + values));
        return text(body.toByteArray());
    }

    private int size() throws IOException {
        return Integer.parseInt(line(), 16);
    }

    private Map<String, List<String>> fields() throws IOException {
        Map<String, List<String>> fields = new TreeMap<>();
        for (String line = line(); !line.isEmpty(); line = line()) {
            int colon = line.indexOf(':');
            fields.computeIfAbsent(line.substring(0, colon).toLowerCase(Locale.ROOT), name -> new ArrayList<>())
                    .add(line.substring(colon + 1).strip());
        }
        return fields;
    }

    /** Read a line. */
    String line() throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int b = in.read(); b != '\n'; b = in.read()) {
            if (b < 0) {
                throw new EOFException("the connection ends after " + line);
            }
            if (b != '\r') {
                line.write(b);
            }
        }
        return text(line.toByteArray());
    }

    /** {@return what comes until the server closes the connection} */
    String rest() throws IOException {
        return text(in.readAllBytes());
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
