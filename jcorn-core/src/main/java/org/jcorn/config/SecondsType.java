package org.jcorn.config;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** A time in whole seconds. */
final class SecondsType implements SettingType<Duration> {

    private final IntegerType seconds = new IntegerType();

    @Override
    public Duration parse(String text) {
        return Duration.ofSeconds(seconds.parse(text));
    }

    @Override
    public String print(Duration value) {
        return Long.toString(value.toSeconds());
    }

    @Override
    public String label() {
        return "seconds";
    }

    @Override
    public String meta() {
        return "INT";
    }

    @Override
    public @Nullable String textOf(Object value) {
        if (value instanceof Duration time) {
            if (!time.equals(Duration.ofSeconds(time.toSeconds()))) {
                throw new InvalidValue(time.toString(), "must be whole seconds");
            }
            return Long.toString(time.toSeconds());
        }
        return seconds.textOf(value);
    }

    @Override
    public String javaTypes() {
        return "int or Duration";
    }
}
