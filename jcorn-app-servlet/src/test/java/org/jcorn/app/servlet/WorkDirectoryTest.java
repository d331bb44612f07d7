package org.jcorn.app.servlet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WorkDirectoryTest {

    @TempDir
    Path temporary;

    @Test
    void isThisUsersAlone() throws IOException {
        try (WorkDirectory work = WorkDirectory.make(temporary)) {
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(work.path())))
                    .isEqualTo("rwx------");
        }
    }

    @Test
    void isDeletedWithWhatIsInIt() throws IOException {
        // Given
        WorkDirectory work = WorkDirectory.make(temporary);
        Path outside = Files.writeString(temporary.resolve("kept"), "x");
        Files.createDirectories(work.path().resolve("a/b"));
        Files.createSymbolicLink(work.path().resolve("a/link"), outside);
        // When
        work.close();
        // Then
        assertThat(work.path()).doesNotExist();
        assertThat(outside).exists();
        assertThat(home()).isEmptyDirectory();
    }

    @Test
    void whatAKilledWorkerLeftIsDeletedAndWhatIsInUseIsNot() throws IOException {
        // Given
        try (WorkDirectory inUse = WorkDirectory.make(temporary)) {
            Path left = Files.createDirectories(home().resolve("worker-1"));
            Files.writeString(left.resolve("page.class"), "x");
            Files.writeString(home().resolve("worker-1.lock"), "");
            // When
            try (WorkDirectory next = WorkDirectory.make(temporary)) {
                // Then
                assertThat(left).doesNotExist();
                assertThat(inUse.path()).exists();
                assertThat(next.path()).exists();
            }
        }
    }

    @Test
    void isNotMadeWhereSomebodyElseCouldHavePreparedIt() throws IOException {
        WorkDirectory.make(temporary).close();
        Files.setPosixFilePermissions(home(), PosixFilePermissions.fromString("rwxrwxrwx"));

        assertThatThrownBy(() -> WorkDirectory.make(temporary))
                .hasMessage("directory " + home() + " is not this user's alone");
    }

    private Path home() throws IOException {
        return temporary.resolve("jcorn-servlet-" + Files.getAttribute(Path.of("/proc/self"), "unix:uid"));
    }
}
