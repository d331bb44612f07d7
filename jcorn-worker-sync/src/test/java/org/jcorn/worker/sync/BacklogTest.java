package org.jcorn.worker.sync;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.List;
import org.junit.jupiter.api.Test;

class BacklogTest {

    @Test
    void servesWhatNobodyElseWill() throws IOException {
        try (Loopback loopback = new Loopback(2)) {
            // Given
            loopback.connect(0);
            loopback.connect(1);
            loopback.connect(1);
            Backlog backlog = new Backlog(loopback.queues(true), 100);

            // When
            int served = drain(backlog);

            // Then
            assertThat(served).isEqualTo(3);
            assertThat(loopback.listeners()).noneMatch(ServerSocketChannel::isOpen);
        }
    }

    @Test
    void leavesItToOthersWhereTheyGoOn() throws IOException {
        try (Loopback loopback = new Loopback(1)) {
            // Given
            loopback.connect(0);
            Backlog backlog = new Backlog(loopback.queues(false), 100);

            // When
            SocketChannel client = backlog.next();

            // Then
            assertThat(client).isNull();
            assertThat(loopback.listeners()).noneMatch(ServerSocketChannel::isOpen);
        }
    }

    /** A reload dropped the second address: its queue is this worker's, the first is still served by the new ones. */
    @Test
    void servesTheQueueOfAnAddressThatWasDropped() throws IOException {
        try (Loopback loopback = new Loopback(2)) {
            // Given
            loopback.connect(0);
            loopback.connect(1);
            loopback.connect(1);
            List<Backlog.Queue> queues =
                    List.of(loopback.queues(false).get(0), loopback.queues(true).get(1));

            // When
            int served = drain(new Backlog(queues, 100));

            // Then
            assertThat(served).isEqualTo(2);
            assertThat(loopback.listeners()).noneMatch(ServerSocketChannel::isOpen);
        }
    }

    @Test
    void servesNoMoreThanTheQueueHolds() throws IOException {
        try (Loopback loopback = new Loopback(1)) {
            // Given
            for (int i = 0; i < 5; i++) {
                loopback.connect(0);
            }

            // When
            int served = drain(new Backlog(loopback.queues(true), 3));

            // Then
            assertThat(served).isEqualTo(3);
        }
    }

    @Test
    void hasNothingMoreOnceItIsOver() throws IOException {
        try (Loopback loopback = new Loopback(1)) {
            Backlog backlog = new Backlog(loopback.queues(true), 100);

            assertThat(backlog.next()).isNull();
            assertThat(backlog.next()).isNull();
        }
    }

    private static int drain(Backlog backlog) throws IOException {
        int count = 0;
        for (SocketChannel client = backlog.next(); client != null; client = backlog.next()) {
            client.close();
            count++;
        }
        return count;
    }
}
