package org.jcorn.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * One of the constants of an enum, by its name in lower case.
 *
 * @param <E> the enum
 */
final class ChoiceType<E extends Enum<E>> implements SettingType<E> {

    private final E[] constants;
    private final String[] synonyms;

    /** Take the constants of an enum, and pairs of another word and the name it stands for. */
    ChoiceType(E[] constants, String... synonyms) {
        this.constants = constants;
        this.synonyms = synonyms;
    }

    @Override
    public E parse(String text) {
        String word = text.strip();
        for (int i = 0; i < synonyms.length; i += 2) {
            if (synonyms[i].equalsIgnoreCase(word)) {
                word = synonyms[i + 1];
            }
        }
        List<String> names = new ArrayList<>();
        for (E constant : constants) {
            if (constant.name().equalsIgnoreCase(word)) {
                return constant;
            }
            names.add(print(constant));
        }
        throw new InvalidValue(
                text,
                "must be one of " + String.join(", ", names) + Suggestion.phrase(word.toLowerCase(Locale.ROOT), names));
    }

    @Override
    public String print(E value) {
        return value.name().toLowerCase(Locale.ROOT);
    }

    @Override
    public String label() {
        StringBuilder label = new StringBuilder();
        for (E constant : constants) {
            label.append(label.length() == 0 ? "" : " or ").append(print(constant));
        }
        return label.toString();
    }

    @Override
    public String meta() {
        return "STRING";
    }

    @Override
    public @Nullable String textOf(Object value) {
        return value instanceof Enum<?> constant
                ? constant.name()
                : value instanceof CharSequence || (value instanceof Integer && synonyms.length > 0)
                        ? value.toString()
                        : null;
    }

    @Override
    public String javaTypes() {
        return "String";
    }
}
