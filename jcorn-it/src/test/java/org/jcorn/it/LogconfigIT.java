package org.jcorn.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import org.jcorn.it.kit.IntegrationTest;
import org.jcorn.it.kit.LogTail;
import org.jcorn.it.kit.Outcome;
import org.jcorn.it.kit.RunningServer;
import org.jcorn.it.kit.Site;
import org.jcorn.it.kit.Waiting;
import org.jcorn.it.kit.WorkerClass;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The operator has Logback log, as a file of theirs says. */
@IntegrationTest
class LogconfigIT {

    private static final String CONFIGURATION = """
            <configuration>
              <appender name="errors" class="ch.qos.logback.core.ConsoleAppender">
                <target>System.err</target>
                <encoder><pattern>[${pid}] own: %msg%n</pattern></encoder>
              </appender>
              <appender name="accesses" class="ch.qos.logback.core.FileAppender">
                <file>access.log</file>
                <encoder><pattern>%msg%n</pattern></encoder>
              </appender>
              <root level="info"><appender-ref ref="errors"/></root>
              <logger name="jcorn.access" additivity="false"><appender-ref ref="accesses"/></logger>
            </configuration>
            """;

    @ParameterizedTest
    @MethodSource("org.jcorn.it.kit.WorkerClass#all")
    void logsAsTheFileSays(WorkerClass workerClass, Site site) throws IOException {
        // Given
        site.write("logback.xml", CONFIGURATION);
        LogTail access = new LogTail(site.path("access.log"));
        try (RunningServer server = site.server()
                .args(workerClass.arguments())
                .args("--log-config", "logback.xml", "--access-logformat", "%(r)s")
                .start()) {
            // When
            server.get("/one");
            access.await("GET /one HTTP/1.1\n");
            Files.move(site.path("access.log"), site.path("access.log.1"));
            server.signal("USR1");
            // Then
            Waiting.until("a line in the new file", () -> {
                server.get("/two");
                return access.contains("GET /two HTTP/1.1\n");
            });
            assertThat(server.stop()).isZero();
            assertThat(server.log().lines()).allMatch(line -> line.matches("\\[\\d+] own: .*"));
            assertThat(server.log().text()).contains("own: Booting worker with pid", "own: Shutting down: Master");
        }
    }

    @Test
    void aBadFileIsToldAtStartAndChangesNothingOnReload(Site site) {
        // Given
        site.write("logback.xml", CONFIGURATION.replace("</configuration>", ""));
        // When
        Outcome outcome = site.server().args("--log-config", "logback.xml").run();
        // Then
        assertThat(outcome.status()).isEqualTo(1);
        assertThat(outcome.output())
                .startsWith("jcorn: error: setting 'logconfig': \"logback.xml\" cannot be used: ")
                .doesNotContain("\tat ");

        // Given
        site.write("logback.xml", CONFIGURATION);
        try (RunningServer server =
                site.server().args("--log-config", "logback.xml").start()) {
            // When
            site.write("logback.xml", CONFIGURATION.replace("core.FileAppender", "core.NoSuchThing"));
            server.signal("HUP");
            // Then
            server.log().await("Reload failed, nothing is changed: setting 'logconfig'");
            assertThat(server.get("/").body()).isEqualTo("hello");
            // When
            site.write("logback.xml", CONFIGURATION.replace("own:", "new:"));
            server.reload(1);
            // Then
            server.log().await("new: Booting worker");
            assertThat(server.stop()).isZero();
        }
    }
}
