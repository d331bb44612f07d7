package org.jcorn.arbiter;

import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jcorn.config.ControlSettings;
import org.jcorn.control.ControlClient;
import org.jcorn.control.ControlException;
import org.jspecify.annotations.Nullable;

/**
 * This server, when it was only started to make class data archives: it serves a request to itself and stops, and its
 * JVMs write down at their end which classes that took.
 */
final class Trainee extends Thread {

    /** The socket it serves, in its working directory: a socket's whole path may have 107 bytes only. */
    static final String SOCKET = "socket";

    /** The application it serves: a source file, so that the classes that compile one are among the archived. */
    static final String APPLICATION = "Trained:app";

    private static final String SOURCE = """
            class Trained {
                static void app(org.jcorn.Request request, org.jcorn.Response response) throws Exception {
                    response.send(request.path());
                }
            }
            """;

    private static final String REQUEST = "GET / HTTP/1.1\r\nHost: localhost\r\n\r\n";

    private volatile boolean served;

    Trainee() {
        super("jcorn-trainee");
        setDaemon(true);
    }

    /** {@return whether it has served its request, so that the server may stop} */
    boolean served() {
        return served;
    }

    /** {@return the directory to make archives in, or null if this is an ordinary server} */
    static @Nullable Path directory() {
        String directory = System.getProperty("jcorn.training");
        return directory == null ? null : Path.of(directory);
    }

    /** Lay out the directory of a trainee. */
    static void prepare(Path directory) throws IOException {
        Files.writeString(directory.resolve("Trained.java"), SOURCE);
    }

    @Override
    public void run() {
        try (SocketChannel channel = SocketChannel.open(UnixDomainSocketAddress.of(SOCKET))) {
            channel.write(ByteBuffer.wrap(REQUEST.getBytes(StandardCharsets.US_ASCII)));
            ByteBuffer response = ByteBuffer.allocate(4096);
            int count;
            do {
                count = channel.read(response.clear());
            } while (count >= 0);
        } catch (IOException e) {
            return; // the server that waits for us sees that there is no archive
        } finally {
            control();
            served = true;
        }
    }

    /** Ask as {@code jcornc} does, so that both ends' classes are among the archived. */
    private static void control() {
        try (ControlClient client = ControlClient.open(ControlSettings.standardPath(System.getenv()))) {
            client.call("show stats");
        } catch (IOException | ControlException e) {
            return; // where the path is too long for a socket there is none, and jcornc takes a little longer
        }
    }
}
