package org.jcorn.preload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What makes another fingerprint, and what does not. */
class InputsTest {

    private static final FileTime TIME = FileTime.fromMillis(1_000_000_000_000L);

    @TempDir
    Path directory;

    private Inputs inputs = new Inputs(List.of(), List.of());
    private String before = "";

    @BeforeEach
    void layOut() throws IOException {
        Jars.file(directory.resolve("classes/shop/Main.class"), "main");
        Jars.file(directory.resolve("classes/Hello.java"), "source");
        Jars.file(directory.resolve("classes/notes.txt"), "notes");
        jar("one");
        Jars.write(directory.resolve("led.jar"), "Led.class", "led");
        inputs = new Inputs(
                List.of(directory.resolve("classes"), directory.resolve("a.jar"), directory.resolve("absent.jar")),
                List.of(directory.resolve("classes/Hello.java"), directory.resolve("Absent.java")));
        before = inputs.fingerprint();
    }

    @Test
    void sameWhileNothingChanges() throws IOException {
        Files.setLastModifiedTime(directory.resolve("classes/shop/Main.class"), TIME);
        Files.writeString(directory.resolve("classes/notes.txt"), "other notes");

        assertThat(inputs.fingerprint()).isEqualTo(before);
    }

    @Test
    void otherWhenAClassIsAnother() throws IOException {
        FileTime time = Files.getLastModifiedTime(directory.resolve("classes/shop/Main.class"));

        Files.writeString(directory.resolve("classes/shop/Main.class"), "niam");
        Files.setLastModifiedTime(directory.resolve("classes/shop/Main.class"), time);

        assertThat(inputs.fingerprint()).isNotEqualTo(before);
    }

    @Test
    void otherWhenAClassIsNew() throws IOException {
        Jars.file(directory.resolve("classes/shop/Other.class"), "");

        assertThat(inputs.fingerprint()).isNotEqualTo(before);
    }

    /** Images are built with all files of one time: the JVM would take an archive of the former jar. */
    @Test
    void otherWhenAJarOfTheSameSizeAndTimeHasOtherContents() throws IOException {
        jar("two");

        assertThat(inputs.fingerprint()).isNotEqualTo(before);
    }

    @Test
    void otherWhenAJarIsTouched() throws IOException {
        Files.setLastModifiedTime(directory.resolve("a.jar"), FileTime.fromMillis(0));

        assertThat(inputs.fingerprint()).isNotEqualTo(before);
    }

    @Test
    void otherWhenAJarThatAManifestLeadsToIsAnother() throws IOException {
        Jars.write(directory.resolve("led.jar"), "Led.class", "del");

        assertThat(inputs.fingerprint()).isNotEqualTo(before);
    }

    @Test
    void otherWhenASourceIsAnotherOrNew() throws IOException {
        Jars.file(directory.resolve("Absent.java"), "");
        String then = inputs.fingerprint();
        Files.writeString(directory.resolve("classes/Hello.java"), "ecruos");

        assertThat(then).isNotEqualTo(before);
        assertThat(inputs.fingerprint()).isNotEqualTo(then);
    }

    @Test
    void whatIsNoJarIsRefused() throws IOException {
        Path file = Jars.file(directory.resolve("text.jar"), "text");

        assertThatThrownBy(() -> new Inputs(List.of(file), List.of()).fingerprint())
                .isInstanceOf(IOException.class)
                .hasMessage(file + " is no jar");
    }

    private void jar(String content) throws IOException {
        Path jar = Jars.write(
                directory.resolve("a.jar"),
                "META-INF/MANIFEST.MF",
                "Manifest-Version: 1.0\nClass-Path: led.jar missing.jar file:/elsewhere.jar\n\n",
                "A.class",
                content);
        Files.setLastModifiedTime(jar, TIME);
    }
}
