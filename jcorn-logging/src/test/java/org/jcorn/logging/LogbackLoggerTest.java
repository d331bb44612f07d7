package org.jcorn.logging;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.jcorn.config.Config;
import org.jcorn.config.LoggingSettings;
import org.jcorn.log.ProcessLog;
import org.jcorn.spi.Logger.Level;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LogbackLoggerTest {

    private static final String CONFIGURATION = """
            <configuration>
              <appender name="errors" class="ch.qos.logback.core.FileAppender">
                <file>${errorlog}</file>
                <encoder><pattern>%level %marker %msg%n</pattern></encoder>
              </appender>
              <appender name="accesses" class="ch.qos.logback.core.FileAppender">
                <file>${accesslog}</file>
                <encoder><pattern>%msg%n</pattern></encoder>
              </appender>
              <appender name="queue" class="ch.qos.logback.classic.AsyncAppender">
                <appender-ref ref="accesses"/>
              </appender>
              <logger name="jcorn.error" level="info"><appender-ref ref="errors"/></logger>
              <logger name="jcorn.access" level="info"><appender-ref ref="queue"/></logger>
            </configuration>
            """;

    @TempDir
    Path directory;

    private final ProcessLog log = new ProcessLog();

    @AfterEach
    void close() {
        log.close();
    }

    @Test
    void logsAsTheFileSays() throws IOException {
        // When
        log.open(config(CONFIGURATION));
        log.debug("unseen");
        log.info("hello {} \u001b[2J");
        log.critical("danger");
        log.log(Level.ERROR, "failed", new IllegalStateException("why"));

        // Then
        assertThat(log.enabled(Level.DEBUG)).isFalse();
        assertThat(log.enabled(Level.INFO)).isTrue();
        assertThat(path("error.log"))
                .content()
                .startsWith("INFO  hello {} \\x1b[2J\nERROR CRITICAL danger\nERROR  failed\n"
                        + "java.lang.IllegalStateException: why\n\tat ");
        assertThat(log.files()).containsExactlyInAnyOrder(path("error.log"), path("access.log"));
    }

    @Test
    void eachLineOfTheAccessLogIsARecord() throws IOException {
        // Given
        log.open(config(CONFIGURATION));
        assertThat(log.accessEnabled()).isTrue();

        // When
        log.access("..one\ntwo\n..".getBytes(US_ASCII), 2, 8);
        log.close();

        // Then: closing it writes what waits
        assertThat(path("access.log")).content().isEqualTo("one\ntwo\n");
    }

    @Test
    void reopenFollowsARotation() throws IOException {
        // Given
        log.open(config(CONFIGURATION));
        log.info("one");
        Files.move(path("error.log"), path("error.log.1"));
        Files.move(path("access.log"), path("access.log.1"));

        // When
        log.reopen();
        log.info("two");
        log.access("three\n".getBytes(US_ASCII), 0, 6);
        log.close();

        // Then
        assertThat(path("error.log.1")).content().isEqualTo("INFO  one\n");
        assertThat(path("error.log")).content().isEqualTo("INFO  two\n");
        assertThat(path("access.log")).content().isEqualTo("three\n");
    }

    @Test
    void accessLogIsOffWhereNothingTakesIt() throws IOException {
        log.open(config(CONFIGURATION.replace("\"jcorn.access\" level=\"info\"", "\"jcorn.access\" level=\"off\"")));
        assertThat(log.accessEnabled()).isFalse();

        log.open(config(CONFIGURATION.replace("<appender-ref ref=\"queue\"/>", "")));
        assertThat(log.accessEnabled()).isFalse();
    }

    @Test
    void levelsMayBeSaidBesideTheFile() throws IOException {
        // Given
        Files.writeString(path("logback.xml"), CONFIGURATION);
        Map<String, String> settings = Map.of(
                "logconfig", path("logback.xml").toString(),
                "errorlog", path("error.log").toString(),
                "accesslog", path("access.log").toString());
        Map<String, String> more = new HashMap<>(settings);
        more.put("logconfig_dict", "jcorn.access=OFF, jcorn.error=warning");

        // When
        log.open(Config.of(more));

        // Then
        assertThat(log.accessEnabled()).isFalse();
        assertThat(log.enabled(Level.INFO)).isFalse();
        assertThat(log.enabled(Level.WARNING)).isTrue();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            </configuration>         | </wrong>           | must be terminated by the matching end-tag
            core.FileAppender        | core.NoSuchThing   | NoSuchThing
            <file>${errorlog}</file> | <file>/proc/x</file> | openFile(/proc/x,true) call failed
            name="jcorn.error"       | name="jcorn.errror" | no appender takes what is logged to jcorn.error
            """)
    void tellsWhatIsWrongAndGoesOnAsBefore(String good, String bad, String message) throws IOException {
        // Given
        log.open(config(CONFIGURATION));

        // When
        assertThatThrownBy(() -> log.open(config(CONFIGURATION.replace(good, bad))))
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith("setting 'logconfig': \"" + path("logback.xml") + "\" cannot be used: ")
                .hasMessageContaining(message);
        log.info("goes on");

        // Then
        assertThat(path("error.log")).content().isEqualTo("INFO  goes on\n");
    }

    @Test
    void missingFileIsNamed() {
        assertThatThrownBy(() -> log.open(Config.of(Map.of("logconfig", "no-such.xml", "chdir", directory.toString()))))
                .hasMessage("setting 'logconfig': \"no-such.xml\" does not exist");
        assertThatThrownBy(() -> log.open(Config.of(Map.of("logger_class", "logback"))))
                .hasMessage("setting 'logger_class': \"logback\" needs the setting 'logconfig'");
    }

    @Test
    void warningsAreLogged() throws IOException {
        log.open(config(CONFIGURATION.replace("<file>${errorlog}</file>", "<file>${errorlog}</file><colour/>")));

        assertThat(path("error.log")).content().contains("WARN  setting 'logconfig': ", "colour");
    }

    @Test
    void isUsedOnlyWhereItIsAskedFor() {
        assertThat(LoggingSettings.needsLibraries(Config.of(Map.of()))).isFalse();
        assertThat(LoggingSettings.needsLibraries(Config.of(Map.of("logconfig", "x.xml"))))
                .isTrue();
        assertThat(LoggingSettings.needsLibraries(Config.of(Map.of("logger_class", "logback"))))
                .isTrue();
        assertThat(LoggingSettings.effectiveLoggerClass(Config.of(Map.of("logconfig", "x", "logger_class", "own"))))
                .isEqualTo("own");
    }

    private Path path(String name) {
        return directory.resolve(name);
    }

    private Config config(String configuration) throws IOException {
        Files.writeString(path("logback.xml"), configuration);
        return Config.of(Map.of(
                "logconfig", path("logback.xml").toString(),
                "errorlog", path("error.log").toString(),
                "accesslog", path("access.log").toString()));
    }
}
