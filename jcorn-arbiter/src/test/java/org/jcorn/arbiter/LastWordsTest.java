package org.jcorn.arbiter;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.api.parallel.Resources;

@ResourceLock(Resources.SYSTEM_ERR)
class LastWordsTest {

    private final PrintStream before = System.err;
    private final ByteArrayOutputStream passedOn = new ByteArrayOutputStream();
    private final LastWords words = new LastWords();

    @BeforeEach
    void listen() {
        System.setErr(new PrintStream(passedOn, true, StandardCharsets.UTF_8));
    }

    @AfterEach
    void restore() {
        System.setErr(before);
    }

    @Test
    void areHeldBackUntilTheWorkerIsReady() {
        // Given
        say("Unrecognized option\n");
        assertThat(passedOn.size()).isZero();

        // When
        words.release();
        say("later\n");
        words.release();

        // Then
        assertThat(passedOn.toString(StandardCharsets.UTF_8)).isEqualTo("Unrecognized option\nlater\n");
        assertThat(words.tail()).isEqualTo("Unrecognized option\nlater");
    }

    @Test
    void areNotHeldBackWhenTheyAreMany() {
        say("a fatal error\n".repeat(1000));
        say("the end\n");

        assertThat(passedOn.toString(StandardCharsets.UTF_8)).isEqualTo("a fatal error\n".repeat(1000) + "the end\n");
    }

    @Test
    void keepTheEnd() {
        for (int i = 0; i < 1000; i++) {
            say("a fatal error\n");
        }
        say("the end\n");

        assertThat(words.tail()).hasSizeBetween(4000, 8192).endsWith("a fatal error\nthe end");
    }

    @Test
    void keepCharactersWholeAcrossReads() {
        // Given
        byte[] bytes = "Läden".getBytes(StandardCharsets.UTF_8);

        // When
        for (byte b : bytes) {
            words.hear(new byte[] {b});
        }

        // Then
        assertThat(words.tail()).isEqualTo("Läden");
    }

    @Test
    void nothingIsEmpty() {
        assertThat(words.tail()).isEmpty();
    }

    private void say(String text) {
        words.hear(text.getBytes(StandardCharsets.UTF_8));
    }
}
