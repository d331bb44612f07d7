package org.jcorn.config;

import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import org.jcorn.hook.Hooks;
import org.jspecify.annotations.Nullable;

/**
 * The settings of a server: a value for each, and where each value came from. Immutable.
 *
 * <p>A {@link Builder} puts together what several sources say; {@link #toProperties} and {@link #fromProperties} carry
 * the result to worker processes.
 */
public final class Config {

    /** The origin of values nobody has set. */
    public static final String DEFAULT = "default";

    /** The origin of values from the arguments of the process. */
    public static final String COMMAND_LINE = "command line";

    private static final String APPLICATION = "application";
    private static final String ORIGIN_SUFFIX = ".origin";
    private static final String CLASS_PREFIX = "class ";

    /** A value, the normal form of its text, and where it came from. */
    private record Entry(Object value, String text, String origin) {}

    private final Map<String, Entry> entries;
    private final Map<String, byte[]> classes;
    private final Hooks hooks;

    private Config(Map<String, Entry> entries, Map<String, byte[]> classes, Hooks hooks) {
        this.entries = entries;
        this.classes = classes;
        this.hooks = hooks;
    }

    /**
     * Make a configuration for a server inside another program: the given settings, and the defaults for all others.
     * The environment is not looked at.
     *
     * @param settings texts by setting name, as in a configuration file
     * @return the configuration
     * @throws ConfigException if a name is unknown or a text is no value of its setting
     */
    public static Config of(Map<String, String> settings) {
        Builder builder = new Builder(Map.of());
        for (Map.Entry<String, String> setting : settings.entrySet()) {
            builder.set(setting.getKey(), setting.getValue(), APPLICATION);
        }
        return builder.build();
    }

    /**
     * Get the value of a setting.
     *
     * @param setting one of the constants of this package
     * @param <T> the value's type
     * @return the value; what may be absent is an {@link Optional}, lists and maps are immutable
     */
    @SuppressWarnings("unchecked") // entries are only made by a setting's own parser
    public <T> T get(Setting<T> setting) {
        return (T) entry(setting).value();
    }

    /**
     * Get the text of a setting's value.
     *
     * @param setting the setting
     * @return the value in its normal form, as a configuration file would have it, "" for none
     */
    public String text(Setting<?> setting) {
        return entry(setting).text();
    }

    /**
     * Get where the value of a setting came from.
     *
     * @param setting the setting
     * @return {@code default}, {@code environment NAME}, {@code framework settings PATH, line N}, {@code config file PATH, line
     *     N}, {@code JCORN_CMD_ARGS}, {@code command line} or {@code application}
     */
    public String origin(Setting<?> setting) {
        return entry(setting).origin();
    }

    /**
     * {@return whether something other than the built-in default decided the setting}
     *
     * @param setting the setting
     */
    public boolean isSet(Setting<?> setting) {
        return !origin(setting).equals(DEFAULT);
    }

    /** {@return the classes of a configuration file that has hooks, by name: worker processes have them from here} */
    public Map<String, byte[]> classes() {
        return classes;
    }

    /** {@return the hooks as this process can call them; none in a configuration that came from another process} */
    public Hooks hooks() {
        return hooks;
    }

    /** {@return all values and origins as texts, secrets included, for {@link #fromProperties}} */
    public Properties toProperties() {
        Properties properties = new Properties();
        for (Map.Entry<String, Entry> entry : entries.entrySet()) {
            properties.setProperty(entry.getKey(), entry.getValue().text());
            properties.setProperty(
                    entry.getKey() + ORIGIN_SUFFIX, entry.getValue().origin());
        }
        for (Map.Entry<String, byte[]> entry : classes.entrySet()) {
            properties.setProperty(
                    CLASS_PREFIX + entry.getKey(), Base64.getEncoder().encodeToString(entry.getValue()));
        }
        return properties;
    }

    /**
     * Restore what {@link #toProperties} made. Nothing is checked against the machine again, such as whether a
     * directory exists: the process that made the properties has done so.
     *
     * @param properties the texts; a setting that is not in there has its default
     * @return the configuration
     * @throws ConfigException if a text is no value of its setting
     */
    public static Config fromProperties(Properties properties) {
        Map<String, Entry> entries = new HashMap<>();
        List<String> problems = new ArrayList<>();
        for (Setting<?> setting : Settings.all()) {
            String text = properties.getProperty(setting.name(), setting.defaultText());
            String origin = properties.getProperty(setting.name() + ORIGIN_SUFFIX, DEFAULT);
            try {
                entries.put(setting.name(), restored(setting, text, origin));
            } catch (InvalidValue e) {
                problems.add(invalid(setting, e, origin));
            }
        }
        if (!problems.isEmpty()) {
            throw new ConfigException(problems);
        }
        Map<String, byte[]> classes = new HashMap<>();
        for (String name : properties.stringPropertyNames()) {
            if (name.startsWith(CLASS_PREFIX)) {
                classes.put(
                        name.substring(CLASS_PREFIX.length()),
                        Base64.getDecoder().decode(properties.getProperty(name)));
            }
        }
        return new Config(entries, classes, Hooks.NONE);
    }

    /**
     * {@return a value for people to see, without secrets}
     *
     * @param <T> the Java type of the value
     * @param setting the setting
     */
    public <T> String shown(Setting<T> setting) {
        return setting.show(get(setting));
    }

    private Entry entry(Setting<?> setting) {
        Entry entry = entries.get(setting.name());
        if (entry == null) {
            throw new IllegalArgumentException("setting '" + setting.name() + "' is not in Settings.all()");
        }
        return entry;
    }

    private static <T> Entry restored(Setting<T> setting, String text, String origin) {
        T value = setting.parseUnchecked(text);
        return new Entry(value, setting.print(value), origin);
    }

    private static <T> Entry parsed(Setting<T> setting, String text, String origin) {
        T value = setting.parse(text);
        return new Entry(value, setting.print(value), origin);
    }

    private static String invalid(Setting<?> setting, InvalidValue e, String where) {
        return "setting '" + setting.name() + "': " + e.getMessage() + " (" + where + ")";
    }

    /**
     * Puts a configuration together from its sources, to be called with the weakest source first: a later value
     * replaces an earlier one, lists included. Every value is checked, even one that is replaced later; all problems
     * are thrown together by {@link #build}.
     */
    public static final class Builder {

        private final Map<String, String> environment;
        private final Map<String, Entry> entries = new HashMap<>();
        private final List<String> problems = new ArrayList<>();
        private final ConfigHooks hooks = new ConfigHooks();

        /**
         * Start with nothing but the defaults.
         *
         * @param environment the environment variables that some defaults come from
         */
        public Builder(Map<String, String> environment) {
            this.environment = environment;
        }

        /**
         * Set by name.
         *
         * @param key the setting's name or synonym; an unknown one is a problem
         * @param text the value as in a configuration file
         * @param origin where it comes from
         * @return this
         */
        public Builder set(String key, String text, String origin) {
            Setting<?> setting = named(key, origin);
            if (setting != null && setting.commandLineOnly()) {
                problem("setting '" + key + "' can only be given on the command line (" + origin + ")");
            } else if (setting != null) {
                set(setting, text, origin);
            }
            return this;
        }

        /**
         * Set a value.
         *
         * @param setting the setting
         * @param text the value as in a configuration file
         * @param origin where it comes from
         * @return this
         */
        public Builder set(Setting<?> setting, String text, String origin) {
            try {
                entries.put(setting.name(), parsed(setting, text, origin));
            } catch (InvalidValue e) {
                problem(invalid(setting, e, origin));
            }
            return this;
        }

        /**
         * Set a value that a program gives.
         *
         * @param setting the setting
         * @param value of a Java type that suits the setting, such as {@code int}, {@code List} or {@code Duration}; any is a
         *     problem that does not
         * @param origin where it comes from
         * @return this
         */
        public Builder setObject(Setting<?> setting, Object value, String origin) {
            try {
                set(setting, setting.textOf(value), origin);
            } catch (InvalidValue e) {
                problem(invalid(setting, e, origin));
            }
            return this;
        }

        /**
         * Set everything a file of properties says.
         *
         * @param path the file; what is wrong with it is a problem
         * @return this
         */
        public Builder file(String path) {
            ConfigFile.read(path, this);
            return this;
        }

        /** {@return the hooks and their classes, to be added to} */
        public ConfigHooks hooks() {
            return hooks;
        }

        /**
         * Add a problem of the caller's own.
         *
         * @param line what is wrong
         * @return this
         */
        public Builder problem(String line) {
            problems.add(line);
            return this;
        }

        /**
         * {@return the text set so far, or empty if no source has set it}
         *
         * @param setting the setting
         */
        public Optional<String> text(Setting<?> setting) {
            Entry entry = entries.get(setting.name());
            return entry == null ? Optional.empty() : Optional.of(entry.text());
        }

        /**
         * {@return the value set so far, or empty if no source has set it}
         *
         * @param setting the setting
         * @param <T> the value's type
         */
        @SuppressWarnings("unchecked") // entries are only made by a setting's own parser
        public <T> Optional<T> value(Setting<T> setting) {
            Entry entry = entries.get(setting.name());
            return entry == null ? Optional.empty() : Optional.of((T) entry.value());
        }

        /**
         * {@return where the value set so far came from, or empty if no source has set it}
         *
         * @param setting the setting
         */
        public Optional<String> origin(Setting<?> setting) {
            Entry entry = entries.get(setting.name());
            return entry == null ? Optional.empty() : Optional.of(entry.origin());
        }

        /**
         * Make the configuration.
         *
         * @return the configuration
         * @throws ConfigException if there was any problem
         */
        public Config build() {
            for (Setting<?> setting : Settings.all()) {
                if (!entries.containsKey(setting.name())) {
                    setDefault(setting);
                }
            }
            if (!problems.isEmpty()) {
                throw new ConfigException(problems);
            }
            return new Config(Map.copyOf(entries), hooks.classes(), hooks.hooks());
        }

        /** Set by name what the application itself would like, unless it is set already or none of its business. */
        void frameworkValue(String key, String text, String origin) {
            Setting<?> setting = named(key, origin);
            if (setting == null) {
                return;
            }
            if (setting.operatorOnly()) {
                problem("setting '" + key + "' cannot be set by the application (" + origin + ")");
                return;
            }
            Entry stronger = entries.get(setting.name());
            set(setting, text, origin);
            if (stronger != null) {
                entries.put(setting.name(), stronger);
            }
        }

        private @Nullable Setting<?> named(String key, String where) {
            Optional<Setting<?>> setting = Settings.named(key);
            if (setting.isEmpty()) {
                problem(unknown(key, where));
                return null;
            }
            return setting.get();
        }

        private static String unknown(String key, String where) {
            Optional<DefunctSetting> defunct = DefunctSetting.named(key);
            if (defunct.isPresent()) {
                return "setting '" + key + "' is defunct (" + where + "): "
                        + defunct.get().advice();
            }
            List<String> known = new ArrayList<>();
            for (Setting<?> each : Settings.all()) {
                known.add(each.name());
                known.addAll(each.synonyms());
            }
            return "unknown setting '" + key + "' (" + where + ")" + Suggestion.phrase(key, known);
        }

        private void setDefault(Setting<?> setting) {
            String variable = setting.environment().orElse("");
            String value = variable.isEmpty() ? "" : environment.getOrDefault(variable, "");
            if (value.isBlank()) {
                set(setting, setting.defaultText(), DEFAULT);
            } else {
                String origin = "environment " + variable;
                set(setting, setting.defaultFrom(value), origin);
            }
        }
    }
}
