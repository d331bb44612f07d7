package org.jcorn.worker;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JvmSignalTest {

    /** A program that sends itself a signal and tells whether it heard it. */
    static final class Hearer {

        private Hearer() {}

        public static void main(String[] arguments) throws IOException, InterruptedException {
            CountDownLatch heard = new CountDownLatch(1);
            boolean handled = JvmSignal.handle(arguments[0], heard::countDown);
            if (handled) {
                new ProcessBuilder(
                                "kill",
                                "-" + arguments[0],
                                Long.toString(ProcessHandle.current().pid()))
                        .start()
                        .waitFor();
                heard.await();
            }
            System.out.print(handled ? "heard" : "refused");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"TERM", "ABRT"})
    void runsTheAction(String name) throws IOException, InterruptedException {
        // When
        Process process = ChildJvm.start(Hearer.class, name);

        // Then
        assertThat(new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                .isEqualTo("heard");
        assertThat(process.waitFor()).isZero();
    }

    @Test
    void tellsWhatTheJvmKeepsForItself() {
        assertThat(JvmSignal.handle("KILL", () -> {})).isFalse();
        assertThat(JvmSignal.handle("NONSENSE", () -> {})).isFalse();
    }
}
