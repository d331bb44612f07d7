package org.jcorn.config;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One setting: its names, its type, its default and what it means, declared once.
 *
 * <p>The constants are in one class per {@link Section}; {@link Settings#all()} has them all. Immutable.
 *
 * @param <T> the Java type of its value
 */
public final class Setting<T> {

    private final String name;
    private final Section section;
    private final List<String> flags;
    private final String meta;
    private final String defaultText;
    private final String environment;
    private final String environmentPrefix;
    private final SettingType<T> type;
    private final List<Check<? super T>> checks;
    private final List<String> synonyms;
    private final boolean repeatable;
    private final boolean anyValue;
    private final boolean commandLineOnly;
    private final boolean operatorOnly;
    private final boolean secret;
    private final String valueOfBareFlag;
    private final String since;
    private final String summary;
    private final List<String> details;

    private Setting(Builder<T> builder, Section section, String since, String summary, List<String> details) {
        this.name = builder.name;
        this.section = section;
        this.flags = builder.flags;
        this.meta = builder.meta;
        this.defaultText = builder.defaultText;
        this.environment = builder.environment;
        this.environmentPrefix = builder.environmentPrefix;
        this.type = builder.type;
        this.checks = builder.checks;
        this.synonyms = builder.synonyms;
        this.repeatable = builder.repeatable;
        this.anyValue = builder.anyValue;
        this.commandLineOnly = builder.commandLineOnly;
        this.operatorOnly = builder.operatorOnly;
        this.secret = builder.secret;
        this.valueOfBareFlag = builder.valueOfBareFlag;
        this.since = since;
        this.summary = summary;
        this.details = details;
    }

    /** {@return the key in configuration files, Gunicorn's name where Gunicorn has it} */
    public String name() {
        return name;
    }

    /** {@return where it belongs in help and documentation} */
    public Section section() {
        return section;
    }

    /** {@return the command line flags, short ones first, empty if it can only be set in a file} */
    public List<String> flags() {
        return flags;
    }

    /** {@return the placeholder of its value in help, "" if its flag takes none} */
    public String meta() {
        return meta;
    }

    /** {@return the default as it would be written in a file, "" for none} */
    public String defaultText() {
        return defaultText;
    }

    /** {@return the environment variable that replaces the default, or empty if none does} */
    public Optional<String> environment() {
        return environment.isEmpty() ? Optional.empty() : Optional.of(environment);
    }

    /** {@return other keys it is known by in files} */
    public List<String> synonyms() {
        return synonyms;
    }

    /** {@return whether its flag may be given several times, each adding values} */
    public boolean repeatable() {
        return repeatable;
    }

    /** {@return whether whatever follows its flag is its value, even if it looks like another flag} */
    public boolean anyValue() {
        return anyValue;
    }

    /** {@return whether it is either true or false, so that its flag takes no value} */
    public boolean isBoolean() {
        return type instanceof BooleanType;
    }

    /** {@return the value of the flag alone, or "" if the flag needs one} */
    public String valueOfBareFlag() {
        return valueOfBareFlag;
    }

    /** {@return whether files cannot set it} */
    public boolean commandLineOnly() {
        return commandLineOnly;
    }

    /** {@return whether an application cannot set it by its framework settings} */
    public boolean operatorOnly() {
        return operatorOnly || commandLineOnly;
    }

    /** {@return the name of its type for the documentation} */
    public String typeLabel() {
        return type.label();
    }

    /** {@return the first version that has it} */
    public String since() {
        return since;
    }

    /** {@return what it is for, one line} */
    public String summary() {
        return summary;
    }

    /** {@return further paragraphs for the documentation, in Markdown} */
    public List<String> details() {
        return details;
    }

    /**
     * Make one text out of what the flag was given.
     *
     * @param occurrences the values in their order, at least one
     * @return the text as it would be written in a file
     */
    public String join(List<String> occurrences) {
        return repeatable ? type.join(occurrences) : occurrences.get(occurrences.size() - 1);
    }

    @Override
    public String toString() {
        return name;
    }

    /**
     * Read a value and check it.
     *
     * @throws InvalidValue if it is none
     */
    T parse(String text) {
        T value = type.parse(text);
        for (Check<? super T> check : checks) {
            String brokenRule = check.brokenRule(value);
            if (!brokenRule.isEmpty()) {
                throw new InvalidValue(text, brokenRule);
            }
        }
        return value;
    }

    /**
     * {@return the text of an object that a program gives as the value}
     *
     * @throws InvalidValue if the setting takes no such object
     */
    String textOf(Object value) {
        String text = type.textOf(value);
        if (text == null) {
            throw new InvalidValue(
                    "takes " + type.javaTypes() + ", not " + value.getClass().getSimpleName());
        }
        return text;
    }

    /** Read a value that was checked before, by the process that printed it. */
    T parseUnchecked(String text) {
        return type.parse(text);
    }

    String print(T value) {
        return type.print(value);
    }

    /** Print a value for people to see. */
    String show(T value) {
        return secret ? type.mask(value) : type.print(value);
    }

    /** The default that an environment variable's value makes. */
    String defaultFrom(String variable) {
        return environmentPrefix + variable;
    }

    static Builder<Integer> integer(String name) {
        return new Builder<>(name, new IntegerType());
    }

    static Builder<Long> bytes(String name) {
        return new Builder<>(name, new BytesType());
    }

    static Builder<Duration> seconds(String name) {
        return new Builder<>(name, new SecondsType());
    }

    static Builder<Integer> octal(String name) {
        return new Builder<>(name, new OctalType());
    }

    /** A setting that is false unless said otherwise. */
    static Builder<Boolean> bool(String name) {
        return new Builder<>(name, new BooleanType()).defaultValue("false").valueOfBareFlag("true");
    }

    /** A boolean that an environment variable may set as Gunicorn's do: {@code y}, {@code yes}, {@code 1} and their opposites. */
    static Builder<Boolean> yesOrNo(String name) {
        return new Builder<>(name, new BooleanType(List.of("true", "yes", "y", "1"), List.of("false", "no", "n", "0")));
    }

    static Builder<String> string(String name) {
        return new Builder<>(name, new StringType());
    }

    static Builder<SyslogAddress> syslogAddress(String name) {
        return new Builder<>(name, new SyslogAddressType());
    }

    static Builder<AccessLogFormat> accessLogFormat(String name) {
        return new Builder<>(name, new AccessLogFormatType());
    }

    static Builder<String> className(String name) {
        return new Builder<>(name, new ClassNameType());
    }

    static Builder<Path> directory(String name) {
        return new Builder<>(name, new DirectoryType());
    }

    static <E extends Enum<E>> Builder<E> choice(String name, E[] constants, String... synonyms) {
        return new Builder<>(name, new ChoiceType<>(constants, synonyms));
    }

    static <T> Builder<Optional<T>> optional(String name, SettingType<T> type) {
        return new Builder<>(name, new OptionalType<>(type));
    }

    /** Values that are separated by commas, or any of the characters given. */
    static <E> Builder<List<E>> list(String name, SettingType<E> type, String separators) {
        return new Builder<>(name, new ListType<>(type, separators));
    }

    static Builder<Map<String, String>> map(String name, MapType type) {
        return new Builder<>(name, type);
    }

    /**
     * Collects what a setting is; {@link #doc} makes it.
     *
     * @param <T> the Java type of its value
     */
    static final class Builder<T> {

        private final String name;
        private final SettingType<T> type;
        private List<String> flags = List.of();
        private String meta;
        private String defaultText = "";
        private String environment = "";
        private String environmentPrefix = "";
        private List<Check<? super T>> checks = List.of();
        private List<String> synonyms = List.of();
        private boolean repeatable;
        private boolean anyValue;
        private boolean commandLineOnly;
        private boolean operatorOnly;
        private boolean secret;
        private String valueOfBareFlag = "";
        private Section section = Section.CONFIG_FILE;
        private String since = "0.1";

        private Builder(String name, SettingType<T> type) {
            this.name = name;
            this.type = type;
            this.meta = type.meta();
        }

        Builder<T> section(Section value) {
            this.section = value;
            return this;
        }

        /** The flags, short ones first; without any the setting can only be set in files. */
        Builder<T> flag(String... values) {
            this.flags = List.of(values);
            return this;
        }

        /** The placeholder in help, where the type's own is not good enough. */
        Builder<T> meta(String value) {
            this.meta = value;
            return this;
        }

        /** The default, which goes through the same parser as any other value. */
        Builder<T> defaultValue(String value) {
            this.defaultText = value;
            return this;
        }

        /** An environment variable that, when set and not empty, makes the default: the prefix and its value. */
        Builder<T> environment(String variable, String prefix) {
            this.environment = variable;
            this.environmentPrefix = prefix;
            return this;
        }

        Builder<T> check(Check<? super T> value) {
            List<Check<? super T>> more = new ArrayList<>(checks);
            more.add(value);
            this.checks = List.copyOf(more);
            return this;
        }

        /** Another key that files may use. */
        Builder<T> synonym(String value) {
            this.synonyms = List.of(value);
            return this;
        }

        /** The flag may be given several times, each adding values. */
        Builder<T> repeatable() {
            this.repeatable = true;
            return this;
        }

        /** Whatever follows the flag is its value, even if it looks like another flag. */
        Builder<T> anyValue() {
            this.anyValue = true;
            return this;
        }

        Builder<T> commandLineOnly() {
            this.commandLineOnly = true;
            return this;
        }

        /** An application cannot set it for the operator. */
        Builder<T> operatorOnly() {
            this.operatorOnly = true;
            return this;
        }

        /** Values are never shown. */
        Builder<T> secret() {
            this.secret = true;
            return this;
        }

        /** What the flag alone stands for; a value can then only be given as {@code --flag=VALUE}. */
        Builder<T> valueOfBareFlag(String value) {
            this.valueOfBareFlag = value;
            return this;
        }

        Builder<T> since(String value) {
            this.since = value;
            return this;
        }

        /** Make the setting: one line for help, further paragraphs for the documentation. */
        Setting<T> doc(String summary, String... details) {
            return new Setting<>(this, section, since, summary, List.of(details));
        }
    }
}
