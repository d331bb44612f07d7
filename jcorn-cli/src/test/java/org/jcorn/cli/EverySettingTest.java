package org.jcorn.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.jcorn.config.Config;
import org.jcorn.config.ConfigFileSettings;
import org.jcorn.config.Section;
import org.jcorn.config.Setting;
import org.jcorn.config.Settings;
import org.jcorn.config.ShellWords;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Sets each setting of the table by each of its flags, by a file and by its environment variable. */
class EverySettingTest {

    private static final Map<String, String> ENVIRONMENT_SAMPLES = Map.of(
            "PORT", "5000",
            "WEB_CONCURRENCY", "3",
            "SENDFILE", "false",
            "FORWARDED_ALLOW_IPS", "*",
            "JCORN_KEYFILE_PASSWORD", "secret");

    private static final Properties SAMPLES = new Properties();

    @TempDir
    Path directory;

    @BeforeAll
    static void readSamples() throws IOException {
        Path samples = Path.of(System.getProperty("basedir", "."))
                .resolve("../jcorn-core/src/test/resources/org/jcorn/config/samples.properties");
        try (Reader reader = Files.newBufferedReader(samples, UTF_8)) {
            SAMPLES.load(reader);
        }
    }

    static List<Setting<?>> all() {
        return Settings.all();
    }

    @Test
    void nothingIsUntested() {
        List<String> untested = new ArrayList<>();
        for (Setting<?> setting : Settings.all()) {
            boolean sampled = setting == ConfigFileSettings.CONFIG || SAMPLES.containsKey(setting.name());
            if (!sampled
                    || !ENVIRONMENT_SAMPLES
                            .keySet()
                            .containsAll(setting.environment().stream().toList())) {
                untested.add(setting.name());
            }
        }
        assertThat(untested).as("untested settings").isEmpty();
    }

    @ParameterizedTest
    @MethodSource("all")
    void byFlag(Setting<?> setting) throws IOException {
        for (String flag : setting.flags()) {
            Config config = load(Map.of(), args(setting, flag));

            assertThat(config.text(setting))
                    .as(flag)
                    .isEqualTo(setting.isBoolean() ? setting.valueOfBareFlag() : sample(setting));
            assertThat(config.origin(setting)).isEqualTo("command line");
        }
    }

    @ParameterizedTest
    @MethodSource("all")
    void byFile(Setting<?> setting) throws IOException {
        if (setting.commandLineOnly()) {
            return;
        }
        Path file = directory.resolve("jcorn.properties");
        String application = namesWhatToServe(setting) ? "" : "wsgi_app = app\n";
        Files.writeString(file, application + setting.name() + " = " + sample(setting) + "\n");

        // Classes of hooks must be there.
        String classes = Path.of(System.getProperty("basedir", "."), "target/test-classes")
                .toString();
        boolean hook = setting.section() == Section.SERVER_HOOKS;
        List<String> args = hook
                ? List.of("--config", file.toString(), "--classpath", classes)
                : List.of("--config", file.toString());
        Config config = load(Map.of(), args);

        assertThat(config.text(setting)).isEqualTo(sample(setting));
        assertThat(config.origin(setting)).startsWith("config file " + file + ", line ");
    }

    @ParameterizedTest
    @MethodSource("all")
    void byEnvironment(Setting<?> setting) {
        setting.environment().ifPresent(variable -> {
            Config config = load(Map.of(variable, ENVIRONMENT_SAMPLES.getOrDefault(variable, "")), List.of("app"));

            assertThat(config.origin(setting)).isEqualTo("environment " + variable);
            assertThat(config.text(setting))
                    .isNotEqualTo(setting.defaultText())
                    .contains(ENVIRONMENT_SAMPLES.getOrDefault(variable, "missing"));
        });
    }

    private String sample(Setting<?> setting) throws IOException {
        if (setting == ConfigFileSettings.CONFIG) {
            Path file = directory.resolve("empty.properties");
            Files.writeString(file, "");
            return file.toString();
        }
        return SAMPLES.getProperty(setting.name());
    }

    private List<String> args(Setting<?> setting, String flag) throws IOException {
        if (setting.isBoolean()) {
            return List.of(flag, "app");
        }
        if (!setting.valueOfBareFlag().isEmpty()) {
            return List.of(flag + "=" + sample(setting), "app");
        }
        List<String> args = new ArrayList<>();
        for (String value : setting.repeatable() ? ShellWords.split(sample(setting)) : List.of(sample(setting))) {
            args.add(flag);
            args.add(value);
        }
        if (!namesWhatToServe(setting)) {
            args.add("app");
        }
        return args;
    }

    private static boolean namesWhatToServe(Setting<?> setting) {
        return setting == ConfigFileSettings.WSGI_APP || setting == ConfigFileSettings.STATIC;
    }

    private static Config load(Map<String, String> environment, List<String> args) {
        Arguments arguments = new ArgumentParser().parse(args.toArray(new String[0]));
        return new CommandLineSource(environment, Arguments.NONE, arguments).load();
    }
}
