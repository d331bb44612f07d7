package org.jcorn.worker;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class FailureTextTest {

    @Test
    void messageAlone() {
        assertThat(FailureText.of("what is wrong", null)).isEqualTo("what is wrong");
    }

    @Test
    void nothingIsUnknown() {
        assertThat(FailureText.of(null, null)).isEqualTo("unknown");
    }

    @Test
    void causeIsShownWithItsStack() {
        String text = FailureText.of("it failed", new IllegalStateException("no database"));

        assertThat(text)
                .startsWith("it failed\njava.lang.IllegalStateException: no database\n\tat "
                        + getClass().getName())
                .doesNotEndWith("\n");
    }

    @Test
    void longOneIsCut() {
        String text = FailureText.of("x".repeat(100_000), null);

        assertThat(text).hasSize(16 * 1024 + 2).endsWith("x …");
    }

    @Test
    void oneThatJustFitsIsWhole() {
        assertThat(FailureText.of("x".repeat(16 * 1024), null)).isEqualTo("x".repeat(16 * 1024));
    }
}
