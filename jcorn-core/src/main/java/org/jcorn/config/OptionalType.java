package org.jcorn.config;

import java.util.Optional;

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
}
