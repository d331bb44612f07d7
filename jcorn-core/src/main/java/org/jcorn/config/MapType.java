package org.jcorn.config;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Names with their values, {@code NAME=VALUE}, in their order; of a name given twice the last value holds. */
final class MapType implements SettingType<Map<String, String>> {

    private final String separators;
    private final boolean upperCaseNames;

    MapType(String separators, boolean upperCaseNames) {
        this.separators = separators;
        this.upperCaseNames = upperCaseNames;
    }

    @Override
    public Map<String, String> parse(String text) {
        Map<String, String> values = new LinkedHashMap<>();
        for (String word : ShellWords.split(text, separators)) {
            int equals = word.indexOf('=');
            String name = equals < 0 ? "" : word.substring(0, equals).strip();
            if (name.isEmpty()) {
                throw new InvalidValue(word, "must be NAME=VALUE");
            }
            String value = word.substring(equals + 1);
            values.put(
                    upperCaseNames ? name.toUpperCase(Locale.ROOT) : name,
                    separators.equals(" ") ? value : value.strip());
        }
        return Collections.unmodifiableMap(values);
    }

    @Override
    public String print(Map<String, String> value) {
        return print(value, false);
    }

    @Override
    public String mask(Map<String, String> value) {
        return print(value, true);
    }

    private String print(Map<String, String> value, boolean masked) {
        List<String> words = new ArrayList<>(value.size());
        for (Map.Entry<String, String> entry : value.entrySet()) {
            words.add(entry.getKey() + "=" + (masked ? "***" : entry.getValue()));
        }
        return ShellWords.join(words, separators);
    }

    @Override
    public String join(List<String> occurrences) {
        return ShellWords.joinOccurrences(occurrences, separators);
    }

    @Override
    public String label() {
        return "list of NAME=VALUE";
    }

    @Override
    public String meta() {
        return "NAME=VALUE";
    }

    @Override
    public @Nullable String textOf(Object value) {
        List<String> words = new ArrayList<>();
        if (value instanceof Map<?, ?> map) {
            for (Map.Entry<?, ?> entry : map.entrySet()) {
                words.add(entry.getKey() + "=" + entry.getValue());
            }
        } else if (value instanceof Collection<?> collection) {
            for (Object element : collection) {
                words.add(String.valueOf(element));
            }
        } else {
            return value instanceof CharSequence ? value.toString() : null;
        }
        return ShellWords.join(words, separators);
    }

    @Override
    public String javaTypes() {
        return "Map of String, or List of String";
    }
}
