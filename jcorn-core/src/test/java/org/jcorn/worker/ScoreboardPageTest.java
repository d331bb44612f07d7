package org.jcorn.worker;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.jcorn.worker.ScoreboardPage.CurrentRequest;
import org.jcorn.worker.ScoreboardPage.State;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class ScoreboardPageTest {

    private final ScoreboardPage worker;
    private final ScoreboardPage arbiter;

    ScoreboardPageTest(@TempDir Path directory) throws IOException {
        try (SharedFile file = new SharedFile(directory)) {
            worker = new Scoreboard(file.fd()).page(3);
            arbiter = new Scoreboard(file.fd()).page(3);
        }
    }

    @Test
    void freshOneIsEmpty() {
        assertThat(arbiter.heartbeat()).isZero();
        assertThat(arbiter.state()).isEqualTo(State.BOOTING);
        assertThat(arbiter.current()).isEmpty();
        assertThat(arbiter.requests()).isZero();
    }

    @ParameterizedTest
    @EnumSource
    void stateIsSeen(State state) {
        worker.state(state);

        assertThat(arbiter.state()).isEqualTo(state);
    }

    @Test
    void countsAreSeen() {
        // When
        worker.beat(Long.MAX_VALUE);
        worker.totals(7, 1L << 40, Long.MIN_VALUE);
        worker.connections(12);

        // Then
        assertThat(arbiter.heartbeat()).isEqualTo(Long.MAX_VALUE);
        assertThat(arbiter.active()).isEqualTo(7);
        assertThat(arbiter.requests()).isEqualTo(1L << 40);
        assertThat(arbiter.bodyBytes()).isEqualTo(Long.MIN_VALUE);
        assertThat(arbiter.connections()).isEqualTo(12);
    }

    @Test
    void currentRequestsOfAllThreads() {
        // When
        for (int thread = 0; thread < ScoreboardPage.THREADS; thread++) {
            begin(thread, 100 + thread, "GET /" + thread + " HTTP/1.1");
        }
        worker.end(1);

        // Then
        assertThat(arbiter.current())
                .hasSize(ScoreboardPage.THREADS - 1)
                .startsWith(new CurrentRequest(100, "GET /0 HTTP/1.1"), new CurrentRequest(102, "GET /2 HTTP/1.1"))
                .endsWith(new CurrentRequest(115, "GET /15 HTTP/1.1"));
        assertThat(arbiter.heartbeat())
                .as("the fields before them are untouched")
                .isZero();
        assertThat(arbiter.connections()).isZero();
    }

    @ParameterizedTest
    @CsvSource({"0, 0", "1, 1", "235, 235", "236, 236", "237, 236", "8190, 236"})
    void lineIsCutWhereTheRoomEnds(int length, int kept) {
        // When
        for (int thread = 0; thread < ScoreboardPage.THREADS; thread++) {
            begin(thread, 1, "x".repeat(length));
        }

        // Then
        assertThat(arbiter.current())
                .hasSize(ScoreboardPage.THREADS)
                .allMatch(request -> request.line().equals("x".repeat(kept)));
    }

    @Test
    void shorterLineLeavesNothingOfALongerOne() {
        begin(0, 1, "a long one indeed");

        begin(0, 2, "short");

        assertThat(arbiter.current()).containsExactly(new CurrentRequest(2, "short"));
    }

    @Test
    void lineMayLieInTheMiddleOfABuffer() {
        worker.begin(0, 5, "xxGET / HTTP/1.1\r\n".getBytes(StandardCharsets.US_ASCII), 2, 14);

        assertThat(arbiter.current()).containsExactly(new CurrentRequest(5, "GET / HTTP/1.1"));
    }

    @Test
    void bytesOfTheLineAreKeptAsTheyAre() {
        worker.begin(0, 5, new byte[] {'G', (byte) 0xe4, (byte) 0xff, 0}, 0, 4);

        assertThat(arbiter.current()).containsExactly(new CurrentRequest(5, "Gäÿ\0"));
    }

    @Test
    void threadsPastTheRoomAreNotKept() {
        begin(ScoreboardPage.THREADS, 1, "GET / HTTP/1.1");
        worker.end(ScoreboardPage.THREADS);

        assertThat(arbiter.current()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 31, 32, 63})
    void abandonedListenerIsSeen(int listener) {
        arbiter.abandon(listener);

        for (int other = 0; other < 64; other++) {
            assertThat(worker.isAbandoned(other)).as("listener %d", other).isEqualTo(other == listener);
        }
        assertThat(arbiter.current()).isEmpty();
        assertThat(arbiter.connections()).isZero();
    }

    @Test
    void clearWipesEverything() {
        // Given
        worker.beat(1);
        worker.state(State.DRAINING);
        worker.totals(1, 2, 3);
        worker.connections(4);
        arbiter.abandon(2);
        begin(15, 1, "x".repeat(236));

        // When
        arbiter.clear();

        // Then
        freshOneIsEmpty();
        assertThat(worker.connections()).isZero();
        assertThat(worker.bodyBytes()).isZero();
        assertThat(worker.isAbandoned(2)).isFalse();
    }

    private void begin(int thread, long now, String line) {
        byte[] bytes = line.getBytes(StandardCharsets.US_ASCII);
        worker.begin(thread, now, bytes, 0, bytes.length);
    }
}
