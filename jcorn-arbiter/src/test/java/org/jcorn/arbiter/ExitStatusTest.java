package org.jcorn.arbiter;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExitStatusTest {

    @ParameterizedTest
    @CsvSource({
        "0,     0, 0,   exited with code 0",
        "256,   0, 1,   exited with code 1",
        "65280, 0, 255, exited with code 255",
        "9,     9, 0,   was killed by SIGKILL",
        "139,  11, 0,   was killed by SIGSEGV",
        "134,   6, 0,   was killed by SIGABRT"
    })
    void readsTheWordOfWaitpid(int status, int signal, int code, String text) {
        ExitStatus exit = new ExitStatus(5, status);

        assertThat(exit.signal()).isEqualTo(signal);
        assertThat(exit.code()).isEqualTo(code);
        assertThat(exit).hasToString(text);
    }

    @Test
    void labelsOfCausesAreDistinct() {
        assertThat(Arrays.stream(ExitCause.values()).map(ExitCause::label))
                .doesNotHaveDuplicates()
                .allMatch(label -> label.matches("[a-z_]+"));
    }
}
