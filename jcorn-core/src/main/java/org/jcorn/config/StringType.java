package org.jcorn.config;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** A text without blanks around it, never empty. */
final class StringType implements SettingType<String> {

    @Override
    public String parse(String text) {
        String trimmed = text.strip();
        if (trimmed.isEmpty()) {
            throw new InvalidValue(text, "must not be empty");
        }
        return trimmed;
    }

    @Override
    public String print(String value) {
        return value;
    }

    @Override
    public String label() {
        return "string";
    }

    @Override
    public String meta() {
        return "STRING";
    }

    @Override
    public @Nullable String textOf(Object value) {
        return value instanceof Path || value instanceof CharSequence ? value.toString() : null;
    }

    @Override
    public String javaTypes() {
        return "String";
    }
}
