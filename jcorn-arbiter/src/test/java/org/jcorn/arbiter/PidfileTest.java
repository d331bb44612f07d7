package org.jcorn.arbiter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PidfileTest {

    private static final String OWN = ProcessHandle.current().pid() + "\n";

    @TempDir
    Path directory;

    @Test
    void holdsThisProcessAndGoesWithIt() throws IOException {
        // Given
        Path path = directory.resolve("shop.pid");

        // When
        Pidfile pidfile = Pidfile.claim(path);

        // Then
        assertThat(path).hasContent(OWN);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(path)))
                .isEqualTo("rw-r--r--");
        assertThat(pidfile.path()).isEqualTo(path);

        // When
        pidfile.close();

        // Then
        assertThat(path).doesNotExist();
    }

    @Test
    void oneThatAKilledServerLeftIsTakenOver() throws IOException {
        // Given
        Path path = Files.writeString(directory.resolve("shop.pid"), "123456789 and more\n");

        // When
        try (Pidfile pidfile = Pidfile.claim(path)) {

            // Then
            assertThat(pidfile.path()).hasContent(OWN);
        }
    }

    @Test
    void oneThatIsHeldIsRefused() throws IOException {
        // Given
        Path path = directory.resolve("shop.pid");
        try (Pidfile first = Pidfile.claim(path)) {

            // When
            assertThatThrownBy(() -> Pidfile.claim(path))

                    // Then
                    .isInstanceOf(IOException.class)
                    .hasMessageStartingWith("setting 'pidfile': \"" + path + "\" is held by a running server");
            assertThat(first.path()).hasContent(OWN);
        }
    }

    @Test
    void anotherProcessThatHoldsItIsNamed() throws IOException, InterruptedException {
        // Given
        Path path = Files.writeString(directory.resolve("shop.pid"), "4711\n");
        Process other = ChildJvm.start(LockHolder.class, path.toString());
        try {
            assertThat(other.getInputStream().read()).isEqualTo('!');

            // When
            assertThatThrownBy(() -> Pidfile.claim(path))

                    // Then
                    .isInstanceOf(IOException.class)
                    .hasMessage("setting 'pidfile': \"" + path + "\" is held by a running server, pid 4711");
        } finally {
            other.destroyForcibly().waitFor();
        }
    }

    @Test
    void oneThatCannotBeWrittenIsNamed() {
        Path path = directory.resolve("missing/shop.pid");

        assertThatThrownBy(() -> Pidfile.claim(path))
                .isInstanceOf(IOException.class)
                .hasMessage("setting 'pidfile': cannot be written: " + path + " (No such file or directory)");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/dev/null", "/dev/full", "/tmp"})
    void whatIsNoFileIsNeitherWrittenNorRemoved(Path path) {
        assertThatThrownBy(() -> Pidfile.claim(path))
                .isInstanceOf(IOException.class)
                .hasMessage("setting 'pidfile': \"" + path + "\" is no regular file");
        assertThat(path).exists();
    }

    @Test
    void everybodyMayReadIt() throws IOException {
        // Given
        Path path = Files.createFile(directory.resolve("shop.pid"));
        Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rw-------"));

        // When
        try (Pidfile pidfile = Pidfile.claim(path)) {

            // Then
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(pidfile.path())))
                    .isEqualTo("rw-r--r--");
        }
    }

    @Test
    void fileOfASuccessorIsLeftAlone() throws IOException {
        // Given
        Path path = directory.resolve("shop.pid");
        Pidfile pidfile = Pidfile.claim(path);
        Files.delete(path);
        Files.writeString(path, "of somebody else\n");

        // When
        pidfile.close();

        // Then
        assertThat(path).hasContent("of somebody else\n");
    }

    @Test
    void oneThatSomebodyRemovedIsNoTrouble() throws IOException {
        // Given
        Path path = directory.resolve("shop.pid");
        Pidfile pidfile = Pidfile.claim(path);
        Files.delete(path);

        // When
        pidfile.close();

        // Then
        assertThat(path).doesNotExist();
    }

    @Test
    void aNewArbiterTakesTheNameOfTheOneBefore() throws IOException {
        // Given
        Path path = Files.writeString(directory.resolve("shop.pid"), "of one that was killed\n");
        try (Pidfile pidfile = Pidfile.claim(Pidfile.ofNewArbiter(path))) {
            assertThat(pidfile.path()).isEqualTo(directory.resolve("shop.pid.2"));

            // When
            pidfile.rename();

            // Then
            assertThat(pidfile.path()).isEqualTo(path);
            assertThat(path).hasContent(OWN);
            assertThat(directory.resolve("shop.pid.2")).doesNotExist();
            assertThatThrownBy(() -> Pidfile.claim(path)).isInstanceOf(IOException.class);
        }
        assertThat(path).doesNotExist();
    }

    @Test
    void aNameThatAnotherServerHoldsIsNotTaken() throws IOException, InterruptedException {
        // Given
        Path path = Files.writeString(directory.resolve("shop.pid"), "4711\n");
        Process other = ChildJvm.start(LockHolder.class, path.toString());
        try (Pidfile pidfile = Pidfile.claim(Pidfile.ofNewArbiter(path))) {
            assertThat(other.getInputStream().read()).isEqualTo('!');

            // When
            assertThatThrownBy(pidfile::rename)

                    // Then
                    .isInstanceOf(IOException.class)
                    .hasMessage("setting 'pidfile': \"" + path + "\" is held by a running server, pid 4711");
            assertThat(path).hasContent("4711\n");
            assertThat(pidfile.path()).hasContent(OWN);
        } finally {
            other.destroyForcibly().waitFor();
        }
    }
}
