package org.jcorn.config;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class SettingsTest {

    private static final List<Class<?>> SECTIONS = List.of(
            ConfigFileSettings.class,
            ServerSocketSettings.class,
            WorkerProcessesSettings.class,
            SecuritySettings.class,
            DebuggingSettings.class,
            ServerMechanicsSettings.class,
            LoggingSettings.class,
            StatsdSettings.class,
            ProcessNamingSettings.class,
            HookSettings.class,
            SslSettings.class,
            ControlSettings.class,
            ServletSettings.class);

    /** Where jcorn differs from Gunicorn on purpose. */
    private static final Map<String, String> OTHER_DEFAULTS = Map.of(
            "config", "", // jcorn.conf.java, if it is there
            "logger_class", "simple", // Gunicorn's default class has that short name
            "default_proc_name", "jcorn",
            "sendfile", "true", // what Gunicorn's None means
            "ssl_version", "tlsv1_2");

    private static final Map<String, Set<String>> TYPES = Map.ofEntries(
            Map.entry("int", Set.of("integer", "seconds")),
            Map.entry("bool", Set.of("boolean")),
            Map.entry("octal", Set.of("octal mode")),
            Map.entry("path", Set.of("directory")),
            Map.entry("class", Set.of("class name")),
            Map.entry("hook", Set.of("hook")),
            Map.entry("dict", Set.of("list of NAME=VALUE")),
            Map.entry("addrs", Set.of("list of IP address or network")),
            Map.entry("list", Set.of("list of address", "list of NAME=VALUE", "list of string")),
            Map.entry(
                    "str",
                    Set.of(
                            "string",
                            "path",
                            "directory",
                            "list of path",
                            "syslog address",
                            "statsd address",
                            LoggingSettings.SYSLOG_FACILITY.typeLabel())),
            Map.entry(
                    "choice",
                    Set.of(
                            "auto or fast or python",
                            "auto or poll or inotify",
                            "off or v1 or v2 or auto",
                            "tlsv1_2 or tlsv1_3",
                            "drop or refuse or dangerous",
                            "debug or info or warning or error or critical")));

    static List<Setting<?>> all() {
        return Settings.all();
    }

    @Test
    void everyConstantIsInTheTable() throws IllegalAccessException {
        List<Object> constants = new ArrayList<>();
        for (Class<?> section : SECTIONS) {
            for (Field field : section.getDeclaredFields()) {
                if (field.getType() == Setting.class && Modifier.isPublic(field.getModifiers())) {
                    constants.add(field.get(null));
                }
            }
        }
        assertThat(constants).containsExactlyElementsOf(Settings.all());
    }

    @Test
    void constantsAreNamedAfterTheirSettings() throws IllegalAccessException {
        for (Class<?> section : SECTIONS) {
            for (Field field : section.getDeclaredFields()) {
                if (field.getType() == Setting.class) {
                    assertThat(field.getName()).isEqualToIgnoringCase(String.valueOf(field.get(null)));
                }
            }
        }
    }

    @Test
    void sectionsAreInGunicornsOrder() {
        List<Section> sections = Settings.all().stream()
                .<Section>map(Setting::section)
                .distinct()
                .toList();
        assertThat(sections).containsExactly(Section.values());
        assertThat(Settings.all().stream().map(Setting::section)).isSorted();
    }

    @Test
    void namesAndFlagsAreUnique() {
        Set<String> seen = new HashSet<>();
        for (Setting<?> setting : Settings.all()) {
            assertThat(seen.add(setting.name())).as(setting.name()).isTrue();
            for (String flag : setting.flags()) {
                assertThat(seen.add(flag)).as(flag).isTrue();
                assertThat(flag).matches("-[a-zA-Z]|--[a-z][-_a-z]+");
            }
        }
        assertThat(seen).doesNotContain("-h", "--help", "-v", "--version");
    }

    @Test
    void defunctSettingsAreNoSettings() {
        List<String> flags = new ArrayList<>();
        for (Setting<?> setting : Settings.all()) {
            flags.addAll(setting.flags());
        }
        for (DefunctSetting defunct : DefunctSetting.all()) {
            assertThat(Settings.named(defunct.name())).as(defunct.name()).isEmpty();
            assertThat(flags).doesNotContainAnyElementsOf(defunct.flags());
            assertThatThrownBy(() -> Config.of(Map.of(defunct.name(), "x")))
                    .hasMessage("setting '" + defunct.name() + "' is defunct (application): " + defunct.advice());
        }
    }

    @ParameterizedTest
    @MethodSource("all")
    void defaultParsesToItself(Setting<?> setting) {
        assertThat(normalForm(setting, normalForm(setting, setting.defaultText())))
                .isEqualTo(normalForm(setting, setting.defaultText()));
        if (setting != ServerMechanicsSettings.CHDIR) { // the only one that depends on the machine
            assertThat(normalForm(setting, setting.defaultText())).isEqualTo(setting.defaultText());
        }
    }

    @ParameterizedTest
    @MethodSource("all")
    void isDocumented(Setting<?> setting) {
        assertThat(setting.summary()).endsWith(".").doesNotContain("`").hasSizeLessThan(100);
        assertThat(setting.details()).allSatisfy(text -> assertThat(text).isNotBlank());
        assertThat(setting.since()).isEqualTo("0.1");
        if (!setting.flags().isEmpty()) {
            assertThat(setting.meta().isEmpty()).isEqualTo(setting.isBoolean());
        }
    }

    @Test
    void everySettingOfAFileHasASample() {
        List<String> untested = new ArrayList<>();
        for (Setting<?> setting : Settings.all()) {
            if (!setting.commandLineOnly() && !samples().containsKey(setting.name())) {
                untested.add(setting.name());
            }
        }
        assertThat(untested).as("untested settings").isEmpty();
        assertThat(samples().stringPropertyNames())
                .allSatisfy(name -> assertThat(Settings.named(name)).isPresent());
    }

    @Test
    void everySettingTakesAValueOtherThanItsDefaultFromAFile() {
        for (String name : samples().stringPropertyNames()) {
            // Given
            Setting<?> setting = Settings.named(name).orElseThrow();
            String sample = samples().getProperty(name);

            // When
            Config config = Config.of(Map.of(name, sample));

            // Then
            assertThat(config.text(setting)).as(name).isEqualTo(sample);
            assertThat(config.get(setting))
                    .as(name)
                    .isNotEqualTo(Config.of(Map.of()).get(setting));
            assertThat(config.origin(setting)).isEqualTo("application");
            assertThat(config.isSet(setting)).isTrue();
        }
    }

    @Test
    void agreesWithGunicornWhereBothHaveASetting() {
        for (String line : lines("gunicorn.tsv")) {
            String[] columns = line.split("\t", -1);
            Setting<?> setting = Settings.named(columns[0]).orElseThrow();

            assertThat(setting.flags())
                    .as(columns[0])
                    .containsAll(columns[1].isEmpty() ? List.of() : List.of(columns[1].split(" ", -1)));
            assertThat(TYPES.get(columns[2])).as(columns[0]).contains(setting.typeLabel());
            assertThat(setting.defaultText())
                    .as(columns[0])
                    .isEqualTo(OTHER_DEFAULTS.getOrDefault(columns[0], columns[3]));
        }
    }

    @Test
    void onlyTheseAreOurOwn() {
        List<String> own = new ArrayList<>();
        List<String> gunicorns = lines("gunicorn.tsv").stream()
                .map(line -> line.substring(0, line.indexOf('\t')))
                .toList();
        for (Setting<?> setting : Settings.all()) {
            if (!gunicorns.contains(setting.name())) {
                own.add(setting.name());
            }
        }
        // classpath is Gunicorn's pythonpath
        assertThat(own)
                .containsExactly(
                        "static",
                        "worker_max_memory",
                        "worker_max_age",
                        "worker_max_age_jitter",
                        "worker_heap_dump",
                        "request_timeout",
                        "boot_timeout",
                        "reload_strategy",
                        "worker_jvm_options",
                        "limit_request_body",
                        "websocket_max_frame_size",
                        "websocket_max_message_size",
                        "classpath",
                        "script_name",
                        "syslog_format",
                        "keyfile_password",
                        "ssl_context",
                        "session_store");
    }

    static Properties samples() {
        Properties samples = new Properties();
        try (InputStream resource = resource("samples.properties")) {
            samples.load(new InputStreamReader(resource, UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return samples;
    }

    private static List<String> lines(String name) {
        try (InputStream resource = resource(name)) {
            return new String(resource.readAllBytes(), UTF_8)
                    .lines()
                    .filter(line -> !line.startsWith("#"))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static InputStream resource(String name) {
        return Objects.requireNonNull(SettingsTest.class.getResourceAsStream(name), name);
    }

    private static <T> String normalForm(Setting<T> setting, String text) {
        return setting.print(setting.parse(text));
    }
}
