package org.jcorn.arbiter;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ArchivesTest {

    private static final String TRAINING = "jcorn.training";

    @TempDir
    Path directory;

    private Path library = Path.of("");
    private Path home = Path.of("");
    private Path made = Path.of("");
    private Archives archives = new Archives(null);
    private String classPath = "";
    private final String ownClassPath = System.getProperty("java.class.path", "");

    @BeforeEach
    void layOut() throws IOException {
        library = Files.createDirectories(directory.resolve("lib"));
        Files.createDirectories(library.resolve("arbiter"));
        Files.createDirectories(library.resolve("netty"));
        Files.writeString(library.resolve("a.jar"), "a");
        Files.writeString(library.resolve("arbiter/b.jar"), "b");
        Files.writeString(library.resolve("netty/c.jar"), "c");
        home = Files.createDirectories(directory.resolve("archives"));
        made = Files.createDirectories(directory.resolve("training"));
        archives = new Archives(home);
        classPath = library.resolve("a.jar").toString();
    }

    @AfterEach
    void graduate() {
        System.setProperty("java.class.path", ownClassPath);
        System.clearProperty(TRAINING);
    }

    @Test
    void completeOnceInstalled() throws IOException {
        // Given
        assertThat(archives.complete(classPath)).isFalse();
        train(classPath);

        // When
        archives.install(made, classPath);

        // Then
        assertThat(archives.complete(classPath)).isTrue();
        assertThat(home.resolve("arbiter.jsa")).hasContent("arbiter");
        assertThat(made).isEmptyDirectory();
        assertThat(new Archives(home).complete(classPath)).isTrue();
    }

    @Test
    void anotherClassPathNeedsItsOwn() throws IOException {
        train(classPath);
        archives.install(made, classPath);

        assertThat(archives.complete(nettyClassPath())).isFalse();
        assertThat(Archives.workerArchive(classPath)).isNotEqualTo(Archives.workerArchive(nettyClassPath()));
    }

    @Test
    void olderWhenALibraryIsNew() throws IOException {
        // Given
        train(classPath);
        archives.install(made, classPath);

        // When
        Files.writeString(library.resolve("a.jar"), "longer");

        // Then
        assertThat(archives.complete(classPath)).isFalse();
    }

    @Test
    void olderWhenALibraryOfTheArbiterIsNew() throws IOException {
        // Given
        System.setProperty("java.class.path", library.resolve("arbiter/b.jar").toString());
        train(classPath);
        archives.install(made, classPath);
        assertThat(archives.complete(classPath)).isTrue();

        // When
        Files.setLastModifiedTime(library.resolve("arbiter/b.jar"), FileTime.fromMillis(12345));

        // Then
        assertThat(archives.complete(classPath)).isFalse();
    }

    @Test
    void olderWhenALibraryOfTheWorkerClassIsNew() throws IOException {
        train(nettyClassPath());
        archives.install(made, nettyClassPath());

        Files.writeString(library.resolve("netty/c.jar"), "longer");

        assertThat(archives.complete(nettyClassPath())).isFalse();
    }

    /** Two worker classes share the directory: what is new for one must not make the other's old one look new. */
    @Test
    void freshnessOfOneClassPathSaysNothingOfAnother() throws IOException {
        // Given
        train(classPath);
        archives.install(made, classPath);
        Files.writeString(library.resolve("a.jar"), "longer");

        // When
        train(nettyClassPath());
        archives.install(made, nettyClassPath());

        // Then
        assertThat(archives.complete(nettyClassPath())).isTrue();
        assertThat(archives.complete(classPath)).isFalse();
    }

    @Test
    void workersUseWhatIsThere() throws IOException {
        // Given
        assertThat(archives.workerOptions(classPath)).isEmpty();
        train(classPath);

        // When
        archives.install(made, classPath);

        // Then
        assertThat(archives.workerOptions(classPath))
                .containsExactly(
                        "-XX:SharedArchiveFile=" + home.resolve(Archives.workerArchive(classPath)),
                        "-Xshare:auto",
                        "-Xlog:cds*=off");
    }

    @Test
    void trainingWorkersMakeOne() {
        System.setProperty(TRAINING, made.toString());

        assertThat(archives.workerOptions(classPath))
                .containsExactly("-XX:ArchiveClassesAtExit=" + made.resolve(Archives.workerArchive(classPath)));
    }

    @Test
    void withoutADirectoryThereAreNone() throws IOException {
        Archives none = new Archives(null);
        train(classPath);

        none.install(made, classPath);

        assertThat(none.complete(classPath)).isFalse();
        assertThat(none.workerOptions(classPath)).isEmpty();
        assertThat(none.directory()).isNull();
    }

    private String nettyClassPath() {
        return classPath + ":" + library.resolve("netty/c.jar");
    }

    private void train(String path) throws IOException {
        Files.writeString(made.resolve(Archives.ARBITER), "arbiter");
        Files.writeString(made.resolve(Archives.workerArchive(path)), "worker");
    }
}
