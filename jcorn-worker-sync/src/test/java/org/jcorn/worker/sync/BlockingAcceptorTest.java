package org.jcorn.worker.sync;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(30)
class BlockingAcceptorTest {

    @Test
    void acceptsOneAfterTheOther() throws Exception {
        try (Loopback loopback = new Loopback(1)) {
            // Given
            Acceptor acceptor = acceptor(loopback, false);
            loopback.connect(0);
            loopback.connect(0);

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
        try (Loopback loopback = new Loopback(1)) {
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

    /** The listener belongs to other workers too: it must only be closed here, never shut down. */
    @Test
    void stopLeavesTheSocketToOtherWorkers() throws Exception {
        try (Loopback loopback = new Loopback(1)) {
            // Given
            Acceptor acceptor = acceptor(loopback, false);
            AcceptingThread thread = new AcceptingThread(acceptor);
            thread.start();
            loopback.connect(0);
            Awaitility.await().until(() -> thread.accepted() == 1);
            thread.awaitBlocked();

            // When
            acceptor.stop();
            acceptor.accept();

            // Then
            assertThat(thread.ended()).isEqualTo(1);
        }
    }

    @ParameterizedTest(name = "left to this worker: {0}, so {1} of 3 that wait are served")
    @CsvSource({"true, 3", "false, 0"})
    void stopWhileBusyServesTheQueueOnlyIfNobodyElseDoes(boolean abandoned, int served) throws Exception {
        try (Loopback loopback = new Loopback(1)) {
            // Given
            Acceptor acceptor = acceptor(loopback, abandoned);
            loopback.connect(0);
            try (SocketChannel busyWith = acceptor.accept()) {
                assertThat(busyWith).isNotNull();
                for (int i = 0; i < 3; i++) {
                    loopback.connect(0);
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
    }

    @Test
    void stopBeforeTheFirstAccept() throws Exception {
        try (Loopback loopback = new Loopback(1)) {
            Acceptor acceptor = acceptor(loopback, false);

            acceptor.stop();

            assertThat(acceptor.accept()).isNull();
            assertThat(acceptor.accept()).isNull();
        }
    }

    /** Many clients while the stop comes at any moment: whoever was accepted was counted, and it always ends. */
    @Test
    void stopInTheMiddleOfTraffic() throws Exception {
        for (int round = 0; round < 20; round++) {
            try (Loopback loopback = new Loopback(1)) {
                // Given
                Acceptor acceptor = acceptor(loopback, true);
                AcceptingThread thread = new AcceptingThread(acceptor);
                thread.start();
                for (int i = 0; i < round % 5; i++) {
                    loopback.connect(0);
                }

                // When
                acceptor.stop();

                // Then
                assertThat(thread.ended()).isEqualTo(round % 5);
            }
        }
    }

    /** The description is shared: a worker of another class may have made it non-blocking, and accept still waits. */
    @Test
    void waitsAlsoOnASocketThatAnotherProcessMadeNonBlocking() throws Exception {
        try (Loopback loopback = new Loopback(1)) {
            // Given
            loopback.listeners().get(0).configureBlocking(false);
            loopback.listeners().get(0).configureBlocking(true);
            AcceptingThread thread = new AcceptingThread(acceptor(loopback, false));
            thread.start();
            thread.awaitBlocked();

            // When
            loopback.connect(0);

            // Then
            Awaitility.await().until(() -> thread.accepted() == 1);
        }
    }

    private static Acceptor acceptor(Loopback loopback, boolean abandoned) {
        return new BlockingAcceptor(loopback.listeners().get(0), new Backlog(loopback.queues(abandoned), 16));
    }
}
