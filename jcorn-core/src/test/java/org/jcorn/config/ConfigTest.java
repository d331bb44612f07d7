package org.jcorn.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConfigTest {

    @TempDir
    Path directory;

    @Test
    void nothingSetMeansDefaults() {
        Config config = Config.of(Map.of());

        assertThat(config.get(WorkerProcessesSettings.WORKERS)).isEqualTo(1);
        assertThat(config.get(WorkerProcessesSettings.GRACEFUL_TIMEOUT)).isEqualTo(Duration.ofSeconds(30));
        assertThat(config.get(ServerSocketSettings.BIND)).containsExactly(new BindAddress.Tcp("127.0.0.1", 8000));
        assertThat(config.get(ServerMechanicsSettings.PIDFILE)).isEmpty();
        assertThat(config.get(ServerMechanicsSettings.CHDIR))
                .isEqualTo(Path.of("").toAbsolutePath());
        assertThat(Settings.all()).allSatisfy(setting -> {
            assertThat(config.origin(setting)).isEqualTo("default");
            assertThat(config.isSet(setting)).isFalse();
        });
    }

    @Test
    void environmentMakesDefaults() {
        Config config =
                new Config.Builder(Map.of("PORT", "5000", "WEB_CONCURRENCY", "4", "FORWARDED_ALLOW_IPS", "*")).build();

        assertThat(config.text(ServerSocketSettings.BIND)).isEqualTo("0.0.0.0:5000");
        assertThat(config.origin(ServerSocketSettings.BIND)).isEqualTo("environment PORT");
        assertThat(config.get(WorkerProcessesSettings.WORKERS)).isEqualTo(4);
        assertThat(config.origin(WorkerProcessesSettings.WORKERS)).isEqualTo("environment WEB_CONCURRENCY");
        assertThat(config.get(ServerMechanicsSettings.FORWARDED_ALLOW_IPS)).containsExactly("*");
        assertThat(config.origin(ServerMechanicsSettings.FORWARDED_ALLOW_IPS))
                .isEqualTo("environment FORWARDED_ALLOW_IPS");
    }

    @Test
    void onlyTheseComeFromTheEnvironment() {
        assertThat(Settings.all().stream()
                        .flatMap(setting -> setting.environment().stream())
                        .toList())
                .containsExactly(
                        "PORT", "WEB_CONCURRENCY", "SENDFILE", "FORWARDED_ALLOW_IPS", "JCORN_KEYFILE_PASSWORD");
    }

    @ParameterizedTest
    @CsvSource({"y, true", "YES, true", "1, true", "true, true", "n, false", "no, false", "0, false", "False, false"})
    void sendfileComesFromTheEnvironmentInGunicornsWords(String word, boolean on) {
        Config config = new Config.Builder(Map.of("SENDFILE", word)).build();

        assertThat(config.get(ServerMechanicsSettings.SENDFILE)).isEqualTo(on);
    }

    @Test
    void emptyEnvironmentVariableCountsAsUnset() {
        Config config = new Config.Builder(Map.of("PORT", "", "WEB_CONCURRENCY", " ")).build();

        assertThat(config.isSet(ServerSocketSettings.BIND)).isFalse();
        assertThat(config.isSet(WorkerProcessesSettings.WORKERS)).isFalse();
    }

    @Test
    void badEnvironmentVariableIsAProblemUnlessOverridden() {
        Map<String, String> environment = Map.of("WEB_CONCURRENCY", "auto");

        assertThatThrownBy(() -> new Config.Builder(environment).build())
                .isInstanceOf(ConfigException.class)
                .hasMessage("setting 'workers': \"auto\" must be a whole number (environment WEB_CONCURRENCY)");
        assertThat(new Config.Builder(environment)
                        .set(WorkerProcessesSettings.WORKERS, "2", Config.COMMAND_LINE)
                        .build()
                        .get(WorkerProcessesSettings.WORKERS))
                .isEqualTo(2);
    }

    @Test
    void strongerSourceReplacesWeakerOneListsIncluded() throws IOException {
        // Given
        Path file = Files.writeString(
                directory.resolve("jcorn.properties"), "bind = :1, :2\nworkers = 2\ntimeout = 2\nbacklog = 2\n");
        Config.Builder builder = new Config.Builder(Map.of("PORT", "9", "WEB_CONCURRENCY", "9"));

        // When
        Config config = builder.file(file.toString())
                .set("workers", "3", "JCORN_CMD_ARGS")
                .set("timeout", "3", "JCORN_CMD_ARGS")
                .set("timeout", "4", Config.COMMAND_LINE)
                .set("bind", ":4", Config.COMMAND_LINE)
                .build();

        // Then
        assertThat(config.text(ServerSocketSettings.BACKLOG)).isEqualTo("2");
        assertThat(config.origin(ServerSocketSettings.BACKLOG)).isEqualTo("config file " + file + ", line 4");
        assertThat(config.text(WorkerProcessesSettings.WORKERS)).isEqualTo("3");
        assertThat(config.origin(WorkerProcessesSettings.WORKERS)).isEqualTo("JCORN_CMD_ARGS");
        assertThat(config.text(WorkerProcessesSettings.TIMEOUT)).isEqualTo("4");
        assertThat(config.text(ServerSocketSettings.BIND)).isEqualTo("0.0.0.0:4");
        assertThat(config.origin(ServerSocketSettings.BIND)).isEqualTo("command line");
    }

    @Test
    void allProblemsAreToldTogether() {
        Config.Builder builder = new Config.Builder(Map.of("PORT", "x"))
                .set("worker", "2", "config file a.properties")
                .set("nonsense", "2", "config file a.properties")
                .set("config", "b.properties", "config file a.properties")
                .set("timeout", "soon", "JCORN_CMD_ARGS")
                .set("timeout", "5", Config.COMMAND_LINE)
                .set("workers", "-1", Config.COMMAND_LINE)
                .problem("and this");

        assertThatThrownBy(builder::build)
                .isInstanceOfSatisfying(
                        ConfigException.class,
                        e -> assertThat(e.problems())
                                .containsExactly(
                                        "unknown setting 'worker' (config file a.properties): did you mean 'workers'?",
                                        "unknown setting 'nonsense' (config file a.properties)",
                                        "setting 'config' can only be given on the command line (config file"
                                                + " a.properties)",
                                        "setting 'timeout': \"soon\" must be a whole number (JCORN_CMD_ARGS)",
                                        "setting 'workers': \"-1\" must be 0 or more (command line)",
                                        "and this",
                                        "setting 'bind': \"0.0.0.0:x\" is not an address: the port must be between 0 and"
                                                + " 65535 (environment PORT)"))
                .hasMessageContaining("(command line)\nand this\n");
    }

    @Test
    void synonymForwards() {
        Config config = Config.of(Map.of("pythonpath", "lib/a.jar"));

        assertThat(config.get(ServerMechanicsSettings.CLASSPATH)).containsExactly(Path.of("lib/a.jar"));
    }

    @Test
    void propertiesCarryEverySettingToAWorker() throws IOException {
        // Given
        Config.Builder builder = new Config.Builder(Map.of("PORT", "5000"));
        Properties samples = SettingsTest.samples();
        samples.remove("bind");
        samples.stringPropertyNames().forEach(name -> builder.set(name, samples.getProperty(name), "somewhere"));
        Config config = builder.build();

        // When
        Config restored = Config.fromProperties(storedAndLoaded(config.toProperties()));

        // Then
        assertThat(Settings.all()).allSatisfy(setting -> {
            assertThat(restored.get(setting)).isEqualTo(config.get(setting));
            assertThat(restored.text(setting)).isEqualTo(config.text(setting));
            assertThat(restored.origin(setting)).isEqualTo(config.origin(setting));
        });
        assertThat(restored.origin(ServerSocketSettings.BIND)).isEqualTo("environment PORT");
    }

    @Test
    void propertiesCarryListsWhateverIsInThem() {
        List<String> options = List.of("-Da=b, c", "-Dq=\"'\\", " x ");
        Config config = new Config.Builder(Map.of())
                .set(
                        WorkerProcessesSettings.WORKER_JVM_OPTIONS,
                        WorkerProcessesSettings.WORKER_JVM_OPTIONS.join(options),
                        Config.COMMAND_LINE)
                .build();

        Config restored = Config.fromProperties(config.toProperties());

        assertThat(restored.get(WorkerProcessesSettings.WORKER_JVM_OPTIONS))
                .containsExactly("-Da=b, c", "-Dq=\"'\\", "x");
    }

    @Test
    void workerDoesNotCheckTheMachineAgain() {
        Properties properties = Config.of(Map.of()).toProperties();
        properties.setProperty("chdir", "/gone/meanwhile");

        assertThat(Config.fromProperties(properties).text(ServerMechanicsSettings.CHDIR))
                .isEqualTo("/gone/meanwhile");
    }

    @Test
    void brokenPropertiesAreRefused() {
        Properties properties = new Properties();
        properties.setProperty("workers", "x");
        properties.setProperty("timeout", "y");

        assertThatThrownBy(() -> Config.fromProperties(properties))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("'workers'")
                .hasMessageContaining("'timeout'");
    }

    @Test
    void textOfABuilderIsWhatASourceHasSet() {
        Config.Builder builder = new Config.Builder(Map.of("PORT", "1")).set("workers", "2", "x");

        assertThat(builder.text(WorkerProcessesSettings.WORKERS)).contains("2");
        assertThat(builder.text(ServerSocketSettings.BIND)).isEmpty();
    }

    @Test
    void strangeSettingIsRefused() {
        Setting<Integer> strange = Setting.integer("strange").doc("Not in the table.");

        assertThatThrownBy(() -> Config.of(Map.of()).get(strange))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("strange");
    }

    private static Properties storedAndLoaded(Properties properties) throws IOException {
        StringWriter text = new StringWriter();
        properties.store(text, null);
        Properties loaded = new Properties();
        loaded.load(new StringReader(text.toString()));
        return loaded;
    }
}
