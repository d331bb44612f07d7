package org.jcorn.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.jcorn.config.Config;
import org.jcorn.spi.Logger;
import org.jcorn.spi.Logger.Level;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.api.parallel.Resources;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class SimpleLoggerTest {

    private static final String HEAD = "\\[\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d [+-]\\d{4}\\] \\["
            + ProcessHandle.current().pid() + "\\] ";

    @TempDir
    Path directory;

    private final SimpleLogger log = new SimpleLogger();

    @AfterEach
    void close() {
        log.close();
    }

    @Test
    void writesTheFormatOfGunicorn() throws IOException {
        // Given
        log.open(config(file(), "info"));

        // When
        log.info("Listening at: http://127.0.0.1:8000 (7)");

        // Then
        assertThat(Files.readString(file()))
                .matches(HEAD + "\\[INFO\\] Listening at: http://127\\.0\\.0\\.1:8000 \\(7\\)\n");
    }

    @ParameterizedTest
    @EnumSource
    void writesFromItsLevelUpwards(Level threshold) throws IOException {
        // Given
        log.open(config(file(), threshold.name().toLowerCase(java.util.Locale.ROOT)));

        // When
        log.debug("d");
        log.info("i");
        log.warning("w");
        log.error("e");
        log.critical("c");

        // Then
        for (Level level : Level.values()) {
            assertThat(log.enabled(level)).isEqualTo(level.compareTo(threshold) >= 0);
            assertThat(Files.readString(file()).contains("[" + level + "]")).isEqualTo(log.enabled(level));
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            9  | \\t
            10 | \\n
            13 | \\x0d
            0  | \\x00
            27 | \\x1b
            127 | \\x7f
            133 | \\x85
            155 | \\x9b
            159 | \\x9f
            160 | same
            228 | same
            9749 | same
            """)
    void controlCharactersCannotForgeRecordsOrMoveTheCursor(int character, String expected) throws IOException {
        // Given
        log.open(config(file(), "info"));
        String c = Character.toString(character);
        String written = expected.equals("same") || character == '\t' || character == '\n' ? c : expected;

        // When
        log.info("a" + c + "b");

        // Then
        assertThat(Files.readString(file())).endsWith("[INFO] a" + written + "b\n");
    }

    @Test
    void charactersBeyondTheFirstPlaneStayWhole() throws IOException {
        log.open(config(file(), "info"));

        log.info("🙂");

        assertThat(Files.readString(file())).endsWith(" 🙂\n");
    }

    @Test
    void causeFollowsWithItsStack() throws IOException {
        // Given
        log.open(config(file(), "info"));

        // When
        log.log(Level.ERROR, "Error handling request", new IllegalStateException("why"));
        log.log(Level.DEBUG, "not this", new IllegalStateException("unseen"));

        // Then
        assertThat(Files.readString(file()))
                .contains("[ERROR] Error handling request\njava.lang.IllegalStateException: why\n\tat ")
                .doesNotContain("unseen");
    }

    @Test
    void appendsToWhatIsThere() throws IOException {
        Files.writeString(file(), "before\n");
        log.open(config(file(), "info"));

        log.info("after");

        assertThat(Files.readAllLines(file())).hasSize(2).first().isEqualTo("before");
    }

    @Test
    void reopenFollowsARotation() throws IOException {
        // Given
        log.open(config(file(), "info"));
        log.info("one");
        Path rotated = directory.resolve("error.log.1");
        Files.move(file(), rotated);
        log.info("two");

        // When
        log.reopen();
        log.info("three");

        // Then
        assertThat(Files.readString(rotated)).contains("one", "two").doesNotContain("three");
        assertThat(Files.readString(file())).contains("three").doesNotContain("two");
    }

    @Test
    void reopenThatFailsKeepsTheOldFile() throws IOException {
        // Given
        Path below = Files.createDirectory(directory.resolve("logs"));
        Path path = below.resolve("error.log");
        log.open(config(path, "info"));
        Path moved = Files.move(below, directory.resolve("moved"));

        // When
        assertThatThrownBy(log::reopen).isInstanceOf(IOException.class);
        log.info("still here");

        // Then
        assertThat(Files.readString(moved.resolve("error.log"))).contains("still here");
    }

    @Test
    void unwritablePathIsNamedWithItsSetting() {
        Path path = directory.resolve("missing/error.log");

        assertThatThrownBy(() -> log.open(config(path, "info")))
                .isInstanceOf(IOException.class)
                .hasMessage("setting 'errorlog': \"" + path + "\" cannot be opened: " + path
                        + " (No such file or directory)");
    }

    @Test
    void openingAnewThatFailsChangesNothing() throws IOException {
        // Given
        log.open(config(file(), "info"));

        // When
        assertThatThrownBy(() -> log.open(config(directory.resolve("missing/error.log"), "debug")))
                .isInstanceOf(IOException.class);

        // Then
        log.info("goes on");
        log.debug("but not at the level of the failed settings");
        log.reopen();
        log.info("and on");
        assertThat(Files.readAllLines(file())).hasSize(2);
    }

    @Test
    void openingAnewMovesToTheNewFile() throws IOException {
        // Given
        Path other = directory.resolve("other.log");
        log.open(config(file(), "info"));

        // When
        log.open(config(other, "debug"));
        log.debug("here");

        // Then
        assertThat(file()).isEmptyFile();
        assertThat(Files.readString(other)).contains("here");
    }

    @Test
    @ResourceLock(Resources.SYSTEM_ERR)
    void dashIsStandardErrorAlsoAfterAFile() throws IOException {
        // Given
        log.open(config(file(), "info"));
        PrintStream before = System.err;
        ByteArrayOutputStream written = new ByteArrayOutputStream();
        System.setErr(new PrintStream(written, true, StandardCharsets.UTF_8));
        try {

            // When
            log.open(config(Path.of("-"), "info"));
            log.info("to the terminal");
            log.reopen();
            log.close();
            log.info("last");
        } finally {
            System.setErr(before);
        }

        // Then
        assertThat(file()).isEmptyFile();
        assertThat(written.toString(StandardCharsets.UTF_8).lines())
                .satisfiesExactly(
                        line -> assertThat(line).endsWith("[INFO] to the terminal"),
                        line -> assertThat(line).endsWith("[INFO] last"));
    }

    @Test
    void fullDiskDoesNoHarm() throws IOException {
        log.open(config(Path.of("/dev/full"), "info"));

        log.info("lost");
    }

    @Test
    void withoutAFileThereIsNoAccessLog() throws IOException {
        log.open(config(file(), "info"));

        assertThat(log.accessEnabled()).isFalse();
        log.access("lost\n".getBytes(StandardCharsets.US_ASCII), 0, 5);
        assertThat(file()).isEmptyFile();
    }

    @Test
    void accessLinesGoToAFileOfTheirOwnAsTheyAre() throws IOException {
        // Given
        Path accesses = directory.resolve("access.log");
        log.open(withAccess(accesses));

        // When
        log.access("..one\ntwo\n..".getBytes(StandardCharsets.US_ASCII), 2, 8);

        // Then
        assertThat(log.accessEnabled()).isTrue();
        assertThat(Files.readString(accesses)).isEqualTo("one\ntwo\n");
        assertThat(file()).isEmptyFile();
    }

    @Test
    void bothAreReopened() throws IOException {
        // Given
        Path accesses = directory.resolve("access.log");
        log.open(withAccess(accesses));
        Files.move(accesses, directory.resolve("access.log.1"));
        Files.move(file(), directory.resolve("error.log.1"));

        // When
        log.reopen();
        log.access("one\n".getBytes(StandardCharsets.US_ASCII), 0, 4);
        log.info("two");

        // Then
        assertThat(Files.readString(accesses)).isEqualTo("one\n");
        assertThat(Files.readString(file())).endsWith("two\n");
    }

    @Test
    void unwritableAccessLogIsNamedAndChangesNothing() throws IOException {
        // Given
        log.open(config(file(), "info"));

        // When
        assertThatThrownBy(() -> log.open(withAccess(directory.resolve("missing/access.log"))))
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith("setting 'accesslog': ");

        // Then
        log.info("goes on");
        assertThat(Files.readString(file())).endsWith("goes on\n");
        assertThat(log.accessEnabled()).isFalse();
    }

    @Test
    void noLineIsLostOrTornWhileItIsReopened() throws Exception {
        // Given
        Path accesses = directory.resolve("access.log");
        log.open(withAccess(accesses));
        byte[] line = ("x".repeat(100) + "\n").getBytes(StandardCharsets.US_ASCII);
        int lines = 20_000;
        Thread[] writers = new Thread[3];
        for (int i = 0; i < writers.length; i++) {
            writers[i] = new Thread(
                    () -> {
                        for (int n = 0; n < lines; n++) {
                            log.access(line, 0, line.length);
                        }
                    },
                    "writer-" + i);
            writers[i].start();
        }

        // When
        int files = 0;
        while (writers[0].isAlive() || writers[1].isAlive() || writers[2].isAlive()) {
            Files.move(accesses, directory.resolve("access.log." + files++));
            log.reopen();
        }

        // Then
        long count = Files.readAllLines(accesses).size();
        for (int i = 0; i < files; i++) {
            for (String each : Files.readAllLines(directory.resolve("access.log." + i))) {
                assertThat(each).hasSize(100);
                count++;
            }
        }
        assertThat(count).isEqualTo(3L * lines);
    }

    private Config withAccess(Path accesslog) {
        return Config.of(Map.of("errorlog", file().toString(), "accesslog", accesslog.toString()));
    }

    @Test
    void isTheProviderNamedSimple() {
        Logger provider = org.jcorn.spi.Providers.named(Logger.class, "logger_class", "simple", Logger::name);

        assertThat(provider).isInstanceOf(SimpleLogger.class);
        provider.close();
    }

    private Path file() {
        return directory.resolve("error.log");
    }

    private static Config config(Path errorlog, String loglevel) {
        return Config.of(Map.of("errorlog", errorlog.toString(), "loglevel", loglevel));
    }
}
