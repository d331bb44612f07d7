package org.jcorn.config;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What kind of value a setting has: parses, normalises and prints it.
 *
 * <p>{@code parse(print(v))} equals {@code v} for every value, which is how settings travel to worker processes.
 *
 * @param <T> the value's Java type
 */
interface SettingType<T> {

    /**
     * Read a value.
     *
     * @throws InvalidValue if the text is no such value
     */
    T parse(String text);

    /** Write a value in its normal form. */
    String print(T value);

    /** {@return the name of this type in the documentation} */
    String label();

    /** {@return the placeholder of a value in {@code --help}} */
    String meta();

    /** {@return the text of an object that a program gives as the value, or null if this type takes no such object} */
    default @Nullable String textOf(Object value) {
        return value instanceof CharSequence ? value.toString() : null;
    }

    /** {@return the Java types of such objects, for messages} */
    default String javaTypes() {
        return "String";
    }

    /** Make one text of what a flag was given several times; unless the type is a list the last one wins. */
    default String join(List<String> occurrences) {
        return occurrences.get(occurrences.size() - 1);
    }

    /** Write a value so that it may be shown, when the setting is a secret. */
    default String mask(T value) {
        return print(value).isEmpty() ? "" : "***";
    }
}
