package org.jcorn.arbiter;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InvocationTest {

    private static final Path HERE = Path.of("").toAbsolutePath();

    @TempDir
    Path directory;

    @Test
    void aLinkToTheWorkingDirectoryIsKept() throws IOException {
        // Given
        Path link = Files.createSymbolicLink(directory.resolve("current"), HERE);

        // Then
        assertThat(Invocation.workingDirectory(link.toString())).isEqualTo(link);
    }

    @Test
    void whatTheShellSaidOfAnotherDirectoryIsNotBelieved() throws IOException {
        assertThat(Invocation.workingDirectory(directory.toString())).isEqualTo(HERE);
        assertThat(Invocation.workingDirectory("/missing/directory")).isEqualTo(HERE);
        assertThat(Invocation.workingDirectory("relative")).isEqualTo(HERE);
        assertThat(Invocation.workingDirectory(null)).isEqualTo(HERE);
    }

    @Test
    void aServerThatTheLauncherDidNotStartCannotBeStartedAgain() throws IOException {
        assertThat(Invocation.ofThisProcess()).isNull();
    }
}
