package org.jcorn.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.jcorn.it.kit.IntegrationTest;
import org.jcorn.it.kit.LogTail;
import org.jcorn.it.kit.OtherArbiter;
import org.jcorn.it.kit.Outcome;
import org.jcorn.it.kit.ProcessTree;
import org.jcorn.it.kit.RawClient;
import org.jcorn.it.kit.Rsyslog;
import org.jcorn.it.kit.RunningServer;
import org.jcorn.it.kit.SettingSource;
import org.jcorn.it.kit.Site;
import org.jcorn.it.kit.Statsd;
import org.jcorn.it.kit.Waiting;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Wherever an operator writes settings of logs, daemons and development down, they do what they say. */
@IntegrationTest
class OperationSettingsIT {

    private static final String CLASSES = Site.testClasses().toString();

    @ParameterizedTest
    @EnumSource
    void development(SettingSource source, Site site) {
        // Given
        site.write("words", "one");
        Map<String, String> settings = Map.of(
                "bind", "127.0.0.1:0",
                "pythonpath", CLASSES,
                "reload", "true",
                "reload_engine", "poll",
                "reload_extra_files", "words",
                "spew", "true",
                "preload_app", "true");
        try (RunningServer server = source.serving(site, "Probe:app", settings).start()) {
            List<Long> before = server.workers();
            server.get("/pid");
            // Then
            server.log().await("org.jcorn.it.app.Probe:");
            assertThat(server.log().text()).contains("preload_app does nothing beside reload");
            assertThat(ProcessTree.descriptors(server.pid()).values()).noneMatch(file -> file.contains("inotify"));
            // When
            site.write("words", "others");
            // Then
            server.log().await("Worker reloading: " + site.path("words") + " modified");
            server.awaitReplaced(before, 1);
        }
    }

    @ParameterizedTest
    @EnumSource
    void checkingOnly(SettingSource source, Site site) {
        // When
        Outcome checked = source.serving(site, "Probe:app", Map.of("pythonpath", CLASSES, "check_config", "true"))
                .run();
        Outcome printed = source.serving(
                        site, "Probe:app", Map.of("pythonpath", CLASSES, "print_config", "true", "workers", "3"))
                .run();
        // Then
        assertThat(checked).isEqualTo(new Outcome(0, ""));
        assertThat(printed.status()).isZero();
        assertThat(printed.output()).containsPattern("workers +=  ?3  \\(" + origin(source));
    }

    private static String origin(SettingSource source) {
        return switch (source) {
            case COMMAND_LINE -> "command line";
            case FILE -> "config file ";
            case ENVIRONMENT -> "JCORN_CMD_ARGS";
        };
    }

    @ParameterizedTest
    @EnumSource
    void daemons(SettingSource source, Site site) {
        // Given
        Map<String, String> settings = Map.of(
                "bind", "127.0.0.1:0",
                "pythonpath", CLASSES,
                "daemon", "true",
                "enable_stdio_inheritance", "true",
                "pidfile", "effects.pid");
        // When
        RunningServer command = source.serving(site, "Probe:app", settings).launch();
        // Then
        assertThat(command.awaitExit()).isZero();
        try (OtherArbiter daemon = OtherArbiter.of(site.path("effects.pid"))) {
            assertThat(command.get("/").body()).isEqualTo("hello");
            assertThat(ProcessTree.session(daemon.pid())).isEqualTo(daemon.pid());
            LogTail since = command.log().fromHere();
            daemon.signal("HUP");
            since.await("Handling signal: HUP");
            daemon.awaitReady(1);
        }
    }

    @ParameterizedTest
    @EnumSource
    void logsAndNames(SettingSource source, Site site) {
        // Given
        Map<String, String> settings = Map.of(
                "bind", "unix:effects.sock",
                "pythonpath", CLASSES,
                "errorlog", "errors.log",
                "accesslog", "access.log",
                "access_log_format", "%(m)s %(U)s %(s)s",
                "default_proc_name", "effects");
        try (RunningServer server = source.serving(site, "Probe:app", settings).launch()) {
            LogTail errors = new LogTail(site.path("errors.log"));
            errors.await("Booting worker with pid");
            // When
            assertThat(RawClient.get(site.path("effects.sock"), "/pid").status())
                    .isEqualTo(200);
            // Then
            new LogTail(site.path("access.log")).await("GET /pid 200\n");
            assertThat(ProcessTree.title(server.pid())).isEqualTo("jcorn: master [effects]");
            assertThat(server.log().text()).isEmpty();
            assertThat(server.stop()).isZero();
        }
    }

    @ParameterizedTest
    @EnumSource
    void collectors(SettingSource source, Site site) throws IOException {
        try (Rsyslog syslog = Rsyslog.start(site, Rsyslog.Input.UDP);
                Statsd statsd = Statsd.start(site)) {
            // Given
            Map<String, String> settings = Map.of(
                    "bind", "127.0.0.1:0",
                    "pythonpath", CLASSES,
                    "syslog", "true",
                    "syslog_addr", syslog.address(),
                    "syslog_prefix", "effects",
                    "syslog_facility", "local3",
                    "statsd_host", statsd.address(),
                    "statsd_prefix", "effects");
            try (RunningServer server =
                    source.serving(site, "Probe:app", settings).start()) {
                // When
                server.get("/pid");
                // Then
                syslog.log().awaitMatch("local3\\.info jcorn\\.effects\\.access: .*GET /pid");
                Waiting.until("a request", () -> statsd.counters().getOrDefault("effects.jcorn.requests", 0) == 1);
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void logback(SettingSource source, Site site) {
        // Given
        site.write("logback.xml", """
                <configuration>
                  <appender name="all" class="ch.qos.logback.core.ConsoleAppender">
                    <encoder><pattern>by Logback: %msg%n</pattern></encoder>
                  </appender>
                  <root level="info"><appender-ref ref="all"/></root>
                </configuration>
                """);
        Map<String, String> settings = Map.of("bind", "127.0.0.1:0", "pythonpath", CLASSES, "logconfig", "logback.xml");
        // When
        try (RunningServer server = source.serving(site, "Probe:app", settings).start()) {
            // Then
            assertThat(server.log().lines()).allMatch(line -> line.startsWith("by Logback: "));
        }
    }
}
