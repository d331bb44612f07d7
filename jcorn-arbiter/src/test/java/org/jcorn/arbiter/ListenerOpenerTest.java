package org.jcorn.arbiter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.net.StandardSocketOptions;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import org.jcorn.config.BindAddress;
import org.jcorn.worker.Inherited;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ListenerOpenerTest {

    @TempDir
    Path directory;

    private final List<BoundListener> opened = new ArrayList<>();

    @AfterEach
    void close() {
        for (BoundListener listener : opened) {
            listener.close();
        }
    }

    @ParameterizedTest
    @CsvSource({"127.0.0.1, INET, 127.0.0.1:", "localhost, INET, localhost:", "::1, INET6, [::1]:"})
    void tcp(String host, StandardProtocolFamily family, String address) throws IOException {
        assumeThat(!host.contains(":") || Files.exists(Path.of("/proc/net/if_inet6")))
                .isTrue();

        // When
        BoundListener listener = open(new BindAddress.Tcp(host, 0), 022);

        // Then
        int port = ((InetSocketAddress) listener.channel().getLocalAddress()).getPort();
        assertThat(listener.family()).isEqualTo(family);
        assertThat(listener.address()).isEqualTo(address + port);
        assertThat(listener.url("http")).isEqualTo("http://" + address + port);
        assertThat(listener.fd()).isEqualTo(Inherited.number(listener.channel()));
        assertThat(listener.socketFile()).isNull();
    }

    @Test
    void acceptedConnectionsDoNotDelayWhatIsSmall() throws IOException {
        // Given
        BoundListener listener = open(new BindAddress.Tcp("127.0.0.1", 0), 022);

        // When
        try (SocketChannel client = SocketChannel.open(listener.channel().getLocalAddress());
                SocketChannel accepted = listener.channel().accept()) {

            // Then
            assertThat(accepted.getOption(StandardSocketOptions.TCP_NODELAY)).isTrue();
            assertThat(client.isConnected()).isTrue();
        }
    }

    @Test
    void addressInUse() throws IOException {
        BoundListener listener = open(new BindAddress.Tcp("127.0.0.1", 0), 022);
        int port = ((InetSocketAddress) listener.channel().getLocalAddress()).getPort();

        assertRefused(
                new BindAddress.Tcp("127.0.0.1", port),
                "cannot listen on 127.0.0.1:" + port + ": Address already in use");
    }

    @Test
    void addressOfAnotherMachine() {
        assertRefused(
                new BindAddress.Tcp("192.0.2.1", 0), "cannot listen on 192.0.2.1:0: Cannot assign requested address");
    }

    @Test
    void unknownHost() {
        assertRefused(
                new BindAddress.Tcp("no.such.host.invalid", 80),
                "cannot listen on no.such.host.invalid:80: the host is not known");
    }

    @ParameterizedTest
    @CsvSource({"18, rwxr-xr-x", "0, rwxrwxrwx", "63, rwx------"})
    void modeOfUnixSocketFollowsTheUmask(int umask, String mode) throws IOException {
        // When
        BoundListener listener = open(unix("s"), umask);

        // Then
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(directory.resolve("s"))))
                .isEqualTo(mode);
        assertThat(listener.family()).isEqualTo(StandardProtocolFamily.UNIX);
        assertThat(listener.address()).isEqualTo("unix:" + directory.resolve("s"));
        assertThat(listener.url("http")).isEqualTo(listener.address());
        assertThat(Files.createFile(directory.resolve("after")))
                .as("the process's own umask is as before")
                .satisfies(file -> assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                        .isEqualTo(PosixFilePermissions.toString(
                                Files.getPosixFilePermissions(Files.createFile(directory.resolve("again"))))));
    }

    @Test
    void closingRemovesTheSocketFile() throws IOException {
        BoundListener listener = open(unix("s"), 022);

        listener.close();

        assertThat(directory.resolve("s")).doesNotExist();
    }

    @Test
    void socketThatAKilledServerLeftIsReplaced() throws IOException {
        // Given
        try (ServerSocketChannel killed = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            killed.bind(UnixDomainSocketAddress.of(directory.resolve("s")));
        }
        assertThat(directory.resolve("s")).exists();

        // When
        BoundListener listener = open(unix("s"), 022);

        // Then
        try (SocketChannel client = SocketChannel.open(UnixDomainSocketAddress.of(directory.resolve("s")));
                SocketChannel accepted = listener.channel().accept()) {
            assertThat(accepted.write(ByteBuffer.wrap(new byte[1]))).isEqualTo(1);
            assertThat(client.isConnected()).isTrue();
        }
    }

    @Test
    void socketThatAnotherServerAnswersIsInUse() throws IOException {
        try (ServerSocketChannel other = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            other.bind(UnixDomainSocketAddress.of(directory.resolve("s")));

            assertRefused(unix("s"), "cannot listen on unix:" + directory.resolve("s") + ": Address already in use");
            assertThat(directory.resolve("s")).exists();
        }
    }

    @Test
    void regularFileIsNotOursToRemove() throws IOException {
        Files.writeString(directory.resolve("s"), "precious");

        assertRefused(
                unix("s"), "cannot listen on unix:" + directory.resolve("s") + ": the file exists and is no socket");
        assertThat(directory.resolve("s")).hasContent("precious");
    }

    @Test
    void directoryIsNotOursToRemove() throws IOException {
        Files.createDirectory(directory.resolve("s"));

        assertRefused(
                unix("s"), "cannot listen on unix:" + directory.resolve("s") + ": the file exists and is no socket");
    }

    @Test
    void symbolicLinkIsNotFollowed() throws IOException {
        Files.createSymbolicLink(directory.resolve("s"), directory.resolve("nowhere"));

        assertRefused(
                unix("s"), "cannot listen on unix:" + directory.resolve("s") + ": the file exists and is no socket");
    }

    /** Connecting to one is refused as it is to a stale socket, but it may be {@code /dev/null}. */
    @Test
    void fifoIsNotOursToRemove() throws IOException, InterruptedException {
        Path fifo = directory.resolve("s");
        assertThat(new ProcessBuilder("mkfifo", fifo.toString()).start().waitFor())
                .isZero();

        assertRefused(unix("s"), "cannot listen on unix:" + fifo + ": the file exists and is no socket");
        assertThat(fifo).exists();
    }

    @Test
    void missingDirectory() {
        assertThatThrownBy(() -> open(unix("missing/s"), 022))
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith("cannot listen on unix:" + directory.resolve("missing/s") + ": ");
    }

    @Test
    void adoptsADescriptor() throws IOException {
        // Given
        BoundListener inherited = open(new BindAddress.Tcp("127.0.0.1", 0), 022);

        // When
        BoundListener listener =
                new ListenerOpener(PipedWorkers.OS, 10, 022, false).open(new BindAddress.Fd(inherited.fd()));

        // Then
        assertThat(listener.fd()).isEqualTo(inherited.fd());
        assertThat(listener.family()).isEqualTo(StandardProtocolFamily.INET);
        assertThat(listener.address()).isEqualTo(inherited.address());
        assertThat(listener.socketFile()).isNull();
    }

    @Test
    void adoptsAUnixSocketButNotItsFile() throws IOException {
        // Given
        BoundListener inherited = open(unix("s"), 022);

        // When
        BoundListener listener =
                new ListenerOpener(PipedWorkers.OS, 10, 022, false).open(new BindAddress.Fd(inherited.fd()));

        // Then
        assertThat(listener.family()).isEqualTo(StandardProtocolFamily.UNIX);
        assertThat(listener.address()).isEqualTo("unix:" + directory.resolve("s"));
        assertThat(listener.socketFile()).isNull();
    }

    @Test
    void doesNotAdoptWhatIsNoSocket() throws IOException {
        int[] pipe = PipedWorkers.OS.pipe();

        assertRefused(
                new BindAddress.Fd(pipe[0]), "cannot listen on fd://" + pipe[0] + ": it is no socket to listen on");
        PipedWorkers.OS.close(pipe[0]);
        PipedWorkers.OS.close(pipe[1]);
    }

    private BindAddress.Unix unix(String name) {
        return new BindAddress.Unix(directory.resolve(name));
    }

    private BoundListener open(BindAddress address, int umask) throws IOException {
        BoundListener listener = new ListenerOpener(PipedWorkers.OS, 10, umask, false).open(address);
        opened.add(listener);
        return listener;
    }

    private void assertRefused(BindAddress address, String message) {
        assertThatThrownBy(() -> open(address, 022))
                .isInstanceOf(IOException.class)
                .hasMessage(message);
    }
}
