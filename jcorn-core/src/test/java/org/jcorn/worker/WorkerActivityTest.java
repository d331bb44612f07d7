package org.jcorn.worker;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WorkerActivityTest {

    private static final byte[] LINE = "GET / HTTP/1.1".getBytes(StandardCharsets.US_ASCII);

    private final ScoreboardPage page;
    private final AtomicInteger worn = new AtomicInteger();

    WorkerActivityTest(@TempDir Path directory) throws IOException {
        try (SharedFile file = new SharedFile(directory)) {
            page = new Scoreboard(file.fd()).page(0);
        }
    }

    @Test
    void beatsWithTheClockOfAllProcesses() {
        // Given
        long before = System.nanoTime();

        // When
        activity(0).beat();

        // Then
        assertThat(page.heartbeat()).isBetween(before, System.nanoTime());
    }

    @Test
    void countsRequestsAndBytes() {
        // Given
        WorkerActivity activity = activity(0);

        // When
        activity.begin(0, LINE, 0, LINE.length);
        activity.begin(1, LINE, 0, LINE.length);

        // Then
        assertThat(page.active()).isEqualTo(2);
        assertThat(page.requests()).isZero();
        assertThat(page.current()).hasSize(2).allMatch(request -> request.line().equals("GET / HTTP/1.1"));

        // When
        activity.end(1, 1000);
        activity.end(0, 11);

        // Then
        assertThat(page.active()).isZero();
        assertThat(page.requests()).isEqualTo(2);
        assertThat(page.bodyBytes()).isEqualTo(1011);
        assertThat(page.current()).isEmpty();
    }

    @Test
    void countsThreadsPastTheRoomOfThePage() {
        WorkerActivity activity = activity(0);

        activity.begin(1000, LINE, 0, LINE.length);

        assertThat(page.active()).isEqualTo(1);
        activity.end(1000, 1);
        assertThat(page.requests()).isEqualTo(1);
    }

    @Test
    void reportsConnections() {
        activity(0).connections(17);

        assertThat(page.connections()).isEqualTo(17);
    }

    @ParameterizedTest(name = "max_requests {0}, {1} requests: worn {2} times")
    @CsvSource({"0, 100, 0", "1, 1, 1", "3, 2, 0", "3, 3, 1", "3, 50, 1"})
    void wornOnceAfterItsShare(long maxRequests, int requests, int times) {
        // Given
        WorkerActivity activity = activity(maxRequests);

        // When
        for (int i = 0; i < requests; i++) {
            activity.begin(0, LINE, 0, LINE.length);
            activity.end(0, 0);
        }

        // Then
        assertThat(worn).hasValue(times);
    }

    @Test
    void wornOnceWhateverTheThreads() throws InterruptedException {
        // Given
        WorkerActivity activity = activity(1000);
        List<Thread> threads = new ArrayList<>();
        for (int thread = 0; thread < 4; thread++) {
            int number = thread;
            threads.add(new Thread(() -> {
                for (int i = 0; i < 1000; i++) {
                    activity.begin(number, LINE, 0, LINE.length);
                    activity.end(number, 1);
                }
            }));
        }

        // When
        threads.forEach(Thread::start);
        for (Thread thread : threads) {
            thread.join();
        }

        // Then
        assertThat(worn).hasValue(1);
        assertThat(page.current()).isEmpty();
    }

    private WorkerActivity activity(long maxRequests) {
        return new WorkerActivity(page, maxRequests, worn::incrementAndGet);
    }
}
