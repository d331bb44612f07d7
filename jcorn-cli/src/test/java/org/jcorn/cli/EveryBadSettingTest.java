package org.jcorn.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jcorn.config.ConfigException;
import org.jcorn.config.Setting;
import org.jcorn.config.Settings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Gets each setting of the table wrong, in each source. */
class EveryBadSettingTest {

    private static final Map<String, List<String>> BAD = Map.ofEntries(
            Map.entry("integer", List.of("soon", "-1", "1.5", "0x10", "99999999999", "1 2")),
            Map.entry("seconds", List.of("soon", "-1", "1.5", "30s", "99999999999")),
            Map.entry("bytes", List.of("much", "-1", "10q", "1.5m", "99999999999999999999")),
            Map.entry("boolean", List.of("maybe", "2", "tru")),
            Map.entry("octal mode", List.of("999", "rwx", "01000", "-1")),
            Map.entry("class name", List.of("no class", "1st", "a..b", "a.")),
            Map.entry("list of NAME=VALUE", List.of("alone", "=value")),
            Map.entry("list of address", List.of("host:http", "host:99999", "[::1", "fd://x", "unix:")),
            Map.entry("list of IP address or network", List.of("host", "300.1.1.1", "10.0.0.1/8", "::1/129")),
            Map.entry(
                    "syslog address", List.of("localhost", "udp://", "tcp://host:0", "unix://log", "unix:///log#raw")),
            Map.entry("statsd address", List.of("host:0", "host:http", "unix:log", "[::1", "a/b")),
            Map.entry("hook", List.of("Hooks", ":method", "Hooks:", "no class:method", "Hooks:1st")),
            Map.entry("directory", List.of("/no/such/directory")));

    /** Any text may be right; whether it is the machine or the application knows. */
    private static final Set<String> FREE =
            Set.of("string", "path", "list of string", "list of path", "access log format");

    @TempDir
    Path directory;

    static List<Setting<?>> all() {
        return Settings.all();
    }

    private static List<String> badValues(Setting<?> setting) {
        String type = setting.typeLabel();
        if (type.contains(" or ") && !BAD.containsKey(type)) {
            return List.of("nonsense", type);
        }
        return FREE.contains(type) ? List.of() : BAD.getOrDefault(type, List.of());
    }

    @Test
    void everyTypeIsGotWrong() {
        List<String> untested = new ArrayList<>();
        for (Setting<?> setting : Settings.all()) {
            if (badValues(setting).isEmpty() && !FREE.contains(setting.typeLabel())) {
                untested.add(setting + ": " + setting.typeLabel());
            }
        }
        assertThat(untested).as("untested settings").isEmpty();
    }

    @ParameterizedTest
    @MethodSource("all")
    void byFlagAndInTheEnvironment(Setting<?> setting) {
        if (setting.flags().isEmpty() || setting.isBoolean()) {
            return;
        }
        for (String value : badValues(setting)) {
            Arguments bad = parse(flag(setting) + "=" + value);

            assertThat(problems(new CommandLineSource(Map.of(), Arguments.NONE, bad)))
                    .hasSize(1)
                    .allMatch(problem -> tells(problem, setting, "command line"));
            assertThat(problems(new CommandLineSource(Map.of(), bad, Arguments.NONE)))
                    .hasSize(1)
                    .allMatch(problem -> tells(problem, setting, "JCORN_CMD_ARGS"));
        }
    }

    @ParameterizedTest
    @MethodSource("all")
    void inAFile(Setting<?> setting) throws IOException {
        if (setting.commandLineOnly()) {
            return;
        }
        for (String value : badValues(setting)) {
            assertThat(problemsOf("# one\n" + setting.name() + " = " + value + "\n"))
                    .hasSize(1)
                    .allMatch(problem -> tells(problem, setting, "config file " + file() + ", line 2"));
        }
    }

    @Test
    void allTogether() throws IOException {
        // Given
        StringBuilder text = new StringBuilder();
        List<Setting<?>> wrong = new ArrayList<>();
        for (Setting<?> setting : Settings.all()) {
            if (!setting.commandLineOnly() && !badValues(setting).isEmpty()) {
                wrong.add(setting);
                text.append(setting.name())
                        .append(" = ")
                        .append(badValues(setting).get(0))
                        .append('\n');
            }
        }

        // When
        List<String> problems = problemsOf(text.toString());

        // Then
        assertThat(problems).hasSameSizeAs(wrong);
        for (int i = 0; i < wrong.size(); i++) {
            assertThat(problems.get(i))
                    .startsWith("setting '" + wrong.get(i) + "': ")
                    .endsWith(", line " + (i + 1) + ")");
        }
    }

    @ParameterizedTest
    @MethodSource("all")
    void twiceInAFile(Setting<?> setting) throws IOException {
        if (setting.commandLineOnly()) {
            return;
        }
        String line = setting.name() + " = " + setting.defaultText() + "\n";

        assertThat(problemsOf(line + "\n" + line))
                .contains("setting '" + setting + "' is given twice (config file " + file() + ", lines 1 and 3)");
    }

    @ParameterizedTest
    @MethodSource("all")
    void inTheWrongCase(Setting<?> setting) throws IOException {
        String name = setting.name().toUpperCase(Locale.ROOT);

        assertThat(problemsOf(name + " = 1\n"))
                .containsExactly("unknown setting '" + name + "' (config file " + file() + ", line 1): did you mean '"
                        + setting + "'?");
        for (String flag : setting.flags()) {
            if (flag.startsWith("--")) {
                String wrong = flag.toUpperCase(Locale.ROOT);
                assertThat(catchThrowableOfType(UsageException.class, () -> parse(wrong)))
                        .hasMessage("unrecognized option '" + wrong + "': did you mean '" + flag + "'?");
            }
        }
    }

    @ParameterizedTest
    @MethodSource("all")
    void aFlagWithoutItsValueOrWithOneTooMany(Setting<?> setting) {
        for (String flag : setting.flags()) {
            if (setting.valueOfBareFlag().isEmpty()) {
                assertThat(catchThrowableOfType(UsageException.class, () -> parse(flag)))
                        .hasMessage("option '" + flag + "' needs a value");
            } else if (setting.isBoolean() && flag.startsWith("--")) {
                assertThat(catchThrowableOfType(UsageException.class, () -> parse(flag + "=maybe")))
                        .hasMessageContaining("'" + flag + "'");
            }
        }
    }

    private static boolean tells(String problem, Setting<?> setting, String source) {
        return problem.startsWith("setting '" + setting + "': \"") && problem.endsWith(" (" + source + ")");
    }

    private static String flag(Setting<?> setting) {
        return setting.flags().get(setting.flags().size() - 1);
    }

    private Path file() {
        return directory.resolve("shop.properties");
    }

    private List<String> problemsOf(String text) throws IOException {
        Files.writeString(file(), text);
        return problems(new CommandLineSource(Map.of(), Arguments.NONE, parse("--config", file().toString(), "app")));
    }

    private static List<String> problems(CommandLineSource source) {
        return catchThrowableOfType(ConfigException.class, source::load).problems();
    }

    private static Arguments parse(String... args) {
        return new ArgumentParser().parse(args);
    }
}
