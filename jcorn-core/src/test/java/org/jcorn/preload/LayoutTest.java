package org.jcorn.preload;

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

class LayoutTest {

    @TempDir
    Path directory;

    @Test
    void comesBackAsItWasWritten() throws IOException {
        // Given
        Inputs inputs = new Inputs(List.of(directory, Path.of("/a b.jar")), List.of(Path.of("/Ünï.java")));
        Layout layout = new Layout(List.of(Path.of("/x=y.jar"), Path.of("/z.jar")), "why\nso", inputs, "f\ng ");

        // When
        layout.write(directory.resolve("layout"));

        // Then
        assertThat(Layout.read(directory.resolve("layout"))).isEqualTo(layout);
    }

    @Test
    void fitsUntilSomethingChanges() throws IOException {
        Path classes = Files.createDirectory(directory.resolve("classes"));
        Inputs inputs = new Inputs(List.of(classes), List.of());
        Layout layout = new Layout(List.of(), "", inputs, inputs.fingerprint());
        assertThat(layout.fits()).isTrue();

        Files.createFile(classes.resolve("New.class"));

        assertThat(layout.fits()).isFalse();
    }

    @Test
    void garbageIsRefused() throws IOException {
        Path file = Files.writeString(directory.resolve("layout"), "\\u00zz");

        assertThatThrownBy(() -> Layout.read(file))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("is no layout");
    }

    @ParameterizedTest
    @CsvSource({
        "Hello.class, true",
        "shop/cart/Main$1.class, true",
        "node_modules/x-y/A.class, false",
        "WEB-INF/classes/A.class, false",
        "module-info.class, false",
        "A.java, false",
        "1A.class, false"
    })
    void classFilesHaveNamesOfClasses(String name, boolean expected) {
        assertThat(ClassFiles.isClass(name)).isEqualTo(expected);
    }
}
