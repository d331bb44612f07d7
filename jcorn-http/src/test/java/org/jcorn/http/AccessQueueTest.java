package org.jcorn.http;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jcorn.config.Config;
import org.jcorn.spi.Logger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class AccessQueueTest {

    private final FakeWorker worker = new FakeWorker(Config.of(Map.of()));

    @Test
    void writesAllInOrderBeforeItEnds() {
        // Given
        AccessQueue queue = new AccessQueue(worker);
        queue.start();
        List<String> lines = new ArrayList<>();

        // When
        for (int i = 0; i < 10_000; i++) {
            String line = "line " + i + "\n";
            lines.add(line);
            queue.add(line.getBytes(US_ASCII), line.length());
        }
        queue.close();

        // Then
        assertThat(String.join("", worker.accesses())).isEqualTo(String.join("", lines));
        assertThat(worker.messages()).isEmpty();
    }

    @Test
    void writesWholeLinesInPiecesOfAPipe() {
        // Given: nobody takes them before all are there
        AccessQueue queue = new AccessQueue(worker);
        String longer = "y".repeat(9_999) + "\n";
        for (int i = 0; i < 1_000; i++) {
            String line = i == 500 ? longer : "x".repeat(i % 150) + "\n";
            queue.add(line.getBytes(US_ASCII), line.length());
        }

        // When
        queue.start();
        queue.close();

        // Then
        assertThat(worker.accesses()).allSatisfy(piece -> {
            assertThat(piece).endsWith("\n");
            assertThat(piece.length() <= 4096 || piece.equals(longer)).isTrue();
        });
        assertThat(worker.accesses().size()).isLessThan(50);
        assertThat(worker.accesses()).contains(longer);
        assertThat(String.join("", worker.accesses()).lines()).hasSize(1_000);
    }

    @Test
    void aLineAloneIsWrittenAtOnce() throws InterruptedException {
        CountDownLatch written = new CountDownLatch(1);
        AccessQueue queue = new AccessQueue(new Disk(written::countDown));
        queue.start();

        queue.add("one\n".getBytes(US_ASCII), 4);

        assertThat(written.await(30, TimeUnit.SECONDS)).isTrue();
        queue.close();
    }

    @Test
    void aDiskThatHangsCostsLinesAndNoTime() throws InterruptedException {
        // Given
        CountDownLatch hangs = new CountDownLatch(1);
        CountDownLatch reached = new CountDownLatch(1);
        Disk disk = new Disk(() -> {
            reached.countDown();
            awaitUninterruptibly(hangs);
        });
        AccessQueue queue = new AccessQueue(disk);
        queue.start();
        byte[] line = ("z".repeat(1023) + "\n").getBytes(US_ASCII);
        queue.add(line, line.length);
        reached.await();

        // When
        for (int i = 0; i < 5_000; i++) {
            queue.add(line, line.length);
        }
        hangs.countDown();
        queue.close();

        // Then
        assertThat(disk.bytes).isEqualTo(1024 + (4 << 20));
        assertThat(disk.messages)
                .containsExactly("WARNING 904 lines of the access log are lost: it takes them too slowly");
    }

    private static void awaitUninterruptibly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** An access log that may take its time. */
    private static final class Disk implements Logger {
        private final Runnable write;
        private final List<String> messages = Collections.synchronizedList(new ArrayList<>());
        private volatile long bytes;

        Disk(Runnable write) {
            this.write = write;
        }

        @Override
        @SuppressWarnings("NonAtomicVolatileUpdate") // one thread writes
        public void access(byte[] lines, int offset, int length) {
            write.run();
            bytes += length;
        }

        @Override
        public void log(Level level, String message) {
            messages.add(level + " " + message);
        }

        @Override
        public String name() {
            return "disk";
        }

        @Override
        public void open(Config config) {}

        @Override
        public boolean enabled(Level level) {
            return true;
        }

        @Override
        public void reopen() {}

        @Override
        public void close() {}
    }
}
