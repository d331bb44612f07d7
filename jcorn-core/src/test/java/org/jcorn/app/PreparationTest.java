package org.jcorn.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.jcorn.config.Config;
import org.jcorn.preload.Layout;
import org.jcorn.spi.AppLoadException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PreparationTest {

    @TempDir
    Path directory;

    private final RecordingLogger log = new RecordingLogger();
    private Path work = Path.of("");

    @BeforeEach
    void layOut() throws IOException {
        work = Files.createDirectories(directory.resolve("home/work"));
    }

    @Test
    void anApplicationThatIsNotNamedByClassKeepsItsLoader() throws AppLoadException, IOException {
        Layout layout = Preparation.layOut("shop.war/", Config.of(Map.of()), log, work);

        assertThat(layout.isolation()).isEqualTo("it is not named by a class");
    }

    @Test
    void aClassIsPackedBesideTheWork() throws AppLoadException, IOException {
        // Given
        Path classes = Files.createDirectories(directory.resolve("classes"));
        Files.writeString(classes.resolve("Shop.class"), "a class");

        // When
        Layout layout = Preparation.layOut("Shop:app", Config.of(Map.of("classpath", classes.toString())), log, work);

        // Then: the working directory of the tests has classes too, so theirs comes last
        assertThat(layout.isolation()).isEmpty();
        assertThat(layout.jars()).isNotEmpty().allMatch(jar -> jar.startsWith(directory.resolve("home")));
        assertThat(layout.inputs().sources())
                .containsExactly(Path.of("").toAbsolutePath().resolve("Shop.java"));
    }
}
