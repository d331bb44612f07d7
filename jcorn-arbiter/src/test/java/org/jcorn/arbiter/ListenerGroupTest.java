package org.jcorn.arbiter;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import org.assertj.core.api.ThrowingConsumer;
import org.jcorn.config.BindAddress;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Where the kernel puts connections; so many are made that chance does not matter. */
class ListenerGroupTest {

    private static final int CONNECTIONS = 60;

    @TempDir
    Path directory;

    private final List<ListenerGroup> opened = new ArrayList<>();

    @AfterEach
    void close() {
        for (ListenerGroup group : opened) {
            group.close();
        }
    }

    @Test
    void eachSeatHasASocketOfTheSamePort() throws IOException {
        // When
        ListenerGroup group = tcp(true, 3);

        // Then
        assertThat(group.sockets())
                .extracting(BoundListener::fd)
                .doesNotHaveDuplicates()
                .hasSize(3);
        assertThat(group.sockets())
                .extracting(BoundListener::address)
                .containsOnly(group.first().address());
        assertThat(group.of(2)).isSameAs(group.sockets().get(2));
        assertThat(connect(group)).doesNotContain(0);
    }

    @Test
    void seatsShareAUnixSocket() throws IOException {
        // Given
        ListenerGroup group = group(new BindAddress.Unix(directory.resolve("s")), true);

        // When
        group.open(3);
        group.add(4);

        // Then
        assertThat(group.sockets()).hasSize(1);
        assertThat(group.of(4)).isSameAs(group.first());
        assertThat(group.first().family()).isEqualTo(StandardProtocolFamily.UNIX);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aNewSeatGetsNothingBeforeItIsReady(boolean reusePort) throws IOException {
        // Given: bound without SO_REUSEPORT, as before a reload that wants it, or with
        ListenerGroup group = tcp(reusePort, 1);

        // When
        group.add(2);

        // Then
        assertThat(connect(group)).containsExactly(CONNECTIONS, 0, 0);
        group.serve(seats(0, 2));
        assertThat(connect(group)).satisfiesExactly(some(), none(), some());
        group.serve(seats(0, 1, 2));
        assertThat(connect(group)).satisfiesExactly(some(), some(), some());
    }

    @Test
    void onlySeatsWithSomebodyReadyGetConnections() throws IOException {
        // Given
        ListenerGroup group = tcp(true, 4);

        // When
        group.serve(seats(3, 1));

        // Then
        assertThat(connect(group)).satisfiesExactly(none(), some(), none(), some());
    }

    @Test
    void withNobodyReadyAllStaysAsItIs() throws IOException {
        // Given
        ListenerGroup group = tcp(true, 2);

        // When
        group.serve(seats());

        // Then
        assertThat(connect(group)).satisfiesExactly(some(), some());
    }

    @Test
    void whatWaitsStaysWhereItIs() throws IOException {
        // Given
        ListenerGroup group = tcp(true, 2);
        List<SocketChannel> clients = clients(group);

        // When
        group.serve(seats(0));

        // Then
        assertThat(accepted(group)).satisfiesExactly(some(), some());
        closeAll(clients);
    }

    @Test
    void theLastSocketsAreClosedAndTheOthersGoOn() throws IOException {
        // Given
        ListenerGroup group = tcp(true, 4);
        List<BoundListener> kept = group.sockets().subList(0, 2);
        group.serve(seats(0, 1));

        // When
        group.trim(2);

        // Then
        assertThat(group.sockets()).isEqualTo(kept);
        group.serve(seats(0, 1));
        assertThat(connect(group)).satisfiesExactly(some(), some());
        group.add(2);
        assertThat(connect(group)).satisfiesExactly(some(), some(), none());
    }

    @Test
    void oneSocketAlwaysStays() throws IOException {
        ListenerGroup group = tcp(true, 2);

        group.trim(0);

        assertThat(group.sockets()).hasSize(1);
        assertThat(connect(group)).containsExactly(CONNECTIONS);
    }

    private ListenerGroup tcp(boolean reusePort, int seats) throws IOException {
        ListenerGroup group = group(new BindAddress.Tcp("127.0.0.1", 0), reusePort);
        group.open(seats);
        return group;
    }

    private ListenerGroup group(BindAddress address, boolean reusePort) throws IOException {
        Native os = PipedWorkers.OS;
        ListenerGroup group = new ListenerGroup(os, new ListenerOpener(os, CONNECTIONS, 022, reusePort), address);
        opened.add(group);
        return group;
    }

    /** {@return how many connections each of the sockets gets} */
    private static List<Integer> connect(ListenerGroup group) throws IOException {
        List<SocketChannel> clients = clients(group);
        List<Integer> accepted = accepted(group);
        closeAll(clients);
        assertThat(accepted.stream().mapToInt(Integer::intValue).sum()).isEqualTo(CONNECTIONS);
        return accepted;
    }

    private static List<SocketChannel> clients(ListenerGroup group) throws IOException {
        List<SocketChannel> clients = new ArrayList<>();
        InetSocketAddress address = (InetSocketAddress) group.first().channel().getLocalAddress();
        for (int i = 0; i < CONNECTIONS; i++) {
            clients.add(SocketChannel.open(address));
        }
        return clients;
    }

    private static void closeAll(List<SocketChannel> clients) throws IOException {
        for (SocketChannel client : clients) {
            client.close();
        }
    }

    private static List<Integer> accepted(ListenerGroup group) throws IOException {
        List<Integer> counts = new ArrayList<>();
        for (BoundListener socket : group.sockets()) {
            ServerSocketChannel channel = socket.channel();
            channel.configureBlocking(false);
            int count = 0;
            for (SocketChannel client = channel.accept(); client != null; client = channel.accept()) {
                client.close();
                count++;
            }
            counts.add(count);
        }
        return counts;
    }

    private static BitSet seats(int... numbers) {
        BitSet seats = new BitSet();
        for (int number : numbers) {
            seats.set(number);
        }
        return seats;
    }

    private static ThrowingConsumer<Integer> some() {
        return count -> assertThat(count).isPositive();
    }

    private static ThrowingConsumer<Integer> none() {
        return count -> assertThat(count).isZero();
    }
}
