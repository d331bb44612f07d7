package org.jcorn.preload;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FlatteningTest {

    @TempDir
    Path directory;

    private Path home = Path.of("");
    private Path work = Path.of("");
    private Path ours = Path.of("");
    private Path classes = Path.of("");

    @BeforeEach
    void layOut() throws IOException {
        home = Files.createDirectories(directory.resolve("home"));
        work = Files.createDirectories(home.resolve("work"));
        ours = Jars.write(
                directory.resolve("netty.jar"),
                "io/netty/util/Timer.class",
                "ours",
                "META-INF/versions/11/io/netty/util/Timer.class",
                "ours for 11");
        classes = directory.resolve("classes");
        Jars.file(classes.resolve("shop/Main.class"), "main");
        Jars.file(classes.resolve("shop.properties"), "a=b");
        Jars.file(classes.resolve("no-package/Other.class"), "");
        Jars.file(classes.resolve(".hidden/Other.class"), "");
    }

    @Test
    void directoriesBecomeJarsInTheirPlaces() throws IOException {
        // Given
        Path first = Jars.write(directory.resolve("first.jar"), "A.class", "a");
        Path empty = Files.createDirectories(directory.resolve("empty"));

        // When
        Layout layout = flatten(null, first, classes, empty, directory.resolve("absent"));

        // Then
        assertThat(layout.isolated()).isFalse();
        assertThat(layout.jars()).hasSize(2).startsWith(first);
        assertThat(layout.jars().get(1)).hasParent(home);
        assertThat(names(layout.jars().get(1))).containsExactly("shop/Main.class");
        assertThat(layout.fits()).isTrue();
    }

    @Test
    void whatWasCompiledComesFirst() throws IOException {
        Path compiled = directory.resolve("compiled");
        Jars.file(compiled.resolve("Hello.class"), "hello");

        Layout layout = flatten(compiled, classes);

        assertThat(layout.jars()).hasSize(2);
        assertThat(names(layout.jars().get(0))).containsExactly("Hello.class");
    }

    /** Running workers have it open, and an archive goes by its time. */
    @Test
    void theSameClassesStayInTheSameJar() throws IOException {
        // Given
        Path jar = flatten(null, classes).jars().get(0);
        Files.setLastModifiedTime(jar, FileTime.fromMillis(12345));

        // When
        Path again = flatten(null, classes).jars().get(0);
        Files.writeString(classes.resolve("shop/Main.class"), "niam");
        Path other = flatten(null, classes).jars().get(0);

        // Then
        assertThat(again).isEqualTo(jar);
        assertThat(Files.getLastModifiedTime(jar).toMillis()).isEqualTo(12345);
        assertThat(other).isNotEqualTo(jar);
        assertThat(work).isEmptyDirectory();
    }

    @Test
    void anotherVersionOfAPackageOfOursIsolates() throws IOException {
        Path theirs =
                Jars.write(directory.resolve("fat.jar"), "shop/A.class", "", "io/netty/util/Timer.class", "theirs");

        Layout layout = flatten(null, theirs);

        assertThat(layout.isolated()).isTrue();
        assertThat(layout.jars()).isEmpty();
        assertThat(layout.isolation())
                .isEqualTo("it has a io.netty.util of its own (" + theirs + "), and jcorn another (netty.jar)");
        assertThat(layout.fits()).isTrue();
    }

    @Test
    void furtherClassesInAPackageOfOursIsolate() throws IOException {
        Path theirs = Jars.write(directory.resolve("more.jar"), "io/netty/util/New.class", "");

        assertThat(flatten(null, theirs).isolated()).isTrue();
    }

    @Test
    void anotherVersionForALaterJdkIsolates() throws IOException {
        Path theirs = Jars.write(
                directory.resolve("fat.jar"),
                "io/netty/util/Timer.class",
                "ours",
                "META-INF/versions/11/io/netty/util/Timer.class",
                "theirs for 11");

        assertThat(flatten(null, theirs).isolated()).isTrue();
    }

    @Test
    void anotherVersionBehindAManifestIsolates() throws IOException {
        Jars.write(directory.resolve("led.jar"), "io/netty/util/Timer.class", "theirs");
        Path theirs = Jars.write(
                directory.resolve("thin.jar"),
                "META-INF/MANIFEST.MF",
                "Manifest-Version: 1.0\nClass-Path: led.jar\n\n");

        assertThat(flatten(null, theirs).isolated()).isTrue();
    }

    @Test
    void theSameVersionDoesNot() throws IOException {
        Path theirs = Jars.write(directory.resolve("fat.jar"), "io/netty/util/Timer.class", "ours");

        assertThat(flatten(null, theirs).jars()).containsExactly(theirs);
    }

    @Test
    void aFileThatAJarBehindItHasTooIsolates() throws IOException {
        Path jar = Jars.write(directory.resolve("lib.jar"), "shop.properties", "a=c");

        assertThat(flatten(null, classes, jar).isolation())
                .isEqualTo("its " + classes.resolve("shop.properties") + " has to be found before the one in " + jar);
        assertThat(flatten(null, jar, classes).isolated()).isFalse();
    }

    @Test
    void aDirectoryOfVeryManyFilesIsolates() throws IOException {
        for (int i = 0; i <= ClassFiles.MOST; i++) {
            Files.createFile(classes.resolve("f" + i));
        }

        Layout layout = flatten(null, classes);

        assertThat(layout.isolation()).isEqualTo("the directory " + classes + " has more than 20000 files");
        assertThat(layout.fits()).isTrue();
    }

    private Layout flatten(@Nullable Path compiled, Path... classPath) throws IOException {
        return new Flattening(List.of(ours), home, work).layOut(compiled, new Inputs(List.of(classPath), List.of()));
    }

    private static List<String> names(Path jar) throws IOException {
        try (ZipFile zip = new ZipFile(jar.toFile())) {
            return zip.stream().map(ZipEntry::getName).toList();
        }
    }
}
