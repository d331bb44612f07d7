package org.jcorn.worker.sync;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.SocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.HashSet;
import java.util.Objects;
import java.util.Set;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(30)
class PollingAcceptorTest {

    @Test
    void acceptsFromAllListeners() throws Exception {
        try (Loopback loopback = new Loopback(3)) {
            // Given
            Acceptor acceptor = acceptor(loopback, false);
            Set<SocketAddress> expected = new HashSet<>();
            for (int i = 0; i < 3; i++) {
                expected.add(loopback.connect(i).getRemoteAddress());
            }

            // When
            Set<SocketAddress> accepted = new HashSet<>();
            for (int i = 0; i < 3; i++) {
                try (SocketChannel client = Objects.requireNonNull(acceptor.accept())) {
                    accepted.add(client.getLocalAddress());
                }
            }

            // Then
            assertThat(accepted).isEqualTo(expected);
        }
    }

    @Test
    void acceptedConnectionsBlock() throws Exception {
        try (Loopback loopback = new Loopback(2)) {
            Acceptor acceptor = acceptor(loopback, false);
            loopback.connect(1);

            try (SocketChannel client = Objects.requireNonNull(acceptor.accept())) {
                assertThat(client.isBlocking()).isTrue();
            }
        }
    }

    @Test
    void busyListenerDoesNotStarveTheOther() throws Exception {
        try (Loopback loopback = new Loopback(2)) {
            // Given
            Acceptor acceptor = acceptor(loopback, false);
            for (int i = 0; i < 10; i++) {
                loopback.connect(0);
            }
            SocketAddress other = loopback.connect(1).getRemoteAddress();

            // When
            Set<SocketAddress> accepted = new HashSet<>();
            for (int i = 0; i < 3; i++) {
                try (SocketChannel client = Objects.requireNonNull(acceptor.accept())) {
                    accepted.add(client.getLocalAddress());
                }
            }

            // Then
            assertThat(accepted).contains(other);
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void stopWhileWaitingEndsIt(boolean abandoned) throws Exception {
        try (Loopback loopback = new Loopback(2)) {
            // Given
            Acceptor acceptor = acceptor(loopback, abandoned);
            AcceptingThread thread = new AcceptingThread(acceptor);
            thread.start();
            thread.awaitBlocked();

            // When
            acceptor.stop();

            // Then
            assertThat(thread.ended()).isZero();
            assertThat(loopback.listeners()).noneMatch(ServerSocketChannel::isOpen);
        }
    }

    @ParameterizedTest(name = "left to this worker: {0}, so {1} of 3 that wait are served")
    @CsvSource({"true, 3", "false, 0"})
    void stopWhileBusyServesTheQueuesOnlyIfNobodyElseDoes(boolean abandoned, int served) throws Exception {
        try (Loopback loopback = new Loopback(2)) {
            // Given
            Acceptor acceptor = acceptor(loopback, abandoned);
            loopback.connect(0);
            loopback.connect(1);
            loopback.connect(1);

            // When
            acceptor.stop();
            AcceptingThread thread = new AcceptingThread(acceptor);
            thread.start();

            // Then
            assertThat(thread.ended()).isEqualTo(served);
        }
    }

    /** Every idle worker wakes for a connection, and all but one find it taken. */
    @Test
    void connectionThatAnotherWorkerTookIsNoTrouble() throws Exception {
        try (Loopback loopback = new Loopback(2)) {
            // Given
            AcceptingThread one = new AcceptingThread(acceptor(loopback, false));
            AcceptingThread two = new AcceptingThread(acceptor(loopback, false));
            one.start();
            two.start();

            // When
            for (int i = 0; i < 20; i++) {
                loopback.connect(i % 2);
            }

            // Then
            Awaitility.await().until(() -> one.accepted() + two.accepted() == 20);
        }
    }

    private static Acceptor acceptor(Loopback loopback, boolean abandoned) throws Exception {
        return new PollingAcceptor(loopback.queues(abandoned), new Backlog(loopback.queues(abandoned), 16));
    }
}
