package org.jcorn.arbiter;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LauncherWordsTest {

    private static final String AWKWARD = """
            a#b c
            "d # e" f\\g "h\\ti\\\\\\q" x"y z"w \\# k
            "open one
            next "joined \\
               line" 'it "s' ""  ''\t\\t # rest
            \\"q\\" "last \\"one\\"
            """;

    @TempDir
    Path directory;

    @Test
    void argumentFilesAreReadByTheRulesOfTheLauncher() {
        assertThat(LauncherWords.ofArgumentFile(AWKWARD))
                .containsExactly(
                        "d # e",
                        "f\\g",
                        "h\ti\\q",
                        "xy zw",
                        "open one",
                        "next",
                        "joined line",
                        "it \"s",
                        "",
                        "",
                        "\\t",
                        "\\q\" last",
                        "\\one\"");
    }

    @Test
    void theLauncherReadsThemSo() throws IOException, InterruptedException {
        // Given
        Path source = Files.writeString(directory.resolve("Words.java"), """
                public class Words {
                    public static void main(String[] words) {
                        System.out.print(String.join("|", words));
                    }
                }
                """);
        Path file = Files.writeString(directory.resolve("file"), source + "\n" + AWKWARD);

        // When
        Process launcher = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin/java").toString(), "@" + file)
                .start();
        String output = new String(launcher.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        launcher.waitFor();

        // Then
        assertThat(output).isEqualTo(String.join("|", LauncherWords.ofArgumentFile(AWKWARD)));
    }

    @Test
    void theVariableKnowsQuotesOnly() {
        assertThat(LauncherWords.ofVariable(" '-Da=b \\n c'\t-Dx=y\"z 'w\"v -Dn=#1\n\"\""))
                .containsExactly("-Da=b \\n c", "-Dx=yz 'wv", "-Dn=#1", "");
    }
}
