package org.jcorn.arbiter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProgramTest {

    @TempDir
    Path directory;

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
            -cp a Main -x              | -cp a              | Main -x               | Main
            -Da=1 --class-path a b.C   | -Da=1 --class-path a | b.C                 | b.C
            -Xmx9m -jar lib/shop.jar 1 | -Xmx9m             | -jar lib/shop.jar 1   | shop.jar
            -jar -Da=1 shop.jar        | -Da=1              | -jar shop.jar         | shop.jar
            -p mods -m shop/a.Shop 1   | -p mods            | -m shop/a.Shop 1      | a.Shop
            -p mods --module shop/a.B  | -p mods            | --module shop/a.B     | a.B
            --module-path=m --module=shop/a.B -x | --module-path=m | --module shop/a.B -x | a.B
            --module=shop              | ''                 | --module shop         | shop
            Main @file                 | ''                 | Main @file            | Main
            --disable-@files @Main     | ''                 | @Main                 | @Main
            @@Main                     | ''                 | @Main                 | @Main
            """)
    void tellsOptionsFromWords(String line, String options, String words, String name) throws IOException {
        // When
        Program program = program(line.split(" "));

        // Then
        assertThat(String.join(" ", program.options())).isEqualTo(options);
        assertThat(String.join(" ", program.words())).isEqualTo(words);
        assertThat(program.name()).isEqualTo(name);
    }

    @Test
    void argumentFilesAreExpandedUpToTheMainClass() throws IOException {
        // Given
        String options = file("options", "-Xmx9m  # small\n-cp");
        String main = file("main", "'a b' Main @nested");

        // When
        Program program = program("-Da=1", "@" + options, "@" + main, "@" + options);

        // Then
        assertThat(program.options()).containsExactly("-Da=1", "-Xmx9m", "-cp", "a b");
        assertThat(program.words()).containsExactly("Main", "@nested", "@" + options);
    }

    @Test
    void aJarMayBeNamedByAnArgumentFile() throws IOException {
        assertThat(program("-jar", "@" + file("jar", "shop.jar one")).words())
                .containsExactly("-jar", "shop.jar", "one");
    }

    @Test
    void anArgumentFileThatIsGoneIsNamed() {
        String gone = directory.resolve("gone").toString();

        assertThatThrownBy(() -> program("@" + gone, "Main"))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("its argument file " + gone + " cannot be read");
    }

    @Test
    void aLineThatRunsNothingIsRefused() {
        assertThatThrownBy(() -> program("-cp", "Main"))
                .isInstanceOf(IOException.class)
                .hasMessage("the command line of this process does not say what it runs: -cp Main");
    }

    @Test
    void optionsOfTheVariableComeFirst() throws IOException {
        // Given
        String file = file("options", "-Db=2");

        // When
        Program program = Program.ofCommandLine(List.of("-XX:+UseG1GC", "@" + file), List.of("-Da=1", "Main"));

        // Then
        assertThat(program.options()).containsExactly("-XX:+UseG1GC", "-Db=2", "-Da=1");
        assertThat(program.frugalOptions()).containsExactly("-Db=2", "-Da=1");
    }

    @Test
    void theArbiterIsNotManaged() throws IOException {
        assertThat(program("-Dcom.sun.management.jmxremote.port=0", "-Da=1", "Main")
                        .frugalOptions())
                .containsExactly("-Da=1");
    }

    @Test
    void optionsThatNameAPortCanBeLeftOut() throws IOException {
        // Given
        Program program = program("-Da=1", "-agentlib:jdwp=server=y,address=*:5005", "-Xmx9m", "Main", "x");

        // When
        Program rest = program.without(program.unsharedOptions());

        // Then
        assertThat(rest).isEqualTo(new Program(List.of("-Da=1", "-Xmx9m"), List.of("Main", "x")));
    }

    private String file(String name, String text) throws IOException {
        return Files.writeString(directory.resolve(name), text).toString();
    }

    private static Program program(String... words) throws IOException {
        return Program.ofCommandLine(List.of(), List.of(words));
    }
}
