package org.jcorn.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.FileInputStream;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ProtocolFamily;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InheritedTest {

    @TempDir
    Path directory;

    @Test
    void descriptorsFollowOneAnother() {
        assertThat(new int[] {
                    Inherited.LAST_WORDS,
                    Inherited.ARGUMENTS,
                    Inherited.SPEC,
                    Inherited.STDERR,
                    Inherited.LIFELINE,
                    Inherited.REPORT,
                    Inherited.SCOREBOARD,
                    Inherited.LISTENERS
                })
                .containsExactly(2, 3, 4, 5, 6, 7, 8, 9);
    }

    @Test
    void opensADescriptorByItsNumber() throws IOException {
        // Given
        Path path = Files.writeString(directory.resolve("file"), "content");
        try (RandomAccessFile file = new RandomAccessFile(path.toFile(), "r")) {
            int number = Inherited.number(file.getFD());

            // When
            FileInputStream in = new FileInputStream(Inherited.descriptor(number));

            // Then
            assertThat(in.read()).isEqualTo('c');
        }
    }

    @Test
    void adoptsATcpListener() throws IOException {
        try (ServerSocketChannel made = ServerSocketChannel.open(StandardProtocolFamily.INET)) {
            made.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));

            assertServes(made, StandardProtocolFamily.INET);
        }
    }

    @Test
    void adoptsAUnixListener() throws IOException {
        try (ServerSocketChannel made = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            made.bind(UnixDomainSocketAddress.of(directory.resolve("socket")));

            assertServes(made, StandardProtocolFamily.UNIX);
        }
    }

    private static void assertServes(ServerSocketChannel made, ProtocolFamily family) throws IOException {
        // Given
        int number = Inherited.number(made);

        // When
        ServerSocketChannel adopted = Inherited.serverChannel(number, family);

        // Then
        assertThat(Inherited.number(adopted)).isEqualTo(number);
        assertThat(adopted.getLocalAddress()).isEqualTo(made.getLocalAddress());
        try (SocketChannel client = SocketChannel.open(made.getLocalAddress());
                SocketChannel server = adopted.accept()) {
            assertThat(client.isConnected()).isTrue();
            assertThat(server.isConnected()).isTrue();
        }
    }

    @Test
    void doesNotAdoptWhatIsNoSocket() throws IOException {
        try (RandomAccessFile file =
                new RandomAccessFile(directory.resolve("file").toFile(), "rw")) {
            int number = Inherited.number(file.getFD());

            assertThatThrownBy(() -> Inherited.serverChannel(number, StandardProtocolFamily.INET))
                    .isInstanceOf(IOException.class)
                    .hasMessageStartingWith(
                            "this JVM does not let descriptor " + number + " be adopted as a listener: ");
        }
    }
}
