package org.jcorn.worker.sync;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * One JVM cannot have two descriptors of a socket, so a second listener stands for the other channel here; that no
 * connection is lost with a real one is shown over processes.
 */
@Timeout(30)
class BlockingAcceptorTest {

    private static final int BLOCKED_ON = 0;
    private static final int OTHER = 1;

    private static Acceptor acceptor(Loopback loopback, boolean abandoned) {
        return new BlockingAcceptor(
                loopback.listeners().get(BLOCKED_ON),
                new Backlog(List.of(loopback.queues(abandoned).get(OTHER)), 16));
    }

    @Test
    void acceptsOneAfterTheOther() throws Exception {
        try (Loopback loopback = new Loopback(2)) {
            // Given
            Acceptor acceptor = acceptor(loopback, false);
            loopback.connect(BLOCKED_ON);
            loopback.connect(BLOCKED_ON);

            // When
            try (SocketChannel first = acceptor.accept();
                    SocketChannel second = acceptor.accept()) {

                // Then
                assertThat(first).isNotNull();
                assertThat(second).isNotNull().isNotSameAs(first);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void stopWhileBlockedEndsIt(boolean abandoned) throws Exception {
        try (Loopback loopback = new Loopback(2)) {
            // Given
            AcceptingThread thread = new AcceptingThread(acceptor(loopback, abandoned));
            Acceptor acceptor = acceptor(loopback, abandoned);
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
    void servesTheQueueAfterAStopOnlyIfNobodyElseDoes(boolean abandoned, int served) throws Exception {
        try (Loopback loopback = new Loopback(2)) {
            // Given
            Acceptor acceptor = acceptor(loopback, abandoned);
            for (int i = 0; i < 3; i++) {
                loopback.connect(OTHER);
            }

            // When
            acceptor.stop();
            AcceptingThread thread = new AcceptingThread(acceptor);
            thread.start();

            // Then
            assertThat(thread.ended()).isEqualTo(served);
            assertThat(loopback.listeners()).noneMatch(ServerSocketChannel::isOpen);
        }
    }

    @Test
    void stopBeforeTheFirstAccept() throws Exception {
        try (Loopback loopback = new Loopback(2)) {
            Acceptor acceptor = acceptor(loopback, false);

            acceptor.stop();

            assertThat(acceptor.accept()).isNull();
            assertThat(acceptor.accept()).isNull();
        }
    }

    /** The description is shared: a worker of another class may have made it non-blocking, and accept still waits. */
    @Test
    void waitsAlsoOnASocketThatAnotherProcessMadeNonBlocking() throws Exception {
        try (Loopback loopback = new Loopback(2)) {
            // Given
            loopback.listeners().get(BLOCKED_ON).configureBlocking(false);
            loopback.listeners().get(BLOCKED_ON).configureBlocking(true);
            AcceptingThread thread = new AcceptingThread(acceptor(loopback, false));
            thread.start();
            thread.awaitBlocked();

            // When
            loopback.connect(BLOCKED_ON);

            // Then
            org.awaitility.Awaitility.await().until(() -> thread.accepted() == 1);
        }
    }
}
