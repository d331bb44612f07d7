package org.jcorn.config;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A value that may be absent, which is written as nothing.
 *
 * @param <T> the value's Java type
 */
final class OptionalType<T> implements SettingType<Optional<T>> {

    private final SettingType<T> type;

    OptionalType(SettingType<T> type) {
        this.type = type;
    }

    @Override
    public Optional<T> parse(String text) {
        return text.isBlank() ? Optional.empty() : Optional.of(type.parse(text));
    }

    @Override
    public String print(Optional<T> value) {
        return value.isPresent() ? type.print(value.get()) : "";
    }

    @Override
    public String label() {
        return type.label();
    }

    @Override
    public String meta() {
        return type.meta();
    }

    @Override
    public @Nullable String textOf(Object value) {
        if (value instanceof Optional<?> optional) {
            return optional.isPresent() ? type.textOf(optional.get()) : "";
        }
        return type.textOf(value);
    }

    @Override
    public String javaTypes() {
        return type.javaTypes();
    }
}
