package org.jcorn.config;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Either {@code true} or {@code false}. */
final class BooleanType implements SettingType<Boolean> {

    private final List<String> yes;
    private final List<String> no;

    BooleanType() {
        this(List.of("true"), List.of("false"));
    }

    /** Take other words in lower case as well. */
    BooleanType(List<String> yes, List<String> no) {
        this.yes = yes;
        this.no = no;
    }

    @Override
    public Boolean parse(String text) {
        String word = text.strip().toLowerCase(Locale.ROOT);
        if (yes.contains(word)) {
            return true;
        }
        if (no.contains(word)) {
            return false;
        }
        throw new InvalidValue(text, "must be true or false");
    }

    @Override
    public String print(Boolean value) {
        return value.toString();
    }

    @Override
    public String label() {
        return "boolean";
    }

    @Override
    public String meta() {
        return "";
    }

    @Override
    public @Nullable String textOf(Object value) {
        return value instanceof Boolean || value instanceof CharSequence ? value.toString() : null;
    }

    @Override
    public String javaTypes() {
        return "boolean";
    }
}
