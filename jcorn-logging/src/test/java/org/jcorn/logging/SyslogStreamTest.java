package org.jcorn.logging;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Path;
import org.jcorn.config.SyslogAddress;
import org.jcorn.config.SyslogAddress.Transport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class SyslogStreamTest {

    @Test
    void aConnectionThatTheServerClosedIsReplacedBeforeAnythingIsLost() throws IOException {
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            SyslogStream stream = new SyslogStream(address(server));

            // When
            stream.send("one".getBytes(US_ASCII));
            try (Socket first = server.accept()) {
                assertThat(line(first)).isEqualTo("one");
            }
            stream.send("two".getBytes(US_ASCII));

            // Then
            try (Socket second = server.accept()) {
                assertThat(line(second)).isEqualTo("two");
            }
            stream.close();
        }
    }

    @Test
    void aServerThatIsNotThereIsAFailure(@TempDir Path directory) throws IOException {
        ServerSocket gone = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        gone.close();
        String nowhere = directory.resolve("no-such-socket").toString();

        assertThatThrownBy(() -> new SyslogStream(address(gone)).send(new byte[1]))
                .isInstanceOf(IOException.class);
        assertThatThrownBy(
                        () -> new SyslogStream(new SyslogAddress(Transport.UNIX_STREAM, nowhere, 0)).send(new byte[1]))
                .isInstanceOf(IOException.class);
    }

    private static SyslogAddress address(ServerSocket server) {
        return new SyslogAddress(Transport.TCP, "127.0.0.1", server.getLocalPort());
    }

    private static String line(Socket socket) throws IOException {
        return new BufferedReader(new InputStreamReader(socket.getInputStream(), US_ASCII)).readLine();
    }
}
