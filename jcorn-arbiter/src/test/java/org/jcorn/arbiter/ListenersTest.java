package org.jcorn.arbiter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jcorn.config.Config;
import org.jcorn.worker.InheritedListener;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ListenersTest {

    private static final String ANY = "127.0.0.1:0";

    @TempDir
    Path directory;

    private final List<Listeners> opened = new ArrayList<>();

    @AfterEach
    void close() {
        for (Listeners listeners : opened) {
            listeners.closeExcept(Listeners.none());
        }
    }

    @Test
    void opensAllAddressesInOrder() throws IOException {
        // When
        Listeners listeners = open(ANY + "," + unix("a"), Listeners.none());

        // Then
        int port = port(listeners);
        assertThat(listeners.inherited(0))
                .containsExactly(
                        new InheritedListener(9, 11, StandardProtocolFamily.INET, "127.0.0.1:" + port),
                        new InheritedListener(10, 12, StandardProtocolFamily.UNIX, unix("a")));
        assertThat(listeners).hasToString("http://127.0.0.1:" + port + ", " + unix("a"));
        assertThat(listeners.descriptors(0))
                .hasSize(2)
                .allMatch(fd -> Descriptors.target(fd).startsWith("socket:"));
        assertConnects(port);
    }

    @Test
    void namesItsSchemeAndWantsTheFilesOfTls() throws IOException {
        // Given
        Path certificate = Files.createFile(directory.resolve("server.crt"));
        Map<String, String> settings = new HashMap<>(
                Map.of("bind", ANY, "chdir", directory.toString(), "certfile", "server.crt", "ca_certs", "ca.crt"));

        // Then
        assertThatThrownBy(() -> Listeners.open(new Native(), Config.of(settings)))
                .isInstanceOf(IOException.class)
                .hasMessage("setting 'ca_certs': \"ca.crt\" does not exist");

        // When
        settings.put("ca_certs", certificate.toString());
        Listeners listeners = Listeners.open(new Native(), Config.of(settings));
        opened.add(listeners);

        // Then
        assertThat(listeners).hasToString("https://127.0.0.1:" + port(listeners));
    }

    @Test
    void takesOverWhatStaysAndOpensTheRest() throws IOException {
        // Given
        Listeners former = open(ANY + "," + unix("a"), Listeners.none());

        // When
        Listeners next = open(ANY + "," + unix("b"), former);

        // Then
        assertThat(next.descriptors(0).get(0)).isEqualTo(former.descriptors(0).get(0));
        assertThat(port(next)).isEqualTo(port(former));
        assertThat(next.descriptors(0).get(1)).isNotIn(former.descriptors(0));
        assertThat(former.missingIn(next)).containsExactly(1);
        assertThat(former.missingIn(former)).isEmpty();
    }

    @Test
    void closesOnlyWhatIsGone() throws IOException {
        // Given
        Listeners former = open(ANY + "," + unix("a"), Listeners.none());
        Listeners next = open(ANY + "," + unix("b"), former);

        // When
        former.closeExcept(next);

        // Then
        assertConnects(port(next));
        assertThat(directory.resolve("a")).doesNotExist();
        assertThat(directory.resolve("b")).exists();
        assertThat(Descriptors.target(former.descriptors(0).get(1))).doesNotStartWith("socket:");
    }

    @Test
    void failureClosesWhatWasOpenedButNotWhatWasThere() throws IOException {
        // Given
        Listeners former = open(ANY, Listeners.none());
        try (ServerSocketChannel other =
                ServerSocketChannel.open().bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))) {
            String taken = "127.0.0.1:" + ((InetSocketAddress) other.getLocalAddress()).getPort();

            // When
            assertThatThrownBy(() -> open(ANY + "," + unix("a") + "," + taken, former))

                    // Then
                    .isInstanceOf(IOException.class)
                    .hasMessage("cannot listen on " + taken + ": Address already in use");
        }
        assertThat(directory.resolve("a")).doesNotExist();
        assertConnects(port(former));
    }

    /** A server that stops closes its listeners at once, and once more on its way out. */
    @Test
    void closingTwiceLeavesTheSocketOfASuccessorAlone() throws IOException {
        // Given
        Listeners listeners = open(unix("a"), Listeners.none());
        listeners.closeExcept(Listeners.none());
        try (ServerSocketChannel successor = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            successor.bind(UnixDomainSocketAddress.of(directory.resolve("a")));

            // When
            listeners.closeExcept(Listeners.none());

            // Then
            assertThat(directory.resolve("a")).exists();
        }
    }

    @Test
    void manyReloadsLeaveTheDescriptorsFlat() throws IOException {
        // Given
        Listeners current = open(ANY + "," + unix("0"), Listeners.none());
        int before = highest(current);

        // When
        for (int i = 1; i <= 50; i++) {
            Listeners next = open(ANY + "," + unix(Integer.toString(i % 2)), current);
            current.closeExcept(next);
            current = next;
        }

        // Then
        assertThat(highest(current)).isLessThanOrEqualTo(before + 5);
        assertConnects(port(current));
    }

    @Test
    void addressGivenTwiceIsOpenedOnce() throws IOException {
        Listeners listeners = open(ANY + "," + ANY + "," + unix("a") + "," + unix("a"), Listeners.none());

        assertThat(listeners.inherited(0)).hasSize(2);
    }

    @Test
    void withReusePortEachSeatInheritsItsOwnSocketsAndTheSharedOnes() throws IOException {
        // When
        Listeners listeners =
                open(Map.of("bind", ANY + "," + unix("a"), "reuse_port", "true", "workers", "2"), Listeners.none());

        // Then
        assertThat(listeners.seats(2)).isEqualTo(2);
        assertThat(listeners.placesOfSeats()).containsExactly(0);
        assertThat(listeners.inherited(1)).isEqualTo(listeners.inherited(0));
        assertThat(listeners.descriptors(1).get(0)).isNotIn(listeners.descriptors(0));
        assertThat(listeners.descriptors(1).get(1))
                .isEqualTo(listeners.descriptors(0).get(1));

        // When
        listeners.add(2);

        // Then
        assertThat(listeners.descriptors(2).get(0)).isNotIn(listeners.descriptors(0), listeners.descriptors(1));
    }

    @Test
    void switchingReusePortOnKeepsTheSocket() throws IOException {
        // Given
        Listeners former = open(ANY, Listeners.none());

        // When
        Listeners next = open(Map.of("bind", ANY, "reuse_port", "true", "workers", "2"), former);
        next.add(1);

        // Then
        assertThat(former.seats(2)).isEqualTo(1);
        assertThat(next.seats(2)).isEqualTo(2);
        assertThat(next.descriptors(0)).isEqualTo(former.descriptors(0));
        assertThat(next.descriptors(1)).doesNotContainAnyElementsOf(former.descriptors(0));
    }

    @Test
    void unixSocketsAloneHaveOneSeat() throws IOException {
        Listeners listeners = open(Map.of("bind", unix("a"), "reuse_port", "true"), Listeners.none());

        assertThat(listeners.seats(3)).isEqualTo(1);
    }

    @Test
    void noneHasNothing() {
        assertThat(Listeners.none().descriptors(0)).isEmpty();
        assertThat(Listeners.none().inherited(0)).isEmpty();
        assertThat(Listeners.none()).hasToString("");
    }

    private static int highest(Listeners listeners) {
        return listeners.descriptors(0).stream().max(Integer::compare).orElseThrow();
    }

    private Listeners open(String bind, Listeners former) throws IOException {
        return open(Map.of("bind", bind), former);
    }

    private Listeners open(Map<String, String> settings, Listeners former) throws IOException {
        Listeners listeners = Listeners.open(PipedWorkers.OS, Config.of(settings), former);
        opened.add(listeners);
        return listeners;
    }

    private String unix(String name) {
        return "unix:" + directory.resolve(name);
    }

    private static int port(Listeners listeners) {
        String address = listeners.inherited(0).get(0).address();
        return Integer.parseInt(address.substring(address.lastIndexOf(':') + 1));
    }

    private static void assertConnects(int port) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            assertThat(socket.isConnected()).isTrue();
        }
        try (SocketChannel channel =
                SocketChannel.open(new InetSocketAddress(InetAddress.getLoopbackAddress(), port))) {
            assertThat(channel.isConnected()).isTrue();
        }
    }
}
