package org.jcorn.config;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Several values, each unlike the others, in their order.
 *
 * @param <E> the Java type of one
 */
final class ListType<E> implements SettingType<List<E>> {

    private final SettingType<E> type;
    private final String separators;

    /** Separate at any of the given characters; a blank stands for all white space. */
    ListType(SettingType<E> type, String separators) {
        this.type = type;
        this.separators = separators;
    }

    @Override
    public List<E> parse(String text) {
        List<E> values = new ArrayList<>();
        for (String word : ShellWords.split(text, separators)) {
            values.add(type.parse(word));
        }
        return List.copyOf(values);
    }

    @Override
    public String print(List<E> value) {
        List<String> words = new ArrayList<>(value.size());
        for (E each : value) {
            words.add(type.print(each));
        }
        return ShellWords.join(words, separators);
    }

    @Override
    public String join(List<String> occurrences) {
        return ShellWords.joinOccurrences(occurrences, separators);
    }

    @Override
    public String label() {
        return "list of " + type.label();
    }

    @Override
    public String meta() {
        return type.meta();
    }

    @Override
    public @Nullable String textOf(Object value) {
        if (value instanceof CharSequence) {
            return value.toString();
        }
        Iterable<?> elements = value instanceof Object[] array
                ? Arrays.asList(array)
                : value instanceof Collection<?> collection ? collection : List.of(value);
        List<String> words = new ArrayList<>();
        for (Object element : elements) {
            String word = element == null ? null : type.textOf(element);
            if (word == null) {
                return null;
            }
            words.add(word);
        }
        return ShellWords.join(words, separators);
    }

    @Override
    public String javaTypes() {
        return "List of " + type.javaTypes() + ", or String";
    }
}
