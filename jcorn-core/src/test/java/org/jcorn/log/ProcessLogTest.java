package org.jcorn.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.jcorn.config.Config;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.api.parallel.Resources;

class ProcessLogTest {

    @TempDir
    Path directory;

    private final ProcessLog log = new ProcessLog();

    @AfterEach
    void close() {
        log.close();
    }

    @Test
    void failureToOpenChangesNothing() throws IOException {
        // Given
        log.open(Config.of(Map.of("errorlog", path("a.log"), "accesslog", path("access.log"))));

        // When
        assertThatThrownBy(() -> log.open(Config.of(Map.of("errorlog", path("missing/b.log")))))
                .isInstanceOf(IOException.class);
        assertThatThrownBy(() -> log.open(Config.of(Map.of("logger_class", "nobody"))))
                .isInstanceOf(IOException.class)
                .hasCauseInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("setting 'logger_class': \"nobody\" is not installed; there is simple");

        // Then
        log.info("goes on");
        log.access("one\n".getBytes(StandardCharsets.US_ASCII), 0, 4);
        assertThat(Path.of(path("a.log"))).content().endsWith("goes on\n");
        assertThat(Path.of(path("access.log"))).content().isEqualTo("one\n");
    }

    @Test
    void otherSettingsAreTakenOver() throws IOException {
        log.open(Config.of(Map.of("errorlog", path("a.log"))));

        log.open(Config.of(Map.of("errorlog", path("b.log"), "loglevel", "debug", "accesslog", path("access.log"))));

        log.debug("here");
        assertThat(log.accessEnabled()).isTrue();
        assertThat(Path.of(path("a.log"))).isEmptyFile();
        assertThat(Path.of(path("b.log"))).content().endsWith("here\n");
    }

    @Test
    void aFileThatCannotBeReopenedDoesNotKeepTheOthersFromIt() throws IOException {
        // Given
        Path errors = Files.createDirectory(directory.resolve("errors")).resolve("error.log");
        Path accesses = Path.of(path("access.log"));
        log.open(Config.of(Map.of("errorlog", errors.toString(), "accesslog", accesses.toString())));
        Files.delete(errors);
        Files.delete(errors.getParent());
        Files.delete(accesses);

        // When
        assertThatThrownBy(log::reopen).hasMessageStartingWith("setting 'errorlog': \"" + errors);
        log.access("one\n".getBytes(StandardCharsets.US_ASCII), 0, 4);

        // Then
        assertThat(accesses).content().isEqualTo("one\n");
    }

    @Test
    @ResourceLock(Resources.SYSTEM_OUT)
    @ResourceLock(Resources.SYSTEM_ERR)
    void printedLinesGoToTheErrorLogAlsoAfterARotation() throws IOException {
        // Given
        Path file = Path.of(path("error.log"));
        Path rotated = Path.of(path("error.log.1"));
        Config config = Config.of(Map.of("errorlog", file.toString(), "capture_output", "true"));
        PrintStream out = System.out;
        PrintStream err = System.err;
        try {
            log.open(config);
            log.captureOutput(config);

            // When
            System.out.println("one");
            System.err.println("two");
            Files.move(file, rotated);
            log.reopen();
            System.out.print("three");
        } finally {
            System.setOut(out);
            System.setErr(err);
        }

        // Then
        assertThat(rotated).content().isEqualTo("one\ntwo\n");
        assertThat(file).content().isEqualTo("three");
    }

    @Test
    @ResourceLock(Resources.SYSTEM_OUT)
    void withoutAFileNothingIsCaptured() throws IOException {
        PrintStream out = System.out;

        log.captureOutput(Config.of(Map.of("capture_output", "true")));
        log.captureOutput(Config.of(Map.of("errorlog", path("error.log"))));

        assertThat(System.out).isSameAs(out);
    }

    private String path(String name) {
        return directory.resolve(name).toString();
    }
}
