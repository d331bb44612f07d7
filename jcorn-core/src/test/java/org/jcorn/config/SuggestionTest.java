package org.jcorn.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SuggestionTest {

    private static final List<String> NAMES = List.of("workers", "worker_class", "timeout", "bind", "graceful_timeout");

    @ParameterizedTest
    @CsvSource({
        "worker, workers",
        "wokers, workers",
        "wrokers, workers",
        "workerss, workers",
        "werkors, workers",
        "worker-class, worker_class",
        "workerClass, worker_class",
        "WORKERS, workers",
        "tiemout, timeout",
        "bnid, bind",
        "graceful, graceful_timeout"
    })
    void nearest(String typed, String meant) {
        assertThat(Suggestion.nearest(typed, NAMES)).contains(meant);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "b", "xx", "bxxd", "threads", "preload_app", "wor"})
    void nothingNear(String typed) {
        assertThat(Suggestion.nearest(typed, NAMES)).isEmpty();
    }

    @Test
    void phrase() {
        assertThat(Suggestion.phrase("worker", NAMES)).isEqualTo(": did you mean 'workers'?");
        assertThat(Suggestion.phrase("foo", NAMES)).isEmpty();
    }
}
