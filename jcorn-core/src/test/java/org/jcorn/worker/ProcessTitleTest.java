package org.jcorn.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProcessTitleTest {

    /** A program that takes the title it is told, prints what it is called then, and ends. */
    static final class Titled {

        private Titled() {}

        public static void main(String[] arguments) throws IOException {
            ProcessTitle.set(arguments[0]);
            System.out.write(Files.readAllBytes(Path.of("/proc/self/cmdline")));
            System.out.write('|');
            System.out.write(Files.readAllBytes(Path.of("/proc/self/comm")));
            System.out.flush();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"jcorn: worker [shop]", "jcorn (a) b: with) (parentheses"})
    void isWrittenOverTheArguments(String title) throws IOException, InterruptedException {
        assumeThat(Files.isWritable(Path.of("/proc/self/mem"))).isTrue();

        // When
        Process process = ChildJvm.start(Titled.class, title);
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        // Then
        assertThat(process.waitFor()).isZero();
        int bar = output.indexOf('|');
        assertThat(output.substring(0, bar).replace("\0", "")).isEqualTo(title);
        assertThat(title).startsWith(output.substring(bar + 1).strip());
        assertThat(output.substring(bar + 1).strip()).hasSize(15);
    }
}
