package org.jcorn.logging;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class SyslogQueueTest {

    private final List<String> received = Collections.synchronizedList(new ArrayList<>());
    private final List<String> complaints = Collections.synchronizedList(new ArrayList<>());

    @Test
    void sendsAllInOrderBeforeItEnds() {
        SyslogQueue queue = new SyslogQueue(new Server(0), complaints::add);
        queue.start();

        List<String> sent = send(queue, 1_000);
        queue.close();

        assertThat(received).isEqualTo(sent);
        assertThat(complaints).isEmpty();
    }

    @Test
    void triesAgainUntilTheServerIsBack() throws InterruptedException {
        Server server = new Server(3);
        SyslogQueue queue = new SyslogQueue(server, complaints::add);
        queue.start();

        List<String> sent = send(queue, 10);
        server.reached.await();
        queue.close();

        assertThat(received).isEqualTo(sent);
        assertThat(server.closed).hasValue(4);
        assertThat(complaints).containsExactly("cannot be reached: nobody is there", "is reached again");
    }

    @Test
    void keepsTheOldestOfTooManyAndTellsTheRestOnce() {
        // Given
        SyslogQueue queue = new SyslogQueue(new Server(0), complaints::add);
        int length = 4096 - SyslogQueue.OVERHEAD;
        int fitting = SyslogQueue.CAPACITY / 4096;

        // When
        for (int i = 0; i < fitting + 7; i++) {
            queue.add(new byte[length]);
        }
        queue.start();
        queue.close();

        // Then
        assertThat(received).hasSize(fitting);
        assertThat(complaints).containsExactly("did not get 7 messages, which are lost");
    }

    @Test
    void endsAtOnceWhenNobodyIsThere() {
        SyslogQueue queue = new SyslogQueue(new Server(Integer.MAX_VALUE), complaints::add);
        queue.start();
        send(queue, 10);

        queue.close();

        assertThat(queue.isAlive()).isFalse();
        assertThat(received).isEmpty();
        assertThat(complaints)
                .containsExactly("cannot be reached: nobody is there", "did not get 10 messages, which are lost");
    }

    private static List<String> send(SyslogQueue queue, int count) {
        List<String> sent = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            sent.add("message " + i);
            queue.add(sent.get(i).getBytes(US_ASCII));
        }
        return sent;
    }

    /** A server that cannot be reached at first. */
    private final class Server implements SyslogTransport {
        private final AtomicInteger closed = new AtomicInteger();
        private final CountDownLatch reached = new CountDownLatch(1);
        private int failures;

        Server(int failures) {
            this.failures = failures;
        }

        @Override
        public void send(byte[] message) throws IOException {
            if (failures > 0) {
                failures--;
                throw new IOException("nobody is there");
            }
            received.add(new String(message, US_ASCII));
            reached.countDown();
        }

        @Override
        public void close() {
            closed.incrementAndGet();
        }
    }
}
